/* SPDX-License-Identifier: GPL-2.0-only */
/* The agent's requests to the module, and the answers. */
#ifndef STEER_H
#define STEER_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define STEER_ACTORS	8
#define STEER_IMPORTERS	2
#define STEER_HOOKS	7
#define STEER_NAME	40

/*
 * Where a thread stands: before the step of the specification that the gate is
 * named after.  agent/names.c has their names in the specification.
 */
enum steer_gate {
	GATE_NONE,
	GATE_CALLED,		/* a call of the module's own has not begun */
	GATE_OUTER, GATE_LOCK, GATE_SET, GATE_CLEAR, GATE_BROADCAST,
	GATE_CB_CALLED, GATE_CB_DONE,
	GATE_FENCES, GATE_UNLOCK, GATE_PUT, GATE_UNMAPS, GATE_REARM, GATE_FINISH,
	GATE_TESTED,		/* in attach, tested and not inserted yet */
	GATE_WAITING,		/* in map, before it waits for fences */
	GATE_INSERTED,		/* in attach, inserted and not returned yet */
};

/* What a thread waits for when it is asleep and stands at no gate. */
enum steer_wait { IN_NONE, IN_OUTER, IN_RESV, IN_FENCES, IN_UNMAPS, IN_JOB };

enum steer_role { ROLE_EXPORTER, ROLE_DRIVER, ROLE_WORKER, ROLE_DEVICE };

enum steer_op {
	OP_REVOKE, OP_RESTORE, OP_CLOSE,
	OP_ATTACH, OP_DETACH, OP_LOCK, OP_UNLOCK, OP_PIN, OP_UNPIN, OP_MAP,
	OP_UNMAP, OP_SUBMIT, OP_SIGNAL,
	OP_CLEANUP,		/* releases the rest of an importer */
};

/* Kernels that are wrong on purpose: what mutants.c does in the wrappers. */
enum steer_mutant {
	MUTANT_NONE,
	MUTANT_NO_FENCE_WAIT,
	MUTANT_NO_UNMAP_WAIT,
	MUTANT_KERNEL_FENCES_ONLY,
	MUTANT_NO_BROADCAST,
	MUTANT_FLAG_LEFT,
	MUTANT_NEWEST_NOT_TOLD,
	MUTANT_FENCES_AFTER_UNLOCK,
	MUTANT_FLAG_LATE,
};

/*
 * The offsets in bytes, from the kernel's BTF, of the fields that the module
 * reads in the kernel's own structures; the flag's offset is in bits.
 */
struct steer_layout {
	__u32 vdev, count, comp, flag_bit, on_list;	/* vfio_pci_dma_buf */
	__u32 memory_lock;				/* vfio_pci_core_device */
};

struct steer_scene {
	__s32 fd;		/* of the buffer; -1: the old one is given up */
	char kind[STEER_IMPORTERS][STEER_NAME];
};

struct steer_enter {
	__u32 role, who, nr;
};

struct steer_call {
	__u32 op, arg;
};

struct steer_actor {
	__u8 used, gate, last, in, asleep;
	__s32 callback;		/* the importer whose callback it runs, or -1 */
};

struct steer_importer {
	__u8 mapped, pinned, deferred, dead;
	__u8 job;		/* 0: none, else the class of its fence, plus 1 */
};

struct steer_state {
	struct steer_actor actor[STEER_ACTORS];
	struct steer_importer importer[STEER_IMPORTERS];
	__s32 list[STEER_IMPORTERS + 1];	/* newest first, -1 ends it */
	__s32 resv, outer;	/* the actor that owns it; -1 free, -2 a stranger */
	__s32 count;
	__u8 flag, closed, comp;
	__u8 signaled[4];	/* dma_resv_test_signaled of each class */
};

struct steer_hook {
	char name[STEER_NAME];
	__u64 met;
};

struct steer_hooks {
	struct steer_hook hook[STEER_HOOKS];
};

/* A look at a buffer without a reference to it or to its file. */
struct steer_peek {
	__s32 fd;		/* to remember; -1: look at what was remembered */
	__u8 listed, flag, same_file;
	__u64 f_ref;
	char f_op[STEER_NAME];
};

#define STEER_LAYOUT	_IOW('s', 1, struct steer_layout)
#define STEER_SCENE	_IOW('s', 2, struct steer_scene)
#define STEER_ENTER	_IOW('s', 3, struct steer_enter)
#define STEER_CALL	_IOW('s', 4, struct steer_call)
#define STEER_ARM	_IO('s', 5)	/* an exporter's thread is about to: op */
#define STEER_GO	_IO('s', 6)	/* releases the actor with that number */
#define STEER_FREE	_IO('s', 7)	/* 1: gates off, jobs signal; 0: gates on */
#define STEER_STATE	_IOR('s', 8, struct steer_state)
#define STEER_HOOKED	_IOR('s', 9, struct steer_hooks)
#define STEER_LAZYFD	_IOW('s', 10, __s32)
#define STEER_DEVLOCK	_IO('s', 11)	/* 1 takes, 0 drops the device's lock */
#define STEER_PEEK	_IOWR('s', 12, struct steer_peek)
#define STEER_COMPLAIN	_IO('s', 14)	/* a WARN, for the tests */
#define STEER_EARLY	_IO('s', 13)	/* 1: attach also stands after its insert */

#endif

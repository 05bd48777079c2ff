/* SPDX-License-Identifier: GPL-2.0-only */
/* Declarations shared by the files of the module. */
#ifndef STEER_INTERNAL_H
#define STEER_INTERNAL_H

#include <linux/completion.h>
#include <linux/dma-buf.h>
#include <linux/dma-resv.h>
#include <linux/pci.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include "steer.h"

/* A thread of the agent that acts as a process of the specification. */
struct actor {
	struct task_struct *task;
	u32 role, who;
	enum steer_op op;
	int gate;		/* where it stands, GATE_NONE if it does not */
	int last;		/* where it stood last in this call */
	int in;			/* the wait that it is in, if it is asleep */
	int callback;		/* the importer whose callback it runs, or -1 */
	int locks;		/* how often it has taken resv in this call */
	bool go;		/* it is released from its gate */
	bool skip;		/* in a call of the module: no redirection */
	bool armed;		/* an exporter's call whose gates are on */
	bool in_move;		/* inside vfio_pci_dma_buf_move */
	int attaching;		/* 1: before the lock in attach; 2: before unlock */
	wait_queue_head_t wq;
};

/* actor.c */
extern struct actor actors[STEER_ACTORS];
extern bool stepping;
void actors_init(void);
int actor_enter(const struct steer_enter *e);
int actor_go(unsigned long nr);
void actors_free(bool gates_off);
struct actor *me(void);
bool is_agent(void);
void gate(struct actor *a, enum steer_gate g);
void begin_wait(struct actor *a, enum steer_wait in);
void end_wait(struct actor *a);

/* buffer.c */
extern struct dma_buf *buf;
int layout_set(const struct steer_layout *l);
int scene_set(const struct steer_scene *s);
int inside(struct actor *a, enum steer_op op);
void *buf_vdev(void);
int buf_count(void);
struct completion *buf_comp(void);
bool buf_flag(void);
void buf_set_flag(bool flag);
bool priv_flag(void *priv);
bool priv_listed(void *priv);
struct rw_semaphore *memory_lock(void);

/* gates.c */
int gates_init(void);
void hooks_met(struct steer_hooks *h);
void arm(struct actor *a, enum steer_op op);
void w_down_write(struct rw_semaphore *s);
void w_move(void *vdev, bool revoked);
extern int (*iommufd_map)(struct dma_buf_attachment *a, struct phys_vec *v);
extern bool early;

/* mutants.c */
void mutant_broadcast(struct actor *a, struct dma_buf *b);
long mutant_fences(struct actor *a, struct dma_resv *o, enum dma_resv_usage u,
		   bool intr, unsigned long timeout);
void mutant_unmaps(struct actor *a, struct completion *c);
void mutant_unlock(struct actor *a, struct ww_mutex *l);

/* kinds.c */
enum response { INSIDE, LATER, WAITS, LAZY, HASTY, NEVER };

struct kind {
	const char *name;
	enum response response;
	bool p2p, callback, pins, counted, waits, again, early, keeps;
};

const struct kind *kind_named(const char *name);

/* job.c */
struct job;
int job_submit(struct job **to, u32 usage);
void job_signal(struct job **of);
void job_wait(struct actor *a, struct job *const *of);
u32 job_usage(const struct job *j);

/* callback.c and driver.c */
struct importer {
	int nr;
	const struct kind *kind;
	struct dma_buf_attachment *att;
	struct sg_table *sgt;		/* of a mapping that vfio counts */
	struct phys_vec vec;		/* of iommufd's */
	bool mapped, pinned, deferred, dead;
	struct job *job;
};

extern struct importer importers[STEER_IMPORTERS];
extern struct pci_dev *importing;
extern const struct dma_buf_attach_ops ops_told, ops_silent;
void drop_mapping(struct importer *i);
void drop_pin(struct importer *i);
int driver(struct actor *a, struct importer *i, enum steer_op op, u32 arg);
int importing_device(void);
void importers_reset(const struct steer_scene *s);

/* state.c */
void look(struct steer_state *s);

/* findings.c */
int lazyfd(int fd);
int devlock(bool take);
int peek(struct steer_peek *p);

#endif

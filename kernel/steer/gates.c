// SPDX-License-Identifier: GPL-2.0-only
/*
 * Gates inside vfio and dma-buf, without touching them.  Functions that they
 * call are redirected as livepatch does it (FTRACE_OPS_FL_IPMODIFY): the call
 * lands in a wrapper with the same prototype, which stands at a gate, makes the
 * call, and stands again.
 *
 * Why that is safe: a call is redirected only for a thread of the agent that is
 * in a steered operation, and only if its argument is this buffer's lock, its
 * completion, or its device's memory_lock.  All of these functions may sleep,
 * and are called here from process context with nothing held that forbids to
 * sleep; so a wrapper may sleep as well.  The flag skip keeps the wrapper's own
 * call from being redirected again.  The redirections are never removed: the
 * module has no exit, because a thread may stand in it.
 */
#define pr_fmt(fmt) "steer: " fmt
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include "internal.h"

int (*iommufd_map)(struct dma_buf_attachment *a, struct phys_vec *v);
bool early;	/* attach stands at GATE_INSERTED, too */

static void (*move)(void *vdev, bool revoked);

/*
 * down_write: the memory_lock that a config write, a reset, or close takes
 * before it revokes.  It may sleep; no other lock of this device is inside it.
 */
void w_down_write(struct rw_semaphore *s)
{
	struct actor *a = me();

	gate(a, GATE_OUTER);
	a->skip = true;
	begin_wait(a, IN_OUTER);
	down_write(s);
	end_wait(a);
	a->skip = false;
}

static enum steer_gate under_the_lock(const struct actor *a)
{
	if (a->op != OP_RESTORE)
		return GATE_SET;
	return a->locks == 1 ? GATE_BROADCAST : GATE_CLEAR;
}

/*
 * ww_mutex_lock: dma_resv_lock of this buffer, in revoke, restore and attach.
 * It may sleep; revoke holds memory_lock meanwhile, as it does in the kernel.
 * A restore reaches its broadcast by another wrapper: one gate is enough.
 */
static int w_ww_lock(struct ww_mutex *l, struct ww_acquire_ctx *c)
{
	struct actor *a = me();
	int r;

	gate(a, a->role == ROLE_EXPORTER ? GATE_LOCK : GATE_TESTED);
	a->skip = true;
	begin_wait(a, IN_RESV);
	r = ww_mutex_lock(l, c);
	end_wait(a);
	a->skip = false;
	a->locks++;
	if (a->role == ROLE_EXPORTER && under_the_lock(a) != GATE_BROADCAST)
		gate(a, under_the_lock(a));
	return r;
}

/*
 * dma_buf_invalidate_mappings: the broadcast.  It is called with the lock held,
 * and callbacks may sleep.
 */
static void w_invalidate(struct dma_buf *b)
{
	struct actor *a = me();

	gate(a, GATE_BROADCAST);
	a->skip = true;
	mutant_broadcast(a, b);
	a->skip = false;
}

/* dma_resv_wait_timeout: revoke and restore wait for the fences; it sleeps. */
static long w_wait(struct dma_resv *o, enum dma_resv_usage u, bool intr,
		   unsigned long timeout)
{
	struct actor *a = me();
	long left;

	gate(a, GATE_FENCES);
	a->skip = true;
	left = mutant_fences(a, o, u, intr, timeout);
	a->skip = false;
	return left;
}

/*
 * ww_mutex_unlock: dma_resv_unlock.  A sleep before it holds the lock, as in the
 * call before it; after it the lock is free.
 */
static void w_ww_unlock(struct ww_mutex *l)
{
	struct actor *a = me();

	if (a->role == ROLE_DRIVER) {
		a->skip = true;
		ww_mutex_unlock(l);
		a->skip = false;
		gate(a, GATE_INSERTED);
		return;
	}
	gate(a, GATE_UNLOCK);
	a->skip = true;
	mutant_unlock(a, l);
	a->skip = false;
	if (a->op != OP_RESTORE)
		gate(a, GATE_PUT);
}

/* wait_for_completion: revoke waits for the last unmap; it sleeps. */
static void w_wait_completion(struct completion *c)
{
	struct actor *a = me();

	gate(a, GATE_UNMAPS);
	a->skip = true;
	mutant_unmaps(a, c);
	a->skip = false;
	gate(a, GATE_REARM);
}

/*
 * vfio_pci_dma_buf_move: all of a revoke or a restore; its callers hold
 * memory_lock and may sleep.  The caller's later steps (close takes the same
 * lock again) are not part of the protocol, so the gates are off then.
 */
void w_move(void *vdev, bool revoked)
{
	struct actor *a = me();

	a->in_move = true;
	move(vdev, revoked);
	a->in_move = false;
	gate(a, GATE_FINISH);
	a->armed = false;
	barrier();	/* no tail call: the caller's frame stays on the stack */
}

enum { DOWN, LOCK, INVALIDATE, WAIT, UNLOCK, COMPLETION, MOVE };

struct hook {
	struct ftrace_ops ops;
	char *name;
	void *to;
	int what;
	u64 met;
};

/* Whether an exporter's thread is in the call that a gate belongs to. */
static bool in_revoke(const struct actor *a, int what, void *arg)
{
	if (a->role != ROLE_EXPORTER || !a->armed || !buf)
		return false;
	switch (what) {
	case DOWN:
		return !a->in_move && arg == memory_lock();
	case MOVE:
		return !a->in_move;
	case LOCK:
	case UNLOCK:
		return a->in_move && arg == &buf->resv->lock;
	case INVALIDATE:
		return a->in_move && arg == buf;
	case WAIT:
		return a->in_move && arg == buf->resv;
	default:
		return a->in_move && arg == buf_comp();
	}
}

/* Whether a driver's thread is at the lock, or the unlock, inside of attach. */
static bool in_attach(struct actor *a, int what, void *arg)
{
	if (a->role != ROLE_DRIVER || !a->attaching || arg != &buf->resv->lock ||
	    what != (a->attaching == 1 ? LOCK : UNLOCK))
		return false;
	a->attaching = a->attaching == 1 && early ? 2 : 0;
	return true;
}

static void notrace steered(unsigned long ip, unsigned long parent,
			    struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
	struct hook *h = container_of(ops, struct hook, ops);
	struct actor *a;
	void *arg;

	if (!is_agent())
		return;
	a = me();
	if (!a || a->skip)
		return;
	arg = (void *)ftrace_regs_get_argument(fregs, 0);
	if (!in_revoke(a, h->what, arg) && !in_attach(a, h->what, arg))
		return;
	h->met++;
	ftrace_regs_set_instruction_pointer(fregs, (unsigned long)h->to);
}

#define HOOK(function, wrapper, which) {				\
	.ops = {							\
		.func = steered,					\
		.flags = FTRACE_OPS_FL_SAVE_REGS |			\
			 FTRACE_OPS_FL_RECURSION |			\
			 FTRACE_OPS_FL_IPMODIFY,			\
	},								\
	.name = function, .to = wrapper, .what = which			\
}

static struct hook hooks[STEER_HOOKS] = {
	HOOK("down_write", w_down_write, DOWN),
	HOOK("ww_mutex_lock", w_ww_lock, LOCK),
	HOOK("dma_buf_invalidate_mappings", w_invalidate, INVALIDATE),
	HOOK("dma_resv_wait_timeout", w_wait, WAIT),
	HOOK("ww_mutex_unlock", w_ww_unlock, UNLOCK),
	HOOK("wait_for_completion", w_wait_completion, COMPLETION),
	HOOK("vfio_pci_dma_buf_move", w_move, MOVE),
};

void hooks_met(struct steer_hooks *h)
{
	for (int n = 0; n < STEER_HOOKS; n++) {
		strscpy(h->hook[n].name, hooks[n].name, STEER_NAME);
		h->hook[n].met = hooks[n].met;
	}
}

/* An exporter's thread begins a call. */
void arm(struct actor *a, enum steer_op op)
{
	a->op = op;
	a->locks = 0;
	a->armed = true;
}

static void *address(const char *name)
{
	struct kprobe p = { .symbol_name = name };
	void *at;

	if (register_kprobe(&p)) {
		pr_err("this kernel has no function %s\n", name);
		return NULL;
	}
	at = p.addr;
	unregister_kprobe(&p);
	return at;
}

static int redirect(struct hook *h)
{
	int r = ftrace_set_filter(&h->ops, (unsigned char *)h->name,
				  strlen(h->name), 0);

	if (!r)
		r = register_ftrace_function(&h->ops);
	if (r == -EBUSY)
		pr_err("the gate at %s is lost: a livepatch or another redirection has it\n",
		       h->name);
	else if (r)
		pr_err("the gate at %s is lost: the function is inlined, or is not there (%d)\n",
		       h->name, r);
	return r;
}

int gates_init(void)
{
	move = address("vfio_pci_dma_buf_move");
	iommufd_map = address("vfio_pci_dma_buf_iommufd_map");
	if (!move || !iommufd_map)
		return -ENOENT;
	for (int n = 0; n < STEER_HOOKS; n++) {
		int r = redirect(&hooks[n]);

		if (r) {
			while (n--)
				unregister_ftrace_function(&hooks[n].ops);
			return r;
		}
	}
	return 0;
}

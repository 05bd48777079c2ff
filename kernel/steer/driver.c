// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls of an importer's driver, worker and device on dma-buf: Importer.tla,
 * Mapping.tla.  Real calls, real locks held over them, real fences.
 */
#include <linux/dma-mapping.h>
#include "internal.h"

#define EDU_VENDOR 0x1234
#define EDU_DEVICE 0x11e8

struct importer importers[STEER_IMPORTERS];
struct pci_dev *importing;	/* the device that imports: the second edu */

int importing_device(void)
{
	struct pci_dev *first = pci_get_device(EDU_VENDOR, EDU_DEVICE, NULL);

	importing = pci_get_device(EDU_VENDOR, EDU_DEVICE, first);
	return importing ? 0 : -ENODEV;
}

void importers_reset(const struct steer_scene *s)
{
	memset(importers, 0, sizeof(importers));
	for (int n = 0; n < STEER_IMPORTERS; n++) {
		importers[n].nr = n;
		importers[n].kind = kind_named(s->kind[n]);
	}
}

static void lock(struct actor *a)
{
	begin_wait(a, IN_RESV);
	dma_resv_lock(buf->resv, NULL);
	end_wait(a);
}

static void unlock(void)
{
	dma_resv_unlock(buf->resv);
}

static bool holds_lock(void)
{
	long owner = atomic_long_read(&buf->resv->lock.base.owner) & ~7L;

	return (struct task_struct *)owner == current;
}

static int attach(struct actor *a, struct importer *i)
{
	const struct kind *k = i->kind;
	struct dma_buf_attachment *att;

	a->skip = false;	/* the lock inside of it is a gate */
	a->attaching = 1;
	if (k->p2p)
		att = dma_buf_dynamic_attach(buf, &importing->dev,
					     k->callback ? &ops_told : &ops_silent, i);
	else
		att = dma_buf_attach(buf, &importing->dev);
	a->attaching = 0;
	if (IS_ERR(att))
		return PTR_ERR(att);
	i->att = att;
	return 0;
}

static void detach(struct actor *a, struct importer *i)
{
	begin_wait(a, IN_RESV);
	dma_buf_detach(buf, i->att);
	end_wait(a);
	i->att = NULL;
	i->dead = false;
}

/* Maps with the lock held, too: a mapping that vfio counts, or iommufd's range. */
static int map_locked(struct importer *i)
{
	struct sg_table *s;
	int r;

	if (i->dead)
		return -EINVAL;
	if (i->kind->counted) {
		s = dma_buf_map_attachment(i->att, DMA_BIDIRECTIONAL);
		if (IS_ERR(s))
			return PTR_ERR(s);
		i->sgt = s;
	} else {
		r = iommufd_map(i->att, &i->vec);
		if (r)
			return r;
	}
	i->mapped = true;
	return 0;
}

/* Importers that pin take the lock in separate calls. */
static void own_lock(struct actor *a, const struct importer *i)
{
	if (!i->kind->pins)
		lock(a);
}

static void own_unlock(const struct importer *i)
{
	if (!i->kind->pins)
		unlock();
}

static int map(struct actor *a, struct importer *i)
{
	int r;

	own_lock(a, i);
	if (i->mapped) {	/* a lazy importer unmaps the old mapping first */
		drop_mapping(i);
		own_unlock(i);
		gate(a, GATE_CALLED);
		own_lock(a, i);
	}
	r = map_locked(i);
	if (!r && i->kind->waits) {
		gate(a, GATE_WAITING);
		begin_wait(a, IN_FENCES);
		dma_resv_wait_timeout(buf->resv, DMA_RESV_USAGE_KERNEL, false,
				      MAX_SCHEDULE_TIMEOUT);
		end_wait(a);
	}
	own_unlock(i);
	return r;
}

static int submit(struct actor *a, struct importer *i, u32 usage)
{
	int r;

	own_lock(a, i);
	r = i->mapped && !i->deferred ? job_submit(&i->job, usage) : -EINVAL;
	own_unlock(i);
	return r;
}

static void unmap(struct actor *a, struct importer *i)
{
	own_lock(a, i);
	drop_mapping(i);
	own_unlock(i);
}

/* The worker waits for the job, then makes the unmap that the callback deferred. */
static void work(struct actor *a, struct importer *i)
{
	if (i->deferred)
		job_wait(a, &i->job);
	lock(a);
	if (i->deferred) {
		drop_mapping(i);
		if (!i->kind->keeps)
			drop_pin(i);
	}
	unlock();
}

/* Releases whatever the driver still has at the end of a scene. */
static void cleanup(struct actor *a, struct importer *i)
{
	job_signal(&i->job);
	if (!i->att) {
		if (holds_lock())
			unlock();
		return;
	}
	if (!holds_lock())
		lock(a);
	drop_mapping(i);
	drop_pin(i);
	unlock();
	detach(a, i);
}

static int call(struct actor *a, struct importer *i, enum steer_op op, u32 arg)
{
	int r;

	switch (op) {
	case OP_ATTACH:
		return attach(a, i);
	case OP_DETACH:
		detach(a, i);
		return 0;
	case OP_LOCK:
		lock(a);
		return 0;
	case OP_UNLOCK:
		unlock();
		return 0;
	case OP_PIN:
		r = dma_buf_pin(i->att);
		i->pinned = !r;
		return r;
	case OP_UNPIN:
		drop_pin(i);
		return 0;
	case OP_MAP:
		return map(a, i);
	case OP_UNMAP:
		if (a->role == ROLE_WORKER)
			work(a, i);
		else
			unmap(a, i);
		return 0;
	case OP_SUBMIT:
		return submit(a, i, arg);
	case OP_SIGNAL:
		job_signal(&i->job);
		return 0;
	case OP_CLEANUP:
		cleanup(a, i);
		return 0;
	default:
		return -ENOTTY;
	}
}

/* Of the calls in it only those inside attach are redirected. */
int driver(struct actor *a, struct importer *i, enum steer_op op, u32 arg)
{
	int r;

	a->op = op;
	gate(a, GATE_CALLED);
	a->skip = true;
	r = call(a, i, op, arg);
	a->skip = false;
	return r;
}

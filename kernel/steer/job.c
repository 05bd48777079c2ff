// SPDX-License-Identifier: GPL-2.0-only
/* The jobs of an importer's device: each has a fence, which signals on request. */
#include <linux/slab.h>
#include "internal.h"

struct job {
	struct dma_fence base;
	spinlock_t lock;	/* of the fence */
	u32 usage;
};

static const char *job_name(struct dma_fence *f)
{
	return "steer";
}

static const struct dma_fence_ops job_ops = {
	.get_driver_name = job_name,
	.get_timeline_name = job_name,
};

/* Adds a fence of a class to the buffer; the caller holds the lock. */
int job_submit(struct job **to, u32 usage)
{
	struct job *j = kzalloc_obj(*j);
	int r = j ? dma_resv_reserve_fences(buf->resv, 1) : -ENOMEM;

	if (r) {
		kfree(j);
		return r;
	}
	spin_lock_init(&j->lock);
	j->usage = usage;
	dma_fence_init(&j->base, &job_ops, &j->lock,
		       dma_fence_context_alloc(1), 1);
	dma_resv_add_fence(buf->resv, &j->base, usage);
	*to = j;
	return 0;
}

void job_signal(struct job **of)
{
	struct job *j = *of;

	if (!j)
		return;
	*of = NULL;
	dma_fence_signal(&j->base);
	dma_fence_put(&j->base);
}

/* Waits as long as there is a job, as virtio-gpu does in its callback. */
void job_wait(struct actor *a, struct job *const *of)
{
	while (*of) {
		struct dma_fence *f = dma_fence_get(&(*of)->base);

		begin_wait(a, IN_JOB);
		dma_fence_wait(f, false);
		end_wait(a);
		dma_fence_put(f);
	}
}

u32 job_usage(const struct job *j)
{
	return j->usage;
}

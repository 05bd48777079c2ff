// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernels that are wrong on purpose.  Each wrapper of gates.c makes its call
 * here; without a mutant that is the kernel's own call and nothing else.
 */
#include <linux/moduleparam.h>
#include "internal.h"

static int mutant;
module_param(mutant, int, 0644);
MODULE_PARM_DESC(mutant, "which wrong kernel this is to be; 0: none, as enum steer_mutant");

static void all_but_the_newest(struct dma_buf *b)
{
	struct list_head *newest = b->attachments.next;

	list_del(newest);
	dma_buf_invalidate_mappings(b);
	list_add(newest, &b->attachments);
}

void mutant_broadcast(struct actor *a, struct dma_buf *b)
{
	if (mutant == MUTANT_NO_BROADCAST)
		return;
	if (mutant == MUTANT_NEWEST_NOT_TOLD && !list_empty(&b->attachments)) {
		all_but_the_newest(b);
	} else if (mutant == MUTANT_FLAG_LATE && a->op != OP_RESTORE) {
		buf_set_flag(false);
		dma_buf_invalidate_mappings(b);
		buf_set_flag(true);
	} else {
		dma_buf_invalidate_mappings(b);
	}
}

long mutant_fences(struct actor *a, struct dma_resv *o, enum dma_resv_usage u,
		   bool intr, unsigned long timeout)
{
	long left;

	if (mutant == MUTANT_NO_FENCE_WAIT || mutant == MUTANT_FENCES_AFTER_UNLOCK)
		return 1;
	if (mutant == MUTANT_KERNEL_FENCES_ONLY)
		u = DMA_RESV_USAGE_KERNEL;
	begin_wait(a, IN_FENCES);
	left = dma_resv_wait_timeout(o, u, intr, timeout);
	end_wait(a);
	return left;
}

void mutant_unmaps(struct actor *a, struct completion *c)
{
	if (mutant == MUTANT_NO_UNMAP_WAIT)
		return;
	begin_wait(a, IN_UNMAPS);
	wait_for_completion(c);
	end_wait(a);
}

void mutant_unlock(struct actor *a, struct ww_mutex *l)
{
	if (mutant == MUTANT_FLAG_LEFT && a->op == OP_RESTORE && a->locks == 2)
		buf_set_flag(true);
	ww_mutex_unlock(l);
	if (mutant == MUTANT_FENCES_AFTER_UNLOCK) {
		begin_wait(a, IN_FENCES);
		dma_resv_wait_timeout(buf->resv, DMA_RESV_USAGE_BOOKKEEP, false,
				      MAX_SCHEDULE_TIMEOUT);
		end_wait(a);
	}
}

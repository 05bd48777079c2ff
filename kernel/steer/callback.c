// SPDX-License-Identifier: GPL-2.0-only
/* The importers' callback: Callback.tla. */
#define pr_fmt(fmt) "steer: " fmt
#include "internal.h"

/* drop_mapping() and drop_pin() are called with the lock held. */
void drop_mapping(struct importer *i)
{
	if (i->mapped && i->kind->counted)
		dma_buf_unmap_attachment(i->att, i->sgt, DMA_BIDIRECTIONAL);
	i->sgt = NULL;
	i->mapped = false;
	i->deferred = false;
}

void drop_pin(struct importer *i)
{
	if (i->pinned)
		dma_buf_unpin(i->att);
	i->pinned = false;
}

static void unmap_now(struct importer *i)
{
	drop_mapping(i);
	if (!i->kind->keeps)
		drop_pin(i);
	i->dead = !i->kind->again;
}

static void respond(struct actor *a, struct importer *i)
{
	const struct kind *k = i->kind;

	if (!i->mapped) {
		if (k->early)
			i->dead = !k->again;
		return;
	}
	if (k->response == WAITS)
		job_wait(a, &i->job);
	if (k->response == NEVER)
		return;
	if (k->response == WAITS || k->response == HASTY ||
	    (k->response == INSIDE && !i->job)) {
		unmap_now(i);
	} else {
		i->deferred = true;
		i->dead = !k->again;
	}
}

/* invalidate_mappings: runs in the thread that revokes, with the lock held. */
static void told(struct dma_buf_attachment *att)
{
	struct importer *i = att->importer_priv;
	struct actor *a = me();

	if (a && a->role != ROLE_EXPORTER)
		a = NULL;
	if (a)
		a->callback = i->nr;
	gate(a, GATE_CB_CALLED);
	if (!i->att)
		pr_info("the callback of i%d runs, and dma_buf_dynamic_attach has not given the importer its attachment yet\n",
			i->nr + 1);
	respond(a, i);
	gate(a, GATE_CB_DONE);
	if (a)
		a->callback = -1;
	gate(a, GATE_BROADCAST);
}

const struct dma_buf_attach_ops ops_told = {
	.allow_peer2peer = true,
	.invalidate_mappings = told,
};

const struct dma_buf_attach_ops ops_silent = {
	.allow_peer2peer = true,
};

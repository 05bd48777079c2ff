// SPDX-License-Identifier: GPL-2.0-only
/*
 * The state in the kernel's own structures, while all threads stand: flag,
 * count, completion, owners of the locks, the list, the fences.  This module
 * keeps the importers' state, because importers have it to themselves.
 */
#include "internal.h"

/* The number of the actor that owns a lock; the low bits of the word are flags. */
static int owner(unsigned long word)
{
	struct task_struct *t = (struct task_struct *)(word & ~7UL);

	if (!t)
		return -1;
	for (int n = 0; n < STEER_ACTORS; n++)
		if (actors[n].task == t)
			return n;
	return -2;
}

static void look_at_actor(struct steer_actor *to, const struct actor *a)
{
	to->used = !!a->task;
	to->callback = a->callback;
	if (!a->task)
		return;
	to->gate = READ_ONCE(a->gate);
	to->last = a->last;
	to->in = READ_ONCE(a->in);
	to->asleep = READ_ONCE(a->task->__state) != TASK_RUNNING &&
		     !READ_ONCE(a->task->on_rq);
}

static void look_at_buffer(struct steer_state *s)
{
	struct dma_buf_attachment *att;
	int n = 0;

	s->resv = owner(atomic_long_read(&buf->resv->lock.base.owner));
	if (atomic_long_read(&memory_lock()->count) & 1)	/* a writer holds it */
		s->outer = owner(atomic_long_read(&memory_lock()->owner));
	s->flag = buf_flag();
	s->count = buf_count();
	s->comp = READ_ONCE(buf_comp()->done) > 0;
	s->closed = !buf_vdev();
	list_for_each_entry(att, &buf->attachments, node)
		if (n < STEER_IMPORTERS && att->importer_priv)
			s->list[n++] = ((struct importer *)att->importer_priv)->nr;
	s->list[n] = -1;
	for (int u = 0; u < ARRAY_SIZE(s->signaled); u++)
		s->signaled[u] = dma_resv_test_signaled(buf->resv, u);
}

void look(struct steer_state *s)
{
	memset(s, 0, sizeof(*s));
	s->resv = -1;
	s->outer = -1;
	s->list[0] = -1;
	for (int n = 0; n < STEER_ACTORS; n++)
		look_at_actor(&s->actor[n], &actors[n]);
	if (!buf)
		return;
	look_at_buffer(s);
	for (int n = 0; n < STEER_IMPORTERS; n++) {
		const struct importer *i = &importers[n];

		s->importer[n] = (struct steer_importer) {
			.mapped = i->mapped, .pinned = i->pinned,
			.deferred = i->deferred, .dead = i->dead,
			.job = i->job ? job_usage(i->job) + 1 : 0,
		};
	}
}

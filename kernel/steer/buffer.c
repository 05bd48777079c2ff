// SPDX-License-Identifier: GPL-2.0-only
/*
 * The steered buffer, and vfio's state of it.  vfio's structures are private:
 * the agent reads the offsets of their fields from the BTF of the running
 * kernel, and without these no scene begins.
 */
#include "internal.h"

MODULE_IMPORT_NS("DMA_BUF");

struct dma_buf *buf;

static struct steer_layout layout;
static bool known;
static void *vdev;	/* as the scene began: close sets the field to NULL */

int layout_set(const struct steer_layout *l)
{
	if (!l->vdev || !l->count || !l->comp || !l->flag_bit || !l->on_list ||
	    !l->memory_lock)
		return -EINVAL;
	layout = *l;
	known = true;
	return 0;
}

static void *field(void *in, u32 at)
{
	return (char *)in + at;
}

void *buf_vdev(void)
{
	return *(void **)field(buf->priv, layout.vdev);
}

int buf_count(void)
{
	return refcount_read(field(buf->priv, layout.count));
}

struct completion *buf_comp(void)
{
	return field(buf->priv, layout.comp);
}

bool priv_flag(void *priv)
{
	u8 *byte = field(priv, layout.flag_bit / 8);

	return READ_ONCE(*byte) >> (layout.flag_bit % 8) & 1;
}

bool priv_listed(void *priv)
{
	return !list_empty((struct list_head *)field(priv, layout.on_list));
}

bool buf_flag(void)
{
	return priv_flag(buf->priv);
}

/* For mutants. */
void buf_set_flag(bool flag)
{
	u8 *byte = field(buf->priv, layout.flag_bit / 8);
	u8 bit = 1 << (layout.flag_bit % 8);

	*byte = flag ? *byte | bit : *byte & ~bit;
}

struct rw_semaphore *memory_lock(void)
{
	return field(vdev, layout.memory_lock);
}

/* Replaces the buffer, after all calls on the old one are over. */
int scene_set(const struct steer_scene *s)
{
	struct dma_buf *b;

	if (!known)
		return -ENODATA;
	if (buf)
		dma_buf_put(buf);
	buf = NULL;
	if (s->fd < 0)
		return 0;
	for (int n = 0; n < STEER_IMPORTERS; n++)
		if (!kind_named(s->kind[n]))
			return -EINVAL;
	b = dma_buf_get(s->fd);
	if (IS_ERR(b))
		return PTR_ERR(b);
	importers_reset(s);
	vdev = *(void **)field(b->priv, layout.vdev);
	buf = b;
	return 0;
}

/*
 * A revoke or a restore from inside the kernel, as in a hot reset of a sibling;
 * user space has no call for it.
 */
int inside(struct actor *a, enum steer_op op)
{
	if (!buf || (op != OP_REVOKE && op != OP_RESTORE))
		return -EINVAL;
	arm(a, op);
	w_down_write(memory_lock());
	w_move(vdev, op == OP_REVOKE);
	up_write(memory_lock());
	return 0;
}

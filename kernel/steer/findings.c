// SPDX-License-Identifier: GPL-2.0-only
/*
 * Support for single findings, beside the walk: an importer that is a file and
 * unmaps when the file is closed (D11), the device's lock held by another thread
 * (D15), a look at a buffer without a reference (D24).
 */
#define pr_fmt(fmt) "steer: " fmt
#include <linux/anon_inodes.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include "internal.h"

static char *exporter = "0000:00:04.0";
module_param(exporter, charp, 0444);
MODULE_PARM_DESC(exporter, "the PCI address of the device that exports");

struct lazy {
	struct dma_buf *buffer;
	struct dma_buf_attachment *att;
	struct sg_table *sgt;
};

static void lazy_told(struct dma_buf_attachment *att)
{
	pr_info("the lazy importer is told, and keeps its mapping\n");
}

static const struct dma_buf_attach_ops lazy_ops = {
	.allow_peer2peer = true,
	.invalidate_mappings = lazy_told,
};

static int lazy_release(struct inode *ino, struct file *f)
{
	struct lazy *l = f->private_data;

	pr_info("the lazy importer's file is released: unmap, detach\n");
	dma_buf_unmap_attachment_unlocked(l->att, l->sgt, DMA_BIDIRECTIONAL);
	dma_buf_detach(l->buffer, l->att);
	dma_buf_put(l->buffer);
	kfree(l);
	return 0;
}

static const struct file_operations lazy_fops = {
	.owner = THIS_MODULE,
	.release = lazy_release,
};

/* Makes a file that has the buffer attached and mapped, as in xe: its descriptor. */
int lazyfd(int fd)
{
	struct lazy *l = kzalloc_obj(*l);
	int r;

	if (!l)
		return -ENOMEM;
	l->buffer = dma_buf_get(fd);
	if (IS_ERR(l->buffer)) {
		r = PTR_ERR(l->buffer);
		goto no_buffer;
	}
	l->att = dma_buf_dynamic_attach(l->buffer, &importing->dev, &lazy_ops, NULL);
	if (IS_ERR(l->att)) {
		r = PTR_ERR(l->att);
		goto not_attached;
	}
	l->sgt = dma_buf_map_attachment_unlocked(l->att, DMA_BIDIRECTIONAL);
	if (IS_ERR(l->sgt)) {
		r = PTR_ERR(l->sgt);
		goto not_mapped;
	}
	r = anon_inode_getfd("lazy", &lazy_fops, l, O_CLOEXEC);
	if (r >= 0)
		return r;
	dma_buf_unmap_attachment_unlocked(l->att, l->sgt, DMA_BIDIRECTIONAL);
not_mapped:
	dma_buf_detach(l->buffer, l->att);
not_attached:
	dma_buf_put(l->buffer);
no_buffer:
	kfree(l);
	return r;
}

/* Holds the device's lock, as an unbind, a change of VFs or error recovery does. */
int devlock(bool take)
{
	struct device *d = bus_find_device_by_name(&pci_bus_type, NULL, exporter);

	if (!d)
		return -ENODEV;
	if (take)
		device_lock(d);
	else
		device_unlock(d);
	put_device(d);
	return 0;
}

/*
 * Keeps the addresses of a buffer and of its file, and no reference to either,
 * so it may only be called while an O_PATH descriptor keeps the buffer.  The
 * file's memory is read as a file, whoever owns it now: it is in the slab of
 * files.
 */
int peek(struct steer_peek *p)
{
	static struct dma_buf *b;
	static struct file *f;

	if (p->fd >= 0) {
		b = dma_buf_get(p->fd);
		if (IS_ERR(b))
			return PTR_ERR(b);
		f = b->file;
		dma_buf_put(b);
	}
	if (!b)
		return -EINVAL;
	p->listed = priv_listed(b->priv);
	p->flag = priv_flag(b->priv);
	p->same_file = READ_ONCE(b->file) == f;
	p->f_ref = atomic_long_read(&f->f_ref.refcnt);
	snprintf(p->f_op, sizeof(p->f_op), "%ps", READ_ONCE(f->f_op));
	return 0;
}

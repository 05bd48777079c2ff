// SPDX-License-Identifier: GPL-2.0-only
/*
 * The offsets of the fields of vfio's structures, from the BTF of the running
 * kernel.  A module's BTF has only the module's own types, and names that
 * vmlinux has too are in the strings of vmlinux.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>
#include "agent.h"

struct header {
	__u16 magic;
	__u8 version, flags;
	__u32 hdr_len, type_off, type_len, str_off, str_len;
};

struct type {
	__u32 name, info, size;
};

struct member {
	__u32 name, type, offset;
};

/* The kinds of types that are followed by more data. */
enum {
	INT = 1, ARRAY = 3, STRUCT, UNION, ENUM,
	FUNC_PROTO = 13, VAR, DATASEC, DECL_TAG = 17, ENUM64 = 19,
};

/* The strings of vmlinux take megabytes, so only single names of them are read. */
struct btf {
	char *all;
	const char *strings, *types, *end;
};

static struct btf own;
static int vmlinux = -1;
static off_t names;		/* where the strings of vmlinux begin, in its file */
static __u32 names_len;

/* The size of a sysfs file is not known beforehand. */
static int load(const char *path, struct btf *b)
{
	int f = open(path, O_RDONLY | O_CLOEXEC);
	size_t room = 1 << 20, n = 0;
	const struct header *h;
	ssize_t r;

	if (f < 0)
		return -1;
	b->all = malloc(room);
	while (b->all && (r = read(f, b->all + n, room - n)) > 0) {
		n += r;
		if (n == room)
			b->all = realloc(b->all, room *= 2);
	}
	close(f);
	h = (const struct header *)b->all;
	if (!h || n < sizeof(*h) || h->magic != 0xeb9f)
		return -1;
	b->types = b->all + h->hdr_len + h->type_off;
	b->end = b->types + h->type_len;
	b->strings = b->all + h->hdr_len + h->str_off;
	return 0;
}

static int open_vmlinux(const char *path)
{
	struct header h;

	vmlinux = open(path, O_RDONLY | O_CLOEXEC);
	if (vmlinux < 0 || pread(vmlinux, &h, sizeof(h), 0) != sizeof(h) || h.magic != 0xeb9f)
		return -1;
	names = h.hdr_len + h.str_off;
	names_len = h.str_len;
	return 0;
}

static int is_name(__u32 at, const char *wanted)
{
	char name[64] = "";

	if (at >= names_len)
		return !strcmp(own.strings + at - names_len, wanted);
	return pread(vmlinux, name, sizeof(name) - 1, names + at) > 0 && !strcmp(name, wanted);
}

/* How many bytes follow a type of this kind with this number of elements. */
static size_t behind(int kind, __u32 elements)
{
	switch (kind) {
	case INT:
	case VAR:
	case DECL_TAG:
		return 4;
	case ARRAY:
		return 12;
	case STRUCT:
	case UNION:
	case DATASEC:
	case ENUM64:
		return 12 * (size_t)elements;
	case ENUM:
	case FUNC_PROTO:
		return 8 * (size_t)elements;
	default:
		return 0;
	}
}

/* The offset of a member in bits, or -1 if there is no such struct or member. */
static long bits(const char *name, const char *member)
{
	for (const char *at = own.types; at < own.end;) {
		const struct type *t = (const struct type *)at;
		int kind = t->info >> 24 & 0x7f;
		__u32 n = t->info & 0xffffff;
		const struct member *m = (const struct member *)(t + 1);

		if (kind == STRUCT && is_name(t->name, name))
			for (__u32 k = 0; k < n; k++)
				if (is_name(m[k].name, member))
					return t->info >> 31 ? m[k].offset & 0xffffff : m[k].offset;
		at += sizeof(*t) + behind(kind, n);
	}
	return -1;
}

static __u32 place(const char *name, const char *member)
{
	long found = bits(name, member);

	if (found < 0)
		refuse("the BTF of this kernel has no member %s of struct %s: it is not a 7.3",
		       member, name);
	return found;
}

void read_layout(struct steer_layout *l)
{
	static const char *const buffer = "vfio_pci_dma_buf";
	static const char *const path = "/sys/kernel/btf/vmlinux";

	if (open_vmlinux(path))
		refuse("this kernel has no BTF, which says where vfio's fields are");
	if (load("/sys/kernel/btf/vfio_pci_core", &own)) {	/* it is built in */
		names_len = 0;
		load(path, &own);
	}
	l->vdev = place(buffer, "vdev") / 8;
	l->count = place(buffer, "kref") / 8;
	l->comp = place(buffer, "comp") / 8;
	l->flag_bit = place(buffer, "revoked");
	l->on_list = place(buffer, "dmabufs_elm") / 8;
	l->memory_lock = place("vfio_pci_core_device", "memory_lock") / 8;
	close(vmlinux);
	free(own.all);
}

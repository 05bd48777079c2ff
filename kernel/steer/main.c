// SPDX-License-Identifier: GPL-2.0-only
/*
 * steer: takes dma-buf.c and vfio_pci_dmabuf.c of an unchanged kernel one step
 * of the specification at a time.  /dev/steer is for the agent alone.
 *
 * It holds threads inside the kernel, with locks held, as long as user space
 * wants.  So it belongs in a virtual machine whose loss does not matter, and
 * refuses to load elsewhere unless a parameter allows that.
 */
#define pr_fmt(fmt) "steer: " fmt
#include <linux/cpufeature.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/uaccess.h>
#include "internal.h"

static bool anywhere;
module_param(anywhere, bool, 0);
MODULE_PARM_DESC(anywhere, "load on real hardware, too");

static long call(unsigned long arg)
{
	struct steer_call c;
	struct actor *a = me();

	if (copy_from_user(&c, (void __user *)arg, sizeof(c)))
		return -EFAULT;
	if (!a || !buf)
		return -ENXIO;
	if (a->role == ROLE_EXPORTER)
		return inside(a, c.op);
	return driver(a, &importers[a->who], c.op, c.arg);
}

static long free_all(bool gates_off)
{
	for (int n = 0; gates_off && n < STEER_IMPORTERS; n++)
		job_signal(&importers[n].job);
	actors_free(gates_off);
	return 0;
}

static long give_state(unsigned long arg)
{
	static struct steer_state s;	/* only one thread of the agent asks */

	look(&s);
	return copy_to_user((void __user *)arg, &s, sizeof(s)) ? -EFAULT : 0;
}

static long give_hooks(unsigned long arg)
{
	static struct steer_hooks h;

	hooks_met(&h);
	return copy_to_user((void __user *)arg, &h, sizeof(h)) ? -EFAULT : 0;
}

static long give_peek(unsigned long arg)
{
	struct steer_peek p;
	long r;

	if (copy_from_user(&p, (void __user *)arg, sizeof(p)))
		return -EFAULT;
	r = peek(&p);
	if (!r && copy_to_user((void __user *)arg, &p, sizeof(p)))
		r = -EFAULT;
	return r;
}

/* A request with a structure, which is read from the agent's memory. */
static long set(unsigned int cmd, unsigned long arg)
{
	union {
		struct steer_layout layout;
		struct steer_scene scene;
		struct steer_enter enter;
		s32 fd;
	} u;

	if (copy_from_user(&u, (void __user *)arg, _IOC_SIZE(cmd)))
		return -EFAULT;
	switch (cmd) {
	case STEER_LAYOUT:
		return layout_set(&u.layout);
	case STEER_SCENE:
		return scene_set(&u.scene);
	case STEER_ENTER:
		return actor_enter(&u.enter);
	default:
		return lazyfd(u.fd);
	}
}

static long steer_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case STEER_LAYOUT:
	case STEER_SCENE:
	case STEER_ENTER:
	case STEER_LAZYFD:
		return set(cmd, arg);
	case STEER_CALL:
		return call(arg);
	case STEER_ARM:
		if (!me())
			return -ENXIO;
		arm(me(), arg);
		return 0;
	case STEER_GO:
		return actor_go(arg);
	case STEER_FREE:
		return free_all(arg);
	case STEER_STATE:
		return give_state(arg);
	case STEER_HOOKED:
		return give_hooks(arg);
	case STEER_DEVLOCK:
		return devlock(arg);
	case STEER_PEEK:
		return give_peek(arg);
	case STEER_COMPLAIN:
		WARN(1, "the agent has asked for a warning\n");
		return 0;
	case STEER_EARLY:
		early = arg;
		return 0;
	default:
		return -ENOTTY;
	}
}

static const struct file_operations steer_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = steer_ioctl,
};

static struct miscdevice steer_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "steer",
	.fops = &steer_fops,
};

static int __init steer_init(void)
{
	int r;

	if (!anywhere && !boot_cpu_has(X86_FEATURE_HYPERVISOR)) {
		pr_err("this is no virtual machine: it holds threads inside of the kernel; anywhere=1 loads it all the same\n");
		return -EPERM;
	}
	actors_init();
	r = importing_device();
	if (r) {
		pr_err("there is no second edu device to import with\n");
		return r;
	}
	r = gates_init();
	return r ? r : misc_register(&steer_device);
}
module_init(steer_init);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("steers dma-buf's revoke, one step at a time");

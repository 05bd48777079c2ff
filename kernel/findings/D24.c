// SPDX-License-Identifier: GPL-2.0-only
/*
 * A buffer of vfio outlives its file, and revoke reads and writes the file that
 * is freed.  From user space alone; nothing imports the buffer.
 *
 * Its argument is a PCI function that is bound to vfio-pci, as 0000:00:04.0.
 * It exports a page of BAR 0, opens the buffer's descriptor once more with O_PATH,
 * and closes the first: the file is freed, and the buffer lives on, because the
 * O_PATH descriptor keeps its dentry.  Then it clears and sets the memory bit,
 * which revokes and restores; each walks the device's buffers, and takes a
 * reference by dmabuf->file.  A kernel with KASAN reports that.  On any kernel
 * the device's own close leaves the buffer behind: to unbind the function waits
 * until the O_PATH descriptor is closed.
 *
 * Linux 7.3.4.  Needs a group and a type 1 container of vfio.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/vfio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define FEATURE_DMA_BUF 11	/* VFIO_DEVICE_FEATURE_DMA_BUF */

struct export {
	struct vfio_device_feature f;
	struct {
		__u32 region_index, open_flags, flags, nr_ranges;
	} buffer;
	struct {
		__u64 offset, length;
	} range;
};

static void fail(const char *what)
{
	perror(what);
	exit(2);
}

static int group_of(const char *function)
{
	char link[200], target[200], path[220];
	ssize_t n;

	snprintf(link, sizeof(link), "/sys/bus/pci/devices/%s/iommu_group", function);
	n = readlink(link, target, sizeof(target) - 1);
	if (n < 0)
		fail(link);
	target[n] = 0;
	snprintf(path, sizeof(path), "/dev/vfio/%s", strrchr(target, '/') + 1);
	n = open(path, O_RDWR | O_CLOEXEC);
	if (n < 0)
		fail(path);
	return n;
}

static void set_memory(int device, __u64 config, int on)
{
	__u16 command;

	if (pread(device, &command, 2, config + 4) != 2)
		fail("read the command register");
	command = on ? command | 2 : command & ~2;
	if (pwrite(device, &command, 2, config + 4) != 2)
		fail("write the command register");
	printf("memory bit %s\n", on ? "on: restore" : "off: revoke");
}

/* Whether the function is unbound within some seconds, by a process without that descriptor. */
static int unbound(const char *function, int kept)
{
	int pid = fork(), f;

	if (!pid) {
		close(kept);
		f = open("/sys/bus/pci/drivers/vfio-pci/unbind", O_WRONLY);
		_exit(f < 0 || write(f, function, strlen(function)) < 0);
	}
	for (int second = 0; second < 5; second++) {
		if (waitpid(pid, NULL, WNOHANG) == pid)
			return 1;
		sleep(1);
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct vfio_region_info config = {
		.argsz = sizeof(config), .index = VFIO_PCI_CONFIG_REGION_INDEX };
	struct export e = {
		.f = { sizeof(e), VFIO_DEVICE_FEATURE_GET | FEATURE_DMA_BUF },
		.buffer = { .open_flags = O_RDWR | O_CLOEXEC, .nr_ranges = 1 },
		.range = { .length = 4096 },
	};
	int container, group, device, buffer, kept, waits;
	char path[40];

	if (argc != 2) {
		fprintf(stderr, "the address of a PCI function is wanted, as 0000:00:04.0\n");
		return 2;
	}
	container = open("/dev/vfio/vfio", O_RDWR | O_CLOEXEC);
	group = group_of(argv[1]);
	if (ioctl(group, VFIO_GROUP_SET_CONTAINER, &container) ||
	    ioctl(container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU))
		fail("container");
	device = ioctl(group, VFIO_GROUP_GET_DEVICE_FD, argv[1]);
	if (device < 0 || ioctl(device, VFIO_DEVICE_GET_REGION_INFO, &config))
		fail("device");
	set_memory(device, config.offset, 1);
	buffer = ioctl(device, VFIO_DEVICE_FEATURE, &e);
	if (buffer < 0)
		fail("export");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", buffer);
	kept = open(path, O_PATH | O_CLOEXEC);
	if (kept < 0)
		fail(path);
	close(buffer);
	printf("the buffer's file is closed; an O_PATH descriptor is open\n");
	set_memory(device, config.offset, 0);
	set_memory(device, config.offset, 1);
	close(device);
	close(group);
	close(container);
	waits = !unbound(argv[1], kept);
	printf("device, group and container are closed; unbind %s\n",
	       waits ? "waits" : "is done");
	close(kept);
	printf("the O_PATH descriptor is closed; unbind %s\n",
	       wait(NULL) > 0 ? "is done now" : "was done before");
	return !waits;
}

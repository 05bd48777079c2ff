// SPDX-License-Identifier: GPL-2.0-only
/* The exporting device: the first edu, or that of VFDEV, under vfio-pci. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <linux/vfio.h>
#include "agent.h"

/* linux/vfio.h has them from 6.19 on. */
#define FEATURE_DMA_BUF 11
struct dma_range {
	__u64 offset, length;
};

struct dma_buf_feature {
	__u32 region_index, open_flags, flags, nr_ranges;
};

int device = -1;
char exporter[64];

static int group = -1, container = -1, wakes_fd = -1;
static __u64 config;

void vfio_open(void)
{
	struct vfio_region_info ri = {
		.argsz = sizeof(ri), .index = VFIO_PCI_CONFIG_REGION_INDEX };

	device = ioctl(group, VFIO_GROUP_GET_DEVICE_FD, exporter);
	if (device < 0 || ioctl(device, VFIO_DEVICE_GET_REGION_INFO, &ri))
		refuse("vfio does not open %s: %s", exporter, strerror(errno));
	config = ri.offset;
}

static void first_edu(void)
{
	DIR *d = opendir("/sys/bus/pci/devices");
	struct dirent *e;
	char path[400], vendor[64];

	while (d && (e = readdir(d))) {
		snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/vendor", e->d_name);
		get(path, vendor, sizeof(vendor));
		if (!strcmp(vendor, "0x1234") && (!exporter[0] || strcmp(e->d_name, exporter) < 0))
			snprintf(exporter, sizeof(exporter), "%.60s", e->d_name);
	}
	if (d)
		closedir(d);
}

static void open_group(void)
{
	DIR *d = opendir("/dev/vfio");
	struct dirent *e;
	char path[300];

	while (d && (e = readdir(d)))
		if (e->d_name[0] >= '0' && e->d_name[0] <= '9') {
			snprintf(path, sizeof(path), "/dev/vfio/%s", e->d_name);
			group = open(path, O_RDWR | O_CLOEXEC);
		}
	if (d)
		closedir(d);
	if (group < 0)
		refuse("there is no /dev/vfio/N: no vfio-pci, or no IOMMU group of %s", exporter);
}

void vfio_begin(void)
{
	char path[400];

	if (getenv("VFDEV"))
		snprintf(exporter, sizeof(exporter), "%.60s", getenv("VFDEV"));
	else
		first_edu();
	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/driver_override", exporter);
	put(path, "vfio-pci");
	put("/sys/bus/pci/drivers_probe", exporter);
	container = open("/dev/vfio/vfio", O_RDWR | O_CLOEXEC);
	open_group();
	if (ioctl(group, VFIO_GROUP_SET_CONTAINER, &container) ||
	    ioctl(container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU))
		refuse("this kernel has no vfio type 1 container: %s", strerror(errno));
	vfio_open();
}

int vfio_command(__u16 *value)
{
	return pread(device, value, 2, config + 4) == 2 ? 0 : -errno;
}

/* The memory bit of the command register: off is a revoke, on is a restore. */
int vfio_memory(int on)
{
	__u16 command;

	if (vfio_command(&command))
		return -errno;
	command = on ? command | 2 : command & ~2;
	return pwrite(device, &command, 2, config + 4) == 2 ? 0 : -errno;
}

/* A page of the first BAR as a dma-buf: its descriptor. */
int vfio_export(void)
{
	struct {
		struct vfio_device_feature f;
		struct dma_buf_feature b;
		struct dma_range r;
	} q = {
		.f = { sizeof(q), VFIO_DEVICE_FEATURE_GET | FEATURE_DMA_BUF },
		.b = { .open_flags = O_RDWR | O_CLOEXEC, .nr_ranges = 1 },
		.r = { .length = 4096 },
	};

	return ioctl(device, VFIO_DEVICE_FEATURE, &q);
}

int vfio_lowpower(const char *what, int *wakes)
{
	struct {
		struct vfio_device_feature f;
		__s32 fd;
		__u32 reserved;
	} q = { .f.argsz = sizeof(q.f), .f.flags = VFIO_DEVICE_FEATURE_SET };
	__u64 n = 0;

	if (!strcmp(what, "wakes")) {
		*wakes = wakes_fd >= 0 && read(wakes_fd, &n, sizeof(n)) == sizeof(n) ? n : 0;
		return 0;
	}
	if (!strcmp(what, "wake")) {
		wakes_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
		q.f.argsz = sizeof(q);
		q.fd = wakes_fd;
	}
	q.f.flags |= !strcmp(what, "entry") ? 3 : !strcmp(what, "wake") ? 4 : 5;
	return ioctl(device, VFIO_DEVICE_FEATURE, &q) ? -errno : 0;
}

int vfio_reset(void)
{
	return ioctl(device, VFIO_DEVICE_RESET) ? -errno : 0;
}

void vfio_close(void)
{
	int f = device;

	device = -1;
	if (f >= 0)
		close(f);
}

/* Gives up all of vfio, so that another program can have the device. */
void vfio_end(void)
{
	vfio_close();
	close(group);
	close(container);
}

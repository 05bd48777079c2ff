// SPDX-License-Identifier: GPL-2.0-only
/* Makes a new buffer, after all calls on the old one have been completed. */
#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "agent.h"

int scene(const char *first, const char *second)
{
	static int fd = -1;
	struct steer_scene s = { .fd = -1 };
	int r = fd >= 0 ? drain() : 0;

	if (r || ioctl(steer, STEER_SCENE, &s))
		return r ? r : -errno;
	if (fd >= 0)
		close(fd);
	if (device < 0)
		vfio_open();
	r = vfio_memory(1);
	if (r)
		return r;
	fd = vfio_export();
	if (fd < 0)
		return -errno;
	s.fd = fd;
	snprintf(s.kind[0], STEER_NAME, "%s", first);
	snprintf(s.kind[1], STEER_NAME, "%s", second);
	if (ioctl(steer, STEER_SCENE, &s) || ioctl(steer, STEER_FREE, 0))
		return -errno;
	return 0;
}

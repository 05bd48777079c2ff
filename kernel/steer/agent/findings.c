// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines for single findings, beside the walk:
 *
 *   memory 0|1               the memory bit, by a thread that no gate holds
 *   lowpower entry|wake|exit the three features of vfio
 *   power                    what the device's power is, as sysfs has it
 *   until NAME VALUE         the same, once that attribute has that value
 *   command                  reads the command register, as a program would
 *   devlock 0|1, reset       the device's lock held by somebody; a reset
 *   early 0|1                attach also stands after its insert, before it returns
 *   exits first|last         a process that owns the device and an importer exits;
 *                            the device's file is put first, or last
 *   process PID, kill PID    whether that process is gone, and where it sleeps
 *   run NAME                 a program of the initrd, which gets the device; the last
 *   complain, panic          the kernel warns, or panics, to test the report of that
 *   file export|path|close|fill|empty|end|look      a buffer whose file is freed
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "agent.h"

static void attribute(const char *name, char *to, int most)
{
	char path[300];

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/%s", exporter, name);
	get(path, to, most);
}

static void tell_power(void)
{
	char status[64], state[64];

	attribute("power/runtime_status", status, sizeof(status));
	attribute("power_state", state, sizeof(state));
	say("runtime_status=%s power_state=%s\n", status, state);
}

static void until(const char *name, const char *value)
{
	char is[64] = "";

	for (int k = 0; k < 2000; k++) {
		attribute(name, is, sizeof(is));
		if (!strcmp(is, value))
			break;
		usleep(5000);
	}
	tell_power();
}

static void command_register(void)
{
	__u16 value = 0;
	int wakes = 0, r = vfio_command(&value);

	vfio_lowpower("wakes", &wakes);
	say("r=%s command=%04x memory=%s wakes=%d\n", result_name(r), value,
	    value & 2 ? "on" : "off", wakes);
}

/* When a process exits, the file with the highest number is the first to be put. */
static int child(int device_first)
{
	int in, importer;

	device = -1;
	vfio_open();
	vfio_memory(1);
	in = vfio_export();
	importer = ioctl(steer, STEER_LAZYFD, &in);
	close(in);
	if (importer < 0)
		_exit(1);
	fcntl(device_first ? device : importer, F_DUPFD_CLOEXEC, 100);
	close(device_first ? device : importer);
	_exit(0);
}

static int exits(int device_first)
{
	int pid;

	vfio_close();
	pid = fork();
	if (!pid)
		child(device_first);
	return pid;
}

static void stat_letter(int pid, char *to)
{
	char path[64], line[500];
	char *after;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	get(path, line, sizeof(line));
	after = strrchr(line, ')');
	*to = after && after[1] ? after[2] : '-';
}

/* Waits until it is gone, or in an uninterruptible sleep. */
static void process(int pid)
{
	char path[64], text[3000], letter = '-';
	int f, n, gone = 0, status = 0;

	for (int k = 0; k < 2000 && !gone && letter != 'D'; k++) {
		usleep(1000);
		gone = waitpid(pid, &status, WNOHANG) == pid;
		stat_letter(pid, &letter);
	}
	snprintf(path, sizeof(path), "/proc/%d/stack", pid);
	f = open(path, O_RDONLY | O_CLOEXEC);
	n = f < 0 ? 0 : read(f, text, sizeof(text) - 1);
	if (f >= 0)
		close(f);
	text[gone || n < 0 ? 0 : n] = 0;
	for (char *c = text; *c; c++)
		if (*c == '\n')
			*c = '|';
	say("gone=%s state=%c stack=%s\n", gone ? "true" : "false", gone ? '-' : letter, text);
}

/* Answers with the output of the program, with | between its lines. */
static void run(const char *name)
{
	char path[64], text[3000];
	int fds[2], n = 0, r, status = 0;

	snprintf(path, sizeof(path), "/%s", name);
	vfio_end();
	if (pipe2(fds, O_CLOEXEC)) {
		say("exit=? %s\n", strerror(errno));
		return;
	}
	if (!fork()) {
		dup2(fds[1], 1);
		dup2(fds[1], 2);
		execl(path, path, exporter, NULL);
		_exit(127);
	}
	close(fds[1]);
	while ((r = read(fds[0], text + n, sizeof(text) - 1 - n)) > 0)
		n += r;
	text[n] = 0;
	close(fds[0]);
	wait(&status);
	for (char *c = text; *c; c++)
		if (*c == '\n')
			*c = '|';
	say("exit=%d %s\n", WEXITSTATUS(status), text);
}

#define MANY 500

static void file(const char *what)
{
	static int fd = -1, path_fd = -1, many[MANY];
	struct steer_peek p = { .fd = -1 };
	char path[40];

	if (!strcmp(what, "export")) {
		fd = vfio_export();
		p.fd = fd;
	} else if (!strcmp(what, "path")) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		path_fd = open(path, O_PATH | O_CLOEXEC);
	} else if (!strcmp(what, "close")) {
		close(fd);
	} else if (!strcmp(what, "fill")) {
		for (int k = 0; k < MANY; k++)
			many[k] = open("/dev/null", O_RDWR | O_CLOEXEC);
	} else if (!strcmp(what, "empty")) {
		for (int k = 0; k < MANY; k++)
			close(many[k]);
	} else if (!strcmp(what, "end")) {
		close(path_fd);
		say("r=OK\n");
		return;
	}
	if (ioctl(steer, STEER_PEEK, &p))
		say("r=%s\n", result_name(-errno));
	else
		say("r=OK listed=%s flag=%s same_file=%s f_ref=%llx f_op=%s\n",
		    p.listed ? "true" : "false", p.flag ? "true" : "false",
		    p.same_file ? "true" : "false", (unsigned long long)p.f_ref, p.f_op);
}

int finding(const char *word, const char *a, const char *b)
{
	int unused;

	if (!strcmp(word, "memory") && a)
		tell(vfio_memory(*a == '1'));
	else if (!strcmp(word, "lowpower") && a)
		tell(vfio_lowpower(a, &unused));
	else if (!strcmp(word, "power"))
		tell_power();
	else if (!strcmp(word, "until") && b)
		until(a, b);
	else if (!strcmp(word, "command"))
		command_register();
	else if (!strcmp(word, "devlock") && a)
		tell(ioctl(steer, STEER_DEVLOCK, *a == '1') ? -errno : 0);
	else if (!strcmp(word, "reset"))
		tell(vfio_reset());
	else if (!strcmp(word, "early") && a)
		tell(ioctl(steer, STEER_EARLY, *a == '1') ? -errno : 0);
	else if (!strcmp(word, "exits") && a)
		say("pid=%d\n", exits(!strcmp(a, "first")));
	else if (!strcmp(word, "process") && a)
		process(atoi(a));
	else if (!strcmp(word, "kill") && a)
		say("r=%s\n", result_name(kill(atoi(a), SIGKILL) ? -errno : 0));
	else if (!strcmp(word, "run") && a)
		run(a);
	else if (!strcmp(word, "complain"))
		tell(ioctl(steer, STEER_COMPLAIN) ? -errno : 0);
	else if (!strcmp(word, "panic"))
		tell(put("/proc/sysrq-trigger", "c"));
	else if (!strcmp(word, "file") && a)
		file(a);
	else
		return 0;
	return 1;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * agent: the one program of the guest, its PID 1.  It loads the modules, gives
 * vfio-pci the exporting device, and then executes lines from a virtio port:
 *
 *   scene KIND KIND          a new buffer; the rest of the old one is released
 *   begin PROCESS OP ARG     the process begins a call, up to its first gate
 *   go PROCESS               it is released from the gate at which it stands
 *   over PROCESS             its call has returned: it is idle again
 *   state, free              only the answer; gates off
 *   hooks                    how often each redirected function was called
 *   stack PROCESS            where it is in the kernel
 *   mutant N, inside 0|1     a kernel that is wrong on purpose; calls from inside
 *   kernel                   the module's last message in the kernel's log
 *   quit                     power off
 *
 * and those of findings.c.  Several may be on one line, with ; between them.  The
 * answer to each is one line; it begins with ? if the request is unknown.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "agent.h"

int steer = -1;

static int port = -1;
static char out[1 << 16];
static int length;

double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

void say(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	length += vsnprintf(out + length, sizeof(out) - length, format, ap);
	va_end(ap);
	if (length >= (int)sizeof(out))
		length = sizeof(out) - 1;
}

static void answer(void)
{
	for (int at = 0, n; at < length; at += n) {
		n = write(port, out + at, length - at);
		if (n <= 0)
			break;
	}
	length = 0;
}

/* Says in one line why the guest is of no use, and ends it. */
void refuse(const char *format, ...)
{
	va_list ap;
	char why[1000];

	va_start(ap, format);
	vsnprintf(why, sizeof(why), format, ap);
	va_end(ap);
	printf("agent: %s\n", why);
	fflush(stdout);
	length = 0;
	say("refused %s\n", why);
	answer();
	sleep(1);	/* the port is emptied by the host */
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

int put(const char *path, const char *text)
{
	int f = open(path, O_WRONLY | O_CLOEXEC);
	int r = f < 0 || write(f, text, strlen(text)) < 0 ? -errno : 0;

	if (f >= 0)
		close(f);
	return r;
}

/* The first line of a file. */
void get(const char *path, char *to, int most)
{
	int f = open(path, O_RDONLY | O_CLOEXEC);
	int n = f < 0 ? 0 : read(f, to, most - 1);

	if (f >= 0)
		close(f);
	to[n < 0 ? 0 : n] = 0;
	to[strcspn(to, "\n")] = 0;
}

const char *result_name(int result)
{
	const char *name = strerrorname_np(result < 0 ? -result : result);

	return !result ? "OK" : name ? name : "?";
}

/* The module's last line on the console, for a refusal. */
static const char *kernel_says(void)
{
	static char line[1000];
	char *text;
	int f = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC), n;
	static char last[1000];

	while (f >= 0 && ((n = read(f, line, sizeof(line) - 1)) > 0 || errno == EPIPE)) {
		line[n < 0 ? 0 : n] = 0;
		line[strcspn(line, "\n")] = 0;
		text = strstr(line, "steer: ");
		if (text)
			snprintf(last, sizeof(last), "%s", text);
	}
	if (f >= 0)
		close(f);
	return last;
}

static int insmod(const char *path, const char *parameters)
{
	int f = open(path, O_RDONLY | O_CLOEXEC);
	int r = f < 0 || syscall(SYS_finit_module, f, parameters, 0) ? -errno : 0;

	if (f >= 0)
		close(f);
	return r;
}

/* The modules that the initrd has, in the order of its list. */
static void load_modules(void)
{
	FILE *list = fopen("/modules", "r");
	char name[100], path[120];

	while (list && fscanf(list, "%99s", name) == 1) {
		snprintf(path, sizeof(path), "/%s", name);
		int r = insmod(path, strstr(name, "type1") ? "allow_unsafe_interrupts=1" : "");

		if (r && r != -EEXIST)
			refuse("the module %s cannot be loaded: %s", name, strerror(-r));
	}
	if (list)
		fclose(list);
}

static void load_steer(void)
{
	struct steer_layout l;
	char parameters[100];
	int r;

	snprintf(parameters, sizeof(parameters), "exporter=%s", exporter);
	r = insmod("/steer.ko", parameters);
	if (r)
		refuse("steer.ko cannot be loaded: %s. %s", strerror(-r), kernel_says());
	steer = open("/dev/steer", O_RDWR | O_CLOEXEC);
	if (steer < 0)
		refuse("there is no /dev/steer: %s", strerror(errno));
	read_layout(&l);
	if (ioctl(steer, STEER_LAYOUT, &l))
		refuse("the module refuses the places of vfio's fields: %s", strerror(errno));
}

static void find_port(void)
{
	for (int k = 0; k < 500 && port < 0; k++) {
		DIR *d = opendir("/dev");
		struct dirent *e;
		char path[300];

		while (d && port < 0 && (e = readdir(d)))
			if (!strncmp(e->d_name, "vport", 5)) {
				snprintf(path, sizeof(path), "/dev/%s", e->d_name);
				port = open(path, O_RDWR | O_CLOEXEC);
			}
		if (d)
			closedir(d);
		if (port < 0)
			usleep(20000);
	}
	if (port < 0)
		refuse("there is no virtio port");
}

static void tell_stack(const struct process *p)
{
	char path[64], text[3000];
	int f, n;

	snprintf(path, sizeof(path), "/proc/self/task/%d/stack", p->tid);
	f = open(path, O_RDONLY | O_CLOEXEC);
	n = f < 0 ? 0 : read(f, text, sizeof(text) - 1);
	if (f >= 0)
		close(f);
	text[n < 0 ? 0 : n] = 0;
	for (char *c = text; *c; c++)
		if (*c == '\n')
			*c = '|';
	say("stack=%s\n", text);
}

static void hooks(void)
{
	static struct steer_hooks h;

	ioctl(steer, STEER_HOOKED, &h);
	for (int k = 0; k < STEER_HOOKS; k++)
		say("%s%s=%llu", k ? " " : "", h.hook[k].name, (unsigned long long)h.hook[k].met);
	say("\n");
}

static void begin_call(struct process *p, const char *op, const char *arg)
{
	int nr = op_named(op);

	if (nr < 0 || p->phase != IDLE || (nr == OP_SUBMIT && usage_named(arg) < 0)) {
		tell(-EINVAL);
		return;
	}
	begin(p, nr, usage_named(arg));
	tell(0);
}

static void over(struct process *p)
{
	int was = p->phase;

	if (was == RETURNED)
		p->phase = IDLE;
	tell(was == RETURNED ? 0 : -EINVAL);
}

/* A line that names a process. */
static int of_process(const char *word, struct process *p, const char *b, const char *c)
{
	if (!strcmp(word, "begin") && b)
		begin_call(p, b, c ? c : "-");
	else if (!strcmp(word, "go"))
		tell(ioctl(steer, STEER_GO, p->nr) ? -errno : 0);
	else if (!strcmp(word, "over"))
		over(p);
	else if (!strcmp(word, "stack"))
		tell_stack(p);
	else
		return 0;
	return 1;
}

static int plain(const char *word, const char *a, const char *b)
{
	if (!strcmp(word, "scene") && a) {
		tell(scene(a, b ? b : "absent"));
	} else if (!strcmp(word, "state")) {
		tell(0);
	} else if (!strcmp(word, "free")) {
		tell(ioctl(steer, STEER_FREE, 1) ? -errno : 0);
	} else if (!strcmp(word, "hooks")) {
		hooks();
	} else if (!strcmp(word, "mutant") && a) {
		tell(put("/sys/module/steer/parameters/mutant", a));
	} else if (!strcmp(word, "inside") && a) {
		inside_kernel = *a == '1';
		tell(0);
	} else if (!strcmp(word, "kernel")) {
		say("%s\n", kernel_says());
	} else if (!strcmp(word, "quit")) {
		sync();
		reboot(RB_POWER_OFF);
	} else {
		return 0;
	}
	return 1;
}

static void command(char *line)
{
	char *save, *word = strtok_r(line, " ", &save), *a = strtok_r(NULL, " ", &save),
	     *b = strtok_r(NULL, " ", &save), *c = strtok_r(NULL, " ", &save);
	struct process *p = process_named(a);

	if (!word)
		return;
	if (!(p && of_process(word, p, b, c)) && !plain(word, a, b) && !finding(word, a, b))
		say("? %s\n", word);
}

static void serve(void)
{
	static char in[1 << 16];
	int n = 0, spoken = 0;

	for (;;) {
		int r = read(port, in + n, sizeof(in) - 1 - n);
		char *end, *save, *one;

		if (r <= 0) {	/* nobody is at the other end: not yet, or not any more */
			if (spoken)
				reboot(RB_POWER_OFF);
			usleep(10000);
			continue;
		}
		spoken = 1;
		n += r;
		in[n] = 0;
		while ((end = strchr(in, '\n'))) {
			*end = 0;
			for (one = strtok_r(in, ";", &save); one; one = strtok_r(NULL, ";", &save))
				command(one);
			answer();
			n -= end + 1 - in;
			memmove(in, end + 1, n + 1);
		}
	}
}

int main(void)
{
	int console;

	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mkdir("/dev", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sys", "/sys", "sysfs", 0, NULL);
	mount("dev", "/dev", "devtmpfs", 0, NULL);
	console = open("/dev/console", O_RDWR);
	dup2(console, 0);
	dup2(console, 1);
	dup2(console, 2);
	load_modules();
	find_port();
	vfio_begin();
	load_steer();
	processes_begin();
	say("ready %.2f\n", now());
	answer();
	serve();
}

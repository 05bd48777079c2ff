// SPDX-License-Identifier: GPL-2.0-only
/*
 * A thread for each process of the specification, and the wait until all of them
 * stand.
 *
 * The guest has one CPU.  These threads have a higher real-time priority than
 * the one that reads lines, and nothing throttles them.  So whenever that one
 * runs, none of them can: each is at a gate, in a wait of the kernel, or idle.
 * "Blocked" is decided by that, and not by a clock: the thread is off the run
 * queue, it sleeps in a call for which the wrapper has noted what it may wait
 * for, and no lock that it waits for is free or owned by a stranger.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "agent.h"

struct process processes[PROCESSES] = {
	{ .name = "exporter:x1", .role = ROLE_EXPORTER, .who = 0, .nr = 0 },
	{ .name = "exporter:x2", .role = ROLE_EXPORTER, .who = 1, .nr = 1 },
	{ .name = "driver:i1", .role = ROLE_DRIVER, .who = 0, .nr = 2 },
	{ .name = "worker:i1", .role = ROLE_WORKER, .who = 0, .nr = 3 },
	{ .name = "device:i1", .role = ROLE_DEVICE, .who = 0, .nr = 4 },
	{ .name = "driver:i2", .role = ROLE_DRIVER, .who = 1, .nr = 5 },
	{ .name = "worker:i2", .role = ROLE_WORKER, .who = 1, .nr = 6 },
	{ .name = "device:i2", .role = ROLE_DEVICE, .who = 1, .nr = 7 },
};

struct steer_state seen;
int inside_kernel;	/* revoke and restore are calls of the module, not writes */

/* How often settle() looks, half a millisecond apart, before it says "running". */
#define LOOKS 10000

static int exporter_call(struct process *p)
{
	struct steer_call c = { p->op, p->arg };

	if (inside_kernel && p->op != OP_CLOSE)
		return ioctl(steer, STEER_CALL, &c) ? -errno : 0;
	if (device < 0)
		vfio_open();	/* after a close: the device is opened once more */
	if (ioctl(steer, STEER_ARM, p->op))
		return -errno;
	if (p->op == OP_CLOSE) {
		vfio_close();
		return 0;
	}
	return vfio_memory(p->op == OP_RESTORE);
}

static int make_call(struct process *p)
{
	struct steer_call c = { p->op, p->arg < 0 ? 0 : p->arg };

	if (p->role == ROLE_EXPORTER)
		return exporter_call(p);
	return ioctl(steer, STEER_CALL, &c) ? -errno : 0;
}

static void *run(void *arg)
{
	struct process *p = arg;
	struct steer_enter e = { p->role, p->who, p->nr };

	p->tid = syscall(SYS_gettid);
	ioctl(steer, STEER_ENTER, &e);
	for (;;) {
		while (sem_wait(&p->begins))
			;
		p->result = make_call(p);
		p->phase = RETURNED;
	}
	return NULL;
}

static void priority(pthread_t t, int level)
{
	struct sched_param sp = { .sched_priority = level };

	pthread_setschedparam(t, SCHED_FIFO, &sp);
}

void processes_begin(void)
{
	if (sysconf(_SC_NPROCESSORS_ONLN) != 1)
		refuse("the guest has %ld CPUs: a walk needs one, to tell what is blocked",
		       sysconf(_SC_NPROCESSORS_ONLN));
	if (put("/proc/sys/kernel/sched_rt_runtime_us", "-1"))
		refuse("real-time threads cannot be let run without end: %s", strerror(errno));
	mlockall(MCL_CURRENT | MCL_FUTURE);
	priority(pthread_self(), 10);
	for (int k = 0; k < PROCESSES; k++) {
		sem_init(&processes[k].begins, 0, 0);
		pthread_create(&processes[k].thread, NULL, run, &processes[k]);
		priority(processes[k].thread, 50);
	}
	usleep(1000);	/* sleeps once, so that each has entered itself */
}

struct process *process_named(const char *name)
{
	for (int k = 0; name && k < PROCESSES; k++)
		if (!strcmp(processes[k].name, name))
			return &processes[k];
	return NULL;
}

void begin(struct process *p, int op, int arg)
{
	p->op = op;
	p->arg = arg;
	p->phase = IN_CALL;
	sem_post(&p->begins);
}

/* Whether a thread runs, or is about to because a lock that it waits for is free. */
static int moves(const struct process *p)
{
	const struct steer_actor *a = &seen.actor[p->nr];

	if (p->phase != IN_CALL || a->gate)
		return 0;
	return !a->in || !a->asleep || (a->in == IN_OUTER && seen.outer < 0) ||
	       (a->in == IN_RESV && seen.resv < 0);
}

/*
 * Waits until no thread runs.  Strangers take these locks too: after a close the
 * worker of runtime PM takes and drops them.
 */
void settle(void)
{
	for (int look = 0;; look++) {
		int moving;

		ioctl(steer, STEER_STATE, &seen);
		moving = seen.outer == -2 || seen.resv == -2;
		for (int k = 0; k < PROCESSES; k++)
			moving |= moves(&processes[k]);
		if (!moving || look == LOOKS)
			return;
		usleep(500);
	}
}

/* Completes all calls; each driver releases what it has. */
int drain(void)
{
	for (int round = 0; round < LOOKS; round++) {
		int busy = 0;

		ioctl(steer, STEER_FREE, 1);
		for (int k = 0; k < PROCESSES; k++) {
			struct process *p = &processes[k];

			if (p->phase == RETURNED)
				p->phase = IDLE;
			if (p->role == ROLE_DRIVER && p->phase == IDLE)
				begin(p, OP_CLEANUP, 0);
			if (p->phase == RETURNED)
				p->phase = IDLE;
			busy |= p->phase;
		}
		if (!busy)
			return 0;
		usleep(200);
	}
	return -ETIMEDOUT;
}

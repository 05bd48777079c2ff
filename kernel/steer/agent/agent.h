/* SPDX-License-Identifier: GPL-2.0-only */
/* Declarations shared by the files of the agent. */
#ifndef AGENT_H
#define AGENT_H

#include <pthread.h>
#include <semaphore.h>
#include <linux/types.h>
#include "../steer.h"

/* A process of the specification: a thread. */
struct process {
	const char *name;
	enum steer_role role;
	int who, nr;
	sem_t begins;
	pthread_t thread;
	int phase;		/* written by the thread, read by the one that reads lines */
	int op, arg, result, tid;
};

enum { IDLE, IN_CALL, RETURNED };	/* its phase */

#define PROCESSES 8
extern struct process processes[PROCESSES];
extern struct steer_state seen;		/* as settle() has found it */
extern int steer;			/* /dev/steer */

/* main.c */
double now(void);
void refuse(const char *format, ...);
void say(const char *format, ...);
int put(const char *path, const char *text);
void get(const char *path, char *to, int most);
const char *result_name(int result);

/* names.c */
extern const char *const gate_names[], *const op_names[], *const usage_names[];
int op_named(const char *name);
int usage_named(const char *name);

/* btf.c */
void read_layout(struct steer_layout *l);

/* vfio.c */
extern int device;			/* -1: closed */
extern char exporter[64];
void vfio_begin(void);
void vfio_open(void);
int vfio_memory(int on);
int vfio_command(__u16 *value);
int vfio_export(void);
int vfio_lowpower(const char *what, int *wakes);
int vfio_reset(void);
void vfio_close(void);
void vfio_end(void);

/* process.c */
void processes_begin(void);
struct process *process_named(const char *name);
void begin(struct process *p, int op, int arg);
void settle(void);
int drain(void);
extern int inside_kernel;

/* state.c */
void tell(int result);

/* scene.c */
int scene(const char *first, const char *second);

/* findings.c */
int finding(const char *word, const char *a, const char *b);

#endif

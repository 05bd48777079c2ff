// SPDX-License-Identifier: GPL-2.0-only
/*
 * The steered threads, and the gates at which they stand.
 *
 * Only threads of the agent's process that have registered here are ever held.
 * A thread stands in process context, in a sleep that no signal ends, and so it
 * may hold the locks that the code around the gate holds.
 */
#include "internal.h"

struct actor actors[STEER_ACTORS];
bool stepping;		/* the gates are on */

static pid_t agent;

void actors_init(void)
{
	for (int n = 0; n < STEER_ACTORS; n++) {
		init_waitqueue_head(&actors[n].wq);
		actors[n].callback = -1;
	}
}

/* Makes the calling thread an actor. */
int actor_enter(const struct steer_enter *e)
{
	struct actor *a;

	if (e->nr >= STEER_ACTORS || e->who >= STEER_IMPORTERS)
		return -EINVAL;
	a = &actors[e->nr];
	a->role = e->role;
	a->who = e->who;
	agent = current->tgid;
	a->task = current;
	return 0;
}

bool is_agent(void)
{
	return current->tgid == agent;
}

/* The actor that the calling thread is, or NULL. */
struct actor *me(void)
{
	if (!is_agent())
		return NULL;
	for (int n = 0; n < STEER_ACTORS; n++)
		if (actors[n].task == current)
			return &actors[n];
	return NULL;
}

/* Stands until the thread is released, or the gates are turned off. */
void gate(struct actor *a, enum steer_gate g)
{
	if (!a || !READ_ONCE(stepping))
		return;
	a->last = g;
	WRITE_ONCE(a->gate, g);
	wait_event_idle(a->wq, READ_ONCE(a->go) || !READ_ONCE(stepping));
	a->go = false;
	WRITE_ONCE(a->gate, GATE_NONE);
}

/* Notes what the thread waits for if it sleeps from here on. */
void begin_wait(struct actor *a, enum steer_wait in)
{
	if (a)
		a->in = in;
}

void end_wait(struct actor *a)
{
	if (a)
		a->in = IN_NONE;
}

int actor_go(unsigned long nr)
{
	if (nr >= STEER_ACTORS || !actors[nr].gate)
		return -EINVAL;
	WRITE_ONCE(actors[nr].go, true);
	wake_up(&actors[nr].wq);
	return 0;
}

/* Turns the gates off, which releases all standing threads; or on again. */
void actors_free(bool gates_off)
{
	WRITE_ONCE(stepping, !gates_off);
	for (int n = 0; n < STEER_ACTORS; n++) {
		actors[n].go = false;
		wake_up(&actors[n].wq);
	}
}

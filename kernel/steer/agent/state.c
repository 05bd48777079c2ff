// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answer to most lines: the state, in one line of NAME=VALUE, with the
 * variables by their names in the specification.  A variable that is not in it
 * does not exist in Linux, or cannot be observed.
 */
#include <string.h>
#include "agent.h"

static const char *owner(int nr)
{
	for (int k = 0; k < PROCESSES; k++)
		if (processes[k].nr == nr)
			return strchr(processes[k].name, ':') + 1;
	return nr == -1 ? "free" : "?";
}

static const char *truth(int value)
{
	return value ? "true" : "false";
}

static void buffer(void)
{
	say(" flag=%s closed=%s comp=%s count=%d resv=%s outer=%s list=", truth(seen.flag),
	    truth(seen.closed), truth(seen.comp), seen.count, owner(seen.resv), owner(seen.outer));
	for (int k = 0; seen.list[k] >= 0; k++)
		say("%si%d", k ? "," : "", seen.list[k] + 1);
	for (int u = 0; u < 4; u++)
		say(" signaled.%s=%s", usage_names[u], truth(seen.signaled[u]));
}

static void importers(void)
{
	for (int k = 0; k < STEER_IMPORTERS; k++) {
		const struct steer_importer *i = &seen.importer[k];

		say(" mapped.i%d=%s pinned.i%d=%s deferred.i%d=%s dead.i%d=%s job.i%d=%s",
		    k + 1, truth(i->mapped), k + 1, truth(i->pinned), k + 1, truth(i->deferred),
		    k + 1, truth(i->dead), k + 1, i->job ? usage_names[i->job - 1] : "none");
	}
}

/* PROCESS=OPERATION/ARGUMENT/HOW/WHERE: the gate at which it stands, or stood last. */
static void call(const struct process *p)
{
	const struct steer_actor *a = &seen.actor[p->nr];
	const char *arg = p->op == OP_SUBMIT ? usage_names[p->arg] : "-";
	const char *how = a->gate ? "gate" : a->in && a->asleep ? "blocked" : "running";

	if (p->phase == RETURNED) {
		say(" %s=%s/%s/returned/%s", p->name, op_names[p->op], arg, result_name(p->result));
		return;
	}
	if (a->callback >= 0)
		say(" callback:i%d=invalidate/-/%s/%s %s=%s/-/%s/broadcast", a->callback + 1, how,
		    gate_names[a->last], p->name, op_names[p->op], how);
	else
		say(" %s=%s/%s/%s/%s", p->name, op_names[p->op], arg, how, gate_names[a->last]);
}

void tell(int result)
{
	settle();
	say("r=%s", result_name(result));
	buffer();
	importers();
	for (int k = 0; k < PROCESSES; k++)
		if (processes[k].phase != IDLE)
			call(&processes[k]);
	say("\n");
}

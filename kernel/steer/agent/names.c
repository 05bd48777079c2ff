// SPDX-License-Identifier: GPL-2.0-only
/* The specification's names for the numbers of steer.h. */
#include <string.h>
#include "agent.h"

const char *const gate_names[] = {
	[GATE_NONE] = "-", [GATE_CALLED] = "called", [GATE_OUTER] = "outer",
	[GATE_LOCK] = "lock", [GATE_SET] = "set", [GATE_CLEAR] = "clear",
	[GATE_BROADCAST] = "broadcast", [GATE_CB_CALLED] = "called",
	[GATE_CB_DONE] = "done", [GATE_FENCES] = "fences",
	[GATE_UNLOCK] = "unlock", [GATE_PUT] = "put", [GATE_UNMAPS] = "unmaps",
	[GATE_REARM] = "rearm", [GATE_FINISH] = "finish",
	[GATE_TESTED] = "tested", [GATE_WAITING] = "waiting",
	[GATE_INSERTED] = "inserted",
};

const char *const op_names[] = {
	[OP_REVOKE] = "revoke", [OP_RESTORE] = "restore", [OP_CLOSE] = "close",
	[OP_ATTACH] = "attach", [OP_DETACH] = "detach", [OP_LOCK] = "lock",
	[OP_UNLOCK] = "unlock", [OP_PIN] = "pin", [OP_UNPIN] = "unpin",
	[OP_MAP] = "map", [OP_UNMAP] = "unmap", [OP_SUBMIT] = "submit",
	[OP_SIGNAL] = "signal", [OP_CLEANUP] = "cleanup",
};

const char *const usage_names[] = { "KERNEL", "WRITE", "READ", "BOOKKEEP" };

int op_named(const char *name)
{
	for (int k = 0; k <= OP_SIGNAL; k++)
		if (!strcmp(op_names[k], name))
			return k;
	return -1;
}

/* An argument that is no class of a fence is -. */
int usage_named(const char *name)
{
	for (int k = 0; k < 4; k++)
		if (!strcmp(usage_names[k], name))
			return k;
	return -1;
}

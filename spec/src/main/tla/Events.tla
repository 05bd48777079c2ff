------------------------------- MODULE Events -------------------------------
(***************************************************************************)
(* What can be seen of a step: a call, a return, or nothing.  This is the  *)
(* only place that decides what is observable; all other steps are silent. *)
(* A process is named by its role and by whom it serves.                   *)
(***************************************************************************)
EXTENDS DmaBuf

Silent == [ev |-> "silent"]

Call(role, who, op, arg) ==
  [ev |-> "call", role |-> role, who |-> who, op |-> op, arg |-> arg]

Ret(role, who, op, arg, res) ==
  [ev |-> "return", role |-> role, who |-> who, op |-> op, arg |-> arg,
   res |-> res]

\* The event of a process whose call changes from c to d.
Seen(role, who, c, d) ==
  IF d.op # "idle" THEN Call(role, who, d.op, d.arg)
                   ELSE Ret(role, who, c.op, c.arg, c.res)

Moves(c, d) == (c.op = "idle") # (d.op = "idle")

\* The event of the step from the unprimed to the primed state.
Event ==
  LET xs == {x \in Exporters : Moves(exp[x], exp'[x])}
      ds == {i \in Importers : Moves(drv[i], drv'[i])}
      cs == {i \in Importers : Moves(cb[i], cb'[i])}
      ws == {i \in Importers : Moves(wrk[i], wrk'[i])}
      vs == {i \in Importers : Moves(dev[i], dev'[i])}
      The(s) == CHOOSE p \in s : TRUE
  IN CASE xs # {} -> LET x == The(xs) IN
                     IF exp'[x].op # "idle"
                       THEN Call("exporter", x, exp'[x].op, "-")
                       ELSE Ret("exporter", x, exp[x].op, "-", "OK")
       [] ds # {} -> LET i == The(ds) IN Seen("driver", i, drv[i], drv'[i])
       [] cs # {} -> LET i == The(cs) IN Seen("callback", i, cb[i], cb'[i])
       [] ws # {} -> LET i == The(ws) IN Seen("worker", i, wrk[i], wrk'[i])
       [] vs # {} -> LET i == The(vs) IN Seen("device", i, dev[i], dev'[i])
       [] Moves(timer, timer') -> Seen("timer", "-", timer, timer')
       [] OTHER   -> Silent
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Events -------------------------------
(***************************************************************************)
(* What an observer sees of a step: a call, a return, or nothing. This is  *)
(* the only module that decides what is observable; all other steps are    *)
(* silent. A process is named by its role and by the actor it belongs to.  *)
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

\* The step from c to d begins or ends a call; which call that is.
Turns(c, d)  == (c.op = "idle") # (d.op = "idle")
Moving(c, d) == CHOOSE p \in DOMAIN c : Turns(c[p], d[p])
Moves(c, d)  == d # c /\ \E p \in DOMAIN c : Turns(c[p], d[p])

SeenOf(role, c, d) == LET p == Moving(c, d) IN Seen(role, p, c[p], d[p])

\* The event of the step from the unprimed to the primed state.
Event ==
  CASE Moves(exp, exp') -> LET x == Moving(exp, exp') IN
                           IF exp'[x].op # "idle"
                             THEN Call("exporter", x, exp'[x].op, "-")
                             ELSE Ret("exporter", x, exp[x].op, "-", "OK")
    [] Moves(drv, drv') -> SeenOf("driver", drv, drv')
    [] Moves(cb, cb')   -> SeenOf("callback", cb, cb')
    [] Moves(wrk, wrk') -> SeenOf("worker", wrk, wrk')
    [] Moves(dev, dev') -> SeenOf("device", dev, dev')
    [] Moves(cpu, cpu')     -> SeenOf("cpu", cpu, cpu')
    [] Moves(fence, fence') -> SeenOf("fence", fence, fence')
    [] timer.op # timer'.op -> Seen("timer", "-", timer, timer')
    [] OTHER            -> Silent
=============================================================================

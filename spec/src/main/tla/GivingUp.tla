\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE GivingUp ------------------------------
(***************************************************************************)
(* What an exporter does that does not wait for fences or unmaps to the    *)
(* end.  No design that runs does any of it.  Source: reference 7.50,      *)
(* 4.12.                                                                   *)
(***************************************************************************)
EXTENDS Buffer

NowQuiet == stage' = IF stage = "revoking" THEN "quiet" ELSE stage

-----------------------------------------------------------------------------
\* The wait for fences ends though one is pending.  After a time-out the
\* exporter goes on as if there were none; after a signal it lets go of the
\* lock, and gives up.
FenceGivenUp(x) ==
  /\ Does(x, "fences")
  /\ Design.FenceUntil # "Signalled"
  /\ ~NoFence(Design.FenceWait)
  /\ IF Design.FenceUntil = "TimedOut"
       THEN NowQuiet /\ Pop(x)
       ELSE /\ GoOn(x, If(resv = x, <<"unlock">>) \o <<"giveup">>)
            /\ UNCHANGED stage
  /\ UNCHANGED <<fixed, heard, ready, move, shared, importer, drv, cb, wrk,
                 dev, timer, cpus>>
  /\ Step("FenceGivenUp", <<"exporter", x>>, "dma_resv_wait_timeout", "7.50")

\* It ends its call, and claims no more than it has done: the stage stays.
\* Memory in quarantine is never used again, so that nobody revokes or
\* restores it any more.
GiveUp(x) ==
  /\ Does(x, "giveup") \/ Does(x, "quarantine")
  /\ outer'  = IF outer = x THEN Free ELSE outer
  /\ closed' = (closed \/ Does(x, "quarantine"))
  /\ IF Returns THEN Pop(x) ELSE exp' = [exp EXCEPT ![x] = Rest]
  /\ UNCHANGED <<fixed, past, list, resv, flag, asked, count, comp, todo,
                 importer, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("GiveUp", <<"exporter", x>>, "(returns an error)", "7.50")
=============================================================================

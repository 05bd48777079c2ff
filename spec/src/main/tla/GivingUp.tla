\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE GivingUp ------------------------------
(***************************************************************************)
(* The steps of an exporter that stops waiting for fences or unmaps before *)
(* they are done. No design in use takes them. Source: reference 7.50,     *)
(* 4.12.                                                                   *)
(***************************************************************************)
EXTENDS Buffer

NowQuiet == stage' = IF stage = "revoking" THEN "quiet" ELSE stage

-----------------------------------------------------------------------------
\* The wait for fences ends although a fence is pending. After a time-out the
\* exporter continues as if there were none; after a signal it drops the lock
\* and gives up.
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

\* The call ends without the effect that it was to have, and the stage stays.
\* Memory in quarantine is never used again, so no later operation revokes or
\* restores it.
GiveUp(x) ==
  /\ Does(x, "giveup") \/ Does(x, "quarantine")
  /\ outer'  = IF outer = x THEN Free ELSE outer
  /\ closed' = (closed \/ Does(x, "quarantine"))
  /\ IF Returns THEN Pop(x) ELSE exp' = [exp EXCEPT ![x] = Rest]
  /\ UNCHANGED <<fixed, past, list, resv, flag, asked, count, comp, todo,
                 importer, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("GiveUp", <<"exporter", x>>, "(returns an error)", "7.50")
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Move ---------------------------------
(***************************************************************************)
(* An exporter that moves its memory, as a GPU does. Under the reservation *)
(* lock it calls the importers' callbacks and gives the copy to a job of   *)
(* its own, whose fence of class KERNEL goes into the reservation object.  *)
(* The job waits for the jobs on the old place. An importer that maps      *)
(* again gets the new place, and uses it when that fence has signalled. A  *)
(* pinned buffer does not move. Source: reference 5.3, 6, 8.2.             *)
(***************************************************************************)
EXTENDS Buffer

\* The buffer is pinned. The core pins in map for importers without a
\* callback.
Stays == \E i \in Importers : pinned[i] \/ (mapped[i] /\ ~K(i).callback)

\* The importers that use the place which the buffer is about to leave.
Users == {i \in Importers : mapped[i] \/ job[i] # "none"}

-----------------------------------------------------------------------------
\* The exporter finds a new place, unless the buffer is pinned.
Place(x) ==
  /\ Does(x, "place")
  /\ IF Stays
       THEN /\ GoOn(x, <<"unlock", "finish">>)
            /\ todo' = << >>
            /\ UNCHANGED move
       ELSE /\ Pop(x)
            /\ move' = [move EXCEPT !.at = "begun", !.old = @ \cup Users]
            /\ UNCHANGED todo
  /\ UNCHANGED <<fixed, stage, heard, ready, list, resv, outer, flag, closed,
                 asked, count, comp, importer, drv, cb, wrk, dev, timer,
                 cpus>>
  /\ Step("Place", <<"exporter", x>>, "(finds a new place)", "8.2")

\* The copy job gets its fence. It waits for all jobs that run now.
Copy(x) ==
  /\ Does(x, "copy")
  /\ move' = [move EXCEPT !.at = "copies"]
  /\ Pop(x)
  /\ UNCHANGED <<fixed, stage, heard, ready, shared, importer, drv, cb, wrk,
                 dev, timer, cpus>>
  /\ Step("Copy", <<"exporter", x>>, "dma_resv_add_fence", "6")

\* The jobs on the old place have ended and the memory is copied: the fence
\* signals, and the old place may be used for something else.
Arrive(x) ==
  /\ Does(x, "arrive")
  /\ \A i \in move.old : Runs(i) => ~Covers(Design.FenceWait, job[i])
  /\ move' = [move EXCEPT !.at = "none", !.queued = {}]
  /\ Pop(x)
  /\ UNCHANGED <<fixed, stage, heard, ready, shared, importer, drv, cb, wrk,
                 dev, timer, cpus>>
  /\ Step("Arrive", <<"exporter", x>>, "(the fence signals)", "6")
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Move ---------------------------------
(***************************************************************************)
(* An exporter that moves its memory, as a GPU does: under the reservation *)
(* lock it calls the importers and hands the copy to a job of its own,     *)
(* whose fence of class KERNEL goes into the reservation object.  The job  *)
(* waits for the jobs on the old place.  Whoever maps again gets the new   *)
(* place, and uses it when that fence has signalled.  What is pinned does  *)
(* not move.  Source: reference 5.3, 6, 8.2.                               *)
(***************************************************************************)
EXTENDS Buffer

\* Somebody has pinned the buffer; the core pins for those with no callback
\* when they map.
Stays == \E i \in Importers : pinned[i] \/ (mapped[i] /\ ~K(i).callback)

\* Who uses the place that is about to be left.
Users == {i \in Importers : mapped[i] \/ job[i] # "none"}

-----------------------------------------------------------------------------
\* A new place is found, if the buffer is not pinned.
Place(x) ==
  /\ Does(x, "place")
  /\ IF Stays
       THEN /\ GoOn(x, <<"unlock", "finish">>)
            /\ UNCHANGED move
       ELSE /\ Pop(x)
            /\ move' = [move EXCEPT !.at = "begun", !.old = @ \cup Users]
  /\ UNCHANGED <<fixed, stage, heard, ready, shared, importer, drv, cb, wrk,
                 dev, timer, cpus>>
  /\ Step("Place", <<"exporter", x>>, "(finds a new place)", "8.2")

\* The job gets its fence; it will wait for all jobs that there are.
Copy(x) ==
  /\ Does(x, "copy")
  /\ move' = [move EXCEPT !.at = "copies"]
  /\ Pop(x)
  /\ UNCHANGED <<fixed, stage, heard, ready, shared, importer, drv, cb, wrk,
                 dev, timer, cpus>>
  /\ Step("Copy", <<"exporter", x>>, "dma_resv_add_fence", "6")

\* The jobs on the old place have ended, the memory is copied, the fence
\* signals, and the old place is free for others.
Arrive(x) ==
  /\ Does(x, "arrive")
  /\ \A i \in move.old : Runs(i) => ~Covers(Design.FenceWait, job[i])
  /\ move' = [move EXCEPT !.at = "none", !.queued = {}]
  /\ Pop(x)
  /\ UNCHANGED <<fixed, stage, heard, ready, shared, importer, drv, cb, wrk,
                 dev, timer, cpus>>
  /\ Step("Arrive", <<"exporter", x>>, "(the fence signals)", "6")
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Drain --------------------------------
(***************************************************************************)
(* An importer whose requests have no fences: its callback publishes one   *)
(* fence for all requests under way. This is io_uring with NVMe, as posted *)
(* (the dma-buf token, v4). It hung with a GPU that moves its memory.      *)
(*                                                                         *)
(* Reference 7.63. Read in the posted text: the class of the drain fence;  *)
(* for what a map waits before it takes the lock; that it tests again; and *)
(* that the worker signals before it takes the lock. From a public         *)
(* analysis of the hang: the exporter's map waits for all fences under the *)
(* lock, and a job of the GPU ends only after a restore, which needs the   *)
(* lock.                                                                   *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"WaitsForAll", "Posted", "NoSecondTest", "SignalsLast", "Inside",
             "UnmapsFirst"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* evict, map, restore, worker -> what it does next
          resv,       \* owner of the reservation lock
          requests,   \* requests are under way on the old mapping
          drain,      \* the drain fence: "none", "pending", "signalled"
          mapped,     \* the old mapping exists
          gpu,        \* a job of the GPU runs; its fence is in resv
          jobs        \* how many jobs the GPU will still begin

vars == <<variant, pc, resv, requests, drain, mapped, gpu, jobs>>

TypeOK == /\ variant \in Variants
          /\ DOMAIN pc = {"evict", "map", "restore", "worker"}
          /\ resv \in {"free"} \cup DOMAIN pc
          /\ {requests, mapped, gpu} \subseteq BOOLEAN
          /\ drain \in {"none", "pending", "signalled"} /\ jobs \in 0 .. 2

Init == /\ variant \in Variants
        /\ pc = [evict |-> "tell", map |-> "idle", restore |-> "idle",
                 worker |-> "idle"]
        /\ resv = "free" /\ requests = TRUE /\ drain = "none"
        /\ mapped = TRUE /\ gpu = FALSE /\ jobs = 2

Goto(p, l) == pc' = [pc EXCEPT ![p] = l]

-----------------------------------------------------------------------------
\* The GPU moves its memory. Under the lock the callback publishes the drain
\* fence; or it waits until all requests have ended, and unmaps.
Tell == /\ pc.evict = "tell" /\ resv = "free"
        /\ IF variant = "Inside"
             THEN /\ ~requests /\ mapped' = FALSE /\ UNCHANGED drain
                  /\ pc' = [pc EXCEPT !.evict = "done", !.map = "wait",
                                      !.restore = "lock"]
             ELSE /\ drain' = "pending" /\ UNCHANGED mapped
                  /\ pc' = [pc EXCEPT !.evict = "done", !.map = "wait",
                                      !.restore = "lock", !.worker = "drain"]
        /\ UNCHANGED <<variant, resv, requests, gpu, jobs>>
        /\ Step("Tell", <<"exporter", "evict">>,
                "dma_buf_invalidate_mappings", "4.8")

RequestsEnd == /\ requests /\ requests' = FALSE
               /\ UNCHANGED <<variant, pc, resv, drain, mapped, gpu, jobs>>
               /\ Step("RequestsEnd", <<"device", "nvme">>,
                       "(the last request ends)", "7.63")

\* The worker signals, locks and unmaps; in one variant it signals last.
Signal(then) == /\ drain' = "signalled" /\ Goto("worker", then)
                /\ UNCHANGED <<variant, resv, requests, mapped, gpu, jobs>>
                /\ Step("Signal", <<"worker", "w">>,
                        "(the fence signals)", "6")
Unmap(then) == /\ resv = "free" /\ mapped' = FALSE /\ Goto("worker", then)
               /\ UNCHANGED <<variant, resv, requests, drain, gpu, jobs>>
               /\ Step("Unmap", <<"worker", "w">>,
                       "dma_buf_unmap_attachment", "5.3")
Worker == \/ /\ pc.worker = "drain"
             /\ requests => variant = "UnmapsFirst"
             /\ IF variant = "SignalsLast" THEN Unmap("signal")
                                           ELSE Signal("unmap")
          \/ pc.worker = "signal" /\ Signal("done")
          \/ pc.worker = "unmap" /\ Unmap("done")

-----------------------------------------------------------------------------
\* A new map waits without the lock, takes the lock and tests again. Then the
\* exporter's map waits for all pending fences.
All == variant # "Posted"
Clear == drain # "pending" /\ (All => ~gpu)

MapWait == /\ pc.map = "wait" /\ Clear /\ Goto("map", "lock")
           /\ UNCHANGED <<variant, resv, requests, drain, mapped, gpu, jobs>>
           /\ Step("MapWait", <<"driver", "map">>,
                   "dma_resv_wait_timeout", "7.63")

MapLock == /\ pc.map = "lock" /\ resv = "free"
           /\ IF Clear \/ variant = "NoSecondTest"
                THEN resv' = "map" /\ Goto("map", "map")
                ELSE UNCHANGED resv /\ Goto("map", "wait")
           /\ UNCHANGED <<variant, requests, drain, mapped, gpu, jobs>>
           /\ Step("MapLock", <<"driver", "map">>, "dma_resv_lock", "5.4")

Map == /\ pc.map = "map" /\ drain # "pending" /\ ~gpu
       /\ resv' = "free" /\ Goto("map", "done")
       /\ UNCHANGED <<variant, requests, drain, mapped, gpu, jobs>>
       /\ Step("Map", <<"driver", "map">>, "dma_buf_map_attachment", "5.3")

-----------------------------------------------------------------------------
\* The GPU begins a job while its process is evicted. The job ends after the
\* restore, which waits for the drain fence while it holds the lock.
JobBegins == /\ resv = "free" /\ jobs > 0 /\ ~gpu
             /\ pc.restore = "lock"
             /\ gpu' = TRUE /\ jobs' = jobs - 1
             /\ UNCHANGED <<variant, pc, resv, requests, drain, mapped>>
             /\ Step("JobBegins", <<"device", "gpu">>,
                     "dma_resv_add_fence", "6")

Restore == /\ pc.restore = "lock" /\ resv = "free"
           /\ resv' = "restore" /\ Goto("restore", "wait")
           /\ UNCHANGED <<variant, requests, drain, mapped, gpu, jobs>>
           /\ Step("Restore", <<"exporter", "restore">>,
                   "dma_resv_lock", "7.63")

RestoreWaits == /\ pc.restore = "wait" /\ drain # "pending"
                /\ resv' = "free" /\ Goto("restore", "done")
                /\ UNCHANGED <<variant, requests, drain, mapped, gpu, jobs>>
                /\ Step("RestoreWaits", <<"exporter", "restore">>,
                        "dma_resv_unlock", "7.63")

JobEnds == /\ gpu /\ pc.restore = "done" /\ gpu' = FALSE
           /\ UNCHANGED <<variant, pc, resv, requests, drain, mapped, jobs>>
           /\ Step("JobEnds", <<"device", "gpu">>, "(the fence signals)", "6")

Next == \/ Tell \/ RequestsEnd \/ Worker \/ MapWait \/ MapLock \/ Map
        \/ JobBegins \/ Restore \/ RestoreWaits \/ JobEnds

-----------------------------------------------------------------------------
\* No process waits for ever: until all have ended, some step is possible.
NoDeadlockCase == pc.map = "done" /\ pc.restore = "done" /\ ~mapped
NoDeadlock == NoDeadlockCase \/ ENABLED Next

\* When the old mapping is gone, no request is under way.
DrainedCase == ~mapped
Drained == ~mapped => ~requests
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE Deadlocks -----------------------------
(***************************************************************************)
(* The locks that others may need while a revoke holds memory_lock, or     *)
(* waits for fences with the buffer's reservation lock held.               *)
(*                                                                         *)
(* Reference 4.1, 5.4, 5.5, 7.28, D5, D6, D8. Read in 7.3: which locks a   *)
(* revoke holds at each step, and that the mmap op is called without a     *)
(* lock. Inferred, with no driver named: a worker or a fence that needs a  *)
(* lock (D5, D6). The initial state chooses which processes take part.     *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Linux73", "WorkerNeedsOuter", "FenceNeedsResv",
             "MmapUnderResv", "OneResv"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* revoke, worker, mmap -> what it does next
          outer,      \* owner of memory_lock
          resv,       \* owner of the reservation lock
          running,    \* fences pending: of the "own" and the "other" buffer
          mapped      \* the importer has a mapping

vars == <<variant, pc, outer, resv, running, mapped>>

TypeOK == /\ variant \in Variants
          /\ outer \in {"free", "revoke", "worker"}
          /\ resv \in {"free", "revoke", "mmap"}
          /\ running \subseteq {"own", "other"} /\ mapped \in BOOLEAN

Init == /\ variant \in Variants
        /\ pc \in [revoke : {"outer", "done"}, worker : {"done"},
                   mmap : {"core", "done"}]
        /\ outer = "free" /\ resv = "free"
        /\ running \in SUBSET {"own", "other"} /\ mapped = TRUE

Goto(p, l) == pc' = [pc EXCEPT ![p] = l]

-----------------------------------------------------------------------------
Outer == /\ pc.revoke = "outer" /\ outer = "free"
         /\ outer' = "revoke" /\ Goto("revoke", "resv")
         /\ UNCHANGED <<variant, resv, running, mapped>>
         /\ Step("Outer", <<"exporter", "x1">>,
                 "(takes memory_lock)", "4.1")

\* R1 to R3: flag and broadcast. The callback defers the unmap to the worker.
Broadcast == /\ pc.revoke = "resv" /\ resv = "free"
             /\ resv' = "revoke"
             /\ pc' = [pc EXCEPT !.revoke = "fences", !.worker = "outer"]
             /\ UNCHANGED <<variant, outer, running, mapped>>
             /\ Step("Broadcast", <<"exporter", "x1">>,
                     "dma_buf_invalidate_mappings", "4.1 R3")

\* The fences of all buffers that share the reservation object.
WaitedFor == IF variant = "OneResv" THEN {"own", "other"} ELSE {"own"}

FenceWait == /\ pc.revoke = "fences" /\ running \cap WaitedFor = {}
             /\ resv' = "free" /\ Goto("revoke", "unmaps")
             /\ UNCHANGED <<variant, outer, running, mapped>>
             /\ Step("FenceWait", <<"exporter", "x1">>,
                     "dma_resv_wait_timeout", "4.1 R4")

UnmapWait == /\ pc.revoke = "unmaps" /\ ~mapped
             /\ outer' = "free" /\ Goto("revoke", "done")
             /\ UNCHANGED <<variant, resv, running, mapped>>
             /\ Step("UnmapWait", <<"exporter", "x1">>,
                     "wait_for_completion", "4.1 R7")

-----------------------------------------------------------------------------
\* The worker unmaps; in one variant it reads the BAR first.
WorkerOuter == /\ pc.worker = "outer"
               /\ variant = "WorkerNeedsOuter" => outer = "free"
               /\ Goto("worker", "unmap")
               /\ UNCHANGED <<variant, outer, resv, running, mapped>>
               /\ Step("WorkerOuter", <<"worker", "i1">>,
                       "(before the unmap)", "D5")

WorkerUnmap == /\ pc.worker = "unmap" /\ resv = "free"
               /\ mapped' = FALSE /\ Goto("worker", "done")
               /\ UNCHANGED <<variant, outer, resv, running>>
               /\ Step("WorkerUnmap", <<"worker", "i1">>,
                       "dma_buf_unmap_attachment_unlocked", "5.3")

\* A fence signals without any lock, as it must; in one variant it takes one.
Signal(j) == /\ j \in running
             /\ variant = "FenceNeedsResv" => resv = "free"
             /\ running' = running \ {j}
             /\ UNCHANGED <<variant, pc, outer, resv, mapped>>
             /\ Step("Signal", <<"device", j>>, "(the fence signals)", "6")

\* mmap of an object that its own driver exported: the core calls the
\* exporter's mmap op, which takes the lock itself.
MmapCore == /\ pc.mmap = "core"
            /\ IF variant = "MmapUnderResv"
                 THEN resv = "free" /\ resv' = "mmap" ELSE UNCHANGED resv
            /\ Goto("mmap", "driver")
            /\ UNCHANGED <<variant, outer, running, mapped>>
            /\ Step("MmapCore", <<"user", "u1">>, "dma_buf_mmap", "7.28")

MmapDriver == /\ pc.mmap = "driver" /\ resv = "free" /\ Goto("mmap", "done")
              /\ UNCHANGED <<variant, outer, resv, running, mapped>>
              /\ Step("MmapDriver", <<"user", "u1">>,
                      "(the driver's mmap)", "7.28")

Next == \/ Outer \/ Broadcast \/ FenceWait \/ UnmapWait
        \/ WorkerOuter \/ WorkerUnmap \/ MmapCore \/ MmapDriver
        \/ \E j \in {"own", "other"} : Signal(j)

-----------------------------------------------------------------------------
\* No process waits for ever: until all have ended, some step is possible.
NoDeadlockCase == \A p \in DOMAIN pc : pc[p] = "done"
NoDeadlock == NoDeadlockCase \/ ENABLED Next

\* No process waits for a lock that it holds.
NoSelfWaitCase == pc.mmap = "driver" /\ resv # "free"
NoSelfWait == pc.mmap = "driver" => resv # "mmap"

\* Reached: a revoke waits for nothing but a job of another buffer.
WaitsForOther == pc.revoke = "fences" /\ running = {"other"}
                   /\ "other" \in WaitedFor
=============================================================================

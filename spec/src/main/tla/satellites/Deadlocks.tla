\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE Deadlocks -----------------------------
(***************************************************************************)
(* Who may need which lock while a revoke holds memory_lock, or waits for  *)
(* fences with the buffer's reservation lock held.                         *)
(*                                                                         *)
(* Reference 4.1, 5.4, 5.5, 7.28, D5, D6, D8.  Read in 7.3: what revoke    *)
(* holds where, and that the mmap op is called unlocked.  Inferred, with   *)
(* no driver named: a worker or a fence that needs a lock (D5, D6).  Who   *)
(* takes part is chosen in the initial state.                              *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Linux73", "WorkerNeedsOuter", "FenceNeedsResv",
             "MmapUnderResv", "OneResv"}

VARIABLES variant,    \* which of them is followed; chosen once
          pc,         \* revoke, worker, mmap -> what it does next
          outer,      \* owner of memory_lock
          resv,       \* owner of the reservation lock
          running,    \* the jobs whose fences wait: of the buffer, of another
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

\* R1 to R3: flag and broadcast; the importer leaves the unmap to its worker.
Broadcast == /\ pc.revoke = "resv" /\ resv = "free"
             /\ resv' = "revoke"
             /\ pc' = [pc EXCEPT !.revoke = "fences", !.worker = "outer"]
             /\ UNCHANGED <<variant, outer, running, mapped>>
             /\ Step("Broadcast", <<"exporter", "x1">>,
                     "dma_buf_invalidate_mappings", "4.1 R3")

\* The fences of all buffers that share the reservation object.
Waited == IF variant = "OneResv" THEN {"own", "other"} ELSE {"own"}

FenceWait == /\ pc.revoke = "fences" /\ running \cap Waited = {}
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
\* A worker that reads the BAR before it unmaps, or does not.
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

\* A fence signals without any lock, as it must, or does not.
Signal(j) == /\ j \in running
             /\ variant = "FenceNeedsResv" => resv = "free"
             /\ running' = running \ {j}
             /\ UNCHANGED <<variant, pc, outer, resv, mapped>>
             /\ Step("Signal", <<"device", j>>, "(the fence signals)", "6")

\* mmap of an object that its own driver exported: the core calls the op of
\* the exporter, which takes the lock itself.
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
\* Whoever waits can go on, until all have ended.
NoDeadlockCase == \A p \in DOMAIN pc : pc[p] = "done"
NoDeadlock == NoDeadlockCase \/ ENABLED Next

\* Nobody waits for a lock that it holds.
NoSelfWaitCase == pc.mmap = "driver" /\ resv # "free"
NoSelfWait == pc.mmap = "driver" => resv # "mmap"

\* Reached: a revoke waits, and only for a job of another buffer.
WaitsForOther == pc.revoke = "fences" /\ running = {"other"}
                   /\ "other" \in Waited
=============================================================================

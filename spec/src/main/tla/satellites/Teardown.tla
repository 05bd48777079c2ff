\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Teardown ------------------------------
(***************************************************************************)
(* An importer that gives up a buffer: unmap, detach, put. The first two   *)
(* take the reservation lock, a mutex, and all three may sleep; so none    *)
(* may be called with a spinlock held, or in a softirq. Meanwhile the      *)
(* exporter revokes, and the importer's callback takes the spinlock of its *)
(* list under the reservation lock.                                        *)
(*                                                                         *)
(* Reference 5.2, 5.3, 7.41. Read: what UnderSpinlock did, and how it was  *)
(* fixed (Spliced). A choice of this module: the softirq runs on the CPU   *)
(* of the revoke, which cannot continue meanwhile. The other variants are  *)
(* mutants.                                                                *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Spliced", "Queued", "UnderSpinlock", "InSoftirq", "NotSpliced",
             "NotQueued"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* exit, close, revoke -> what it does next
          spin,       \* owner of the spinlock of the importer's list
          resv,       \* owner of the reservation lock
          listed,     \* the buffer is in the importer's list
          holds,      \* 3: mapping, attachment, reference; 2; 1; 0: nothing
          twice       \* something was given up that was already gone

vars == <<variant, pc, spin, resv, listed, holds, twice>>

TypeOK == /\ variant \in Variants
          /\ spin \in {"free", "exit", "close"} /\ resv \in {"free", "revoke"}
          /\ listed \in BOOLEAN /\ holds \in 0..3 /\ twice \in BOOLEAN

Init == /\ variant \in Variants
        /\ pc = [exit |-> "look", close |-> "look", revoke |-> "lock"]
        /\ spin = "free" /\ resv = "free"
        /\ listed = TRUE /\ holds = 3 /\ twice = FALSE

Goto(p, l) == pc' = [pc EXCEPT ![p] = l]

\* The module's exit runs in a softirq from its first step to its last.
Softirq == variant = "InSoftirq" /\ pc.exit \in {"unmap", "detach", "put"}

\* p must not sleep.
Atomic(p) == spin = p \/ (p = "exit" /\ Softirq)

-----------------------------------------------------------------------------
\* Under the spinlock the module's exit, or the last close of its file, takes
\* the buffer off the list. The first of them gives the buffer up.
Next1(p) == CASE ~listed                              -> "done"
              [] p = "exit" /\ variant = "Queued"     -> "queued"
              [] p = "exit" /\ variant = "NotQueued"  -> "done"
              [] OTHER                                -> "unmap"

Look(p) == /\ pc[p] = "look" /\ spin = "free"
           /\ Goto(p, Next1(p))
           /\ spin' = IF p = "exit" /\ listed /\ variant = "UnderSpinlock"
                        THEN p ELSE "free"
           /\ listed' = (listed /\ variant = "NotSpliced")
           /\ UNCHANGED <<variant, resv, holds, twice>>
           /\ Step("Look", <<"importer", p>>, "(takes the spinlock)", "7.41")

\* The worker, which may sleep, continues.
WorkerStarts == /\ pc.exit = "queued" /\ Goto("exit", "unmap")
                /\ UNCHANGED <<variant, spin, resv, listed, holds, twice>>
                /\ Step("WorkerStarts", <<"importer", "exit">>,
                        "(the worker)", "7.41")

\* Gives up one thing; n is what should still be held.
Give(p, n) == /\ twice' = (twice \/ holds # n)
              /\ holds' = IF holds = n THEN n - 1 ELSE holds
              /\ UNCHANGED <<variant, resv, listed>>

Unmap(p) == /\ pc[p] = "unmap" /\ resv = "free"
            /\ Give(p, 3) /\ Goto(p, "detach") /\ UNCHANGED spin
            /\ Step("Unmap", <<"importer", p>>,
                    "dma_buf_unmap_attachment", "5.3")

Detach(p) == /\ pc[p] = "detach" /\ resv = "free"
             /\ Give(p, 2) /\ Goto(p, "put") /\ UNCHANGED spin
             /\ Step("Detach", <<"importer", p>>, "dma_buf_detach", "5.2")

PutBuffer(p) == /\ pc[p] = "put"
                /\ Give(p, 1) /\ Goto(p, "done")
                /\ spin' = IF spin = p THEN "free" ELSE spin
                /\ Step("PutBuffer", <<"importer", p>>, "dma_buf_put", "5.1")

-----------------------------------------------------------------------------
Lock == /\ pc.revoke = "lock" /\ resv = "free" /\ ~Softirq
        /\ resv' = "revoke" /\ Goto("revoke", "callback")
        /\ UNCHANGED <<variant, spin, listed, holds, twice>>
        /\ Step("Lock", <<"exporter", "revoke">>, "dma_resv_lock", "4.1 R1")

\* The callback looks up the buffer in the importer's list.
Callback == /\ pc.revoke = "callback" /\ spin = "free" /\ ~Softirq
            /\ Goto("revoke", "unlock")
            /\ UNCHANGED <<variant, spin, resv, listed, holds, twice>>
            /\ Step("Callback", <<"exporter", "revoke">>,
                    "invalidate_mappings", "4.6")

Unlock == /\ pc.revoke = "unlock" /\ ~Softirq
          /\ resv' = "free" /\ Goto("revoke", "done")
          /\ UNCHANGED <<variant, spin, listed, holds, twice>>
          /\ Step("Unlock", <<"exporter", "revoke">>,
                  "dma_resv_unlock", "4.1 R5")

Next == \/ WorkerStarts \/ Lock \/ Callback \/ Unlock
        \/ \E p \in {"exit", "close"} :
             Look(p) \/ Unmap(p) \/ Detach(p) \/ PutBuffer(p)

-----------------------------------------------------------------------------
\* Nothing is given up by a process that must not sleep.
Gives(p) == holds' # holds /\ pc'[p] # pc[p]
NoSleepCase == holds' # holds
NoSleep == \A p \in {"exit", "close"} : Gives(p) => ~Atomic(p)
StepNoSleep == [][NoSleep]_vars

\* No process waits for ever: until all have ended, some step is possible.
NoDeadlockCase == \A p \in DOMAIN pc : pc[p] = "done"
NoDeadlock == NoDeadlockCase \/ ENABLED Next

\* Nothing is given up twice.
OnceCase == holds < 3
Once == OnceCase => ~twice

\* At the end the importer holds nothing.
NothingLeftCase == pc.exit = "done" /\ pc.close = "done"
NothingLeft == NothingLeftCase => holds = 0
=============================================================================

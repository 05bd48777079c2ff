\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE LockOrder -----------------------------
(***************************************************************************)
(* The order of locks around a revoke. Each path takes its locks from left *)
(* to right and drops all of them at its end.                              *)
(*                                                                         *)
(* Reference 5.4, 7.24, 7.35. Read in 7.3: all paths of Linux73. A choice  *)
(* of this module: a lock that is taken for reading counts as taken for    *)
(* writing, because a waiting writer keeps new readers out. The initial    *)
(* state chooses which paths are run.                                      *)
(***************************************************************************)
EXTENDS Naturals, Sequences, Graph

\* The callback of iommufd runs in the close of a vfio device.
Linux73 ==
  [ close  |-> <<"dev_set", "memory_lock", "resv", "pages">>,
    fault  |-> <<"mmap_lock", "memory_lock">>,
    submit |-> <<"mmap_lock", "resv">>,
    map    |-> <<"domains", "pages">>,
    unmap  |-> <<"domains", "resv">> ]   \* the last put of the pages

Paths ==
  [ Linux73         |-> Linux73,
    \* An exporter's map that reads the program's memory (ipu6-psys).
    MapTakesMmap    |-> [Linux73 EXCEPT !.map = <<"resv", "mmap_lock">>],
    OuterInCallback |-> [Linux73 EXCEPT !.close = Append(@, "domains")],
    FaultUnderResv  |-> [Linux73 EXCEPT
                           !.fault = <<"mmap_lock", "resv", "memory_lock">>] ]

Variants == DOMAIN Paths
Threads  == DOMAIN Linux73
Locks    == {"dev_set", "memory_lock", "resv", "pages", "mmap_lock",
             "domains"}

VARIABLES variant,    \* the variant that is followed; never changes
          owner,      \* lock -> the thread that holds it
          taken       \* thread -> how many locks it has taken; or PastEnd

vars == <<variant, owner, taken>>

PastEnd == 9

TypeOK == /\ variant \in Variants
          /\ owner \in [Locks -> Threads \cup {"free"}]
          /\ taken \in [Threads -> 0..5 \cup {PastEnd}]

Init == /\ variant \in Variants
        /\ owner = [l \in Locks |-> "free"]
        /\ taken \in [Threads -> {0, PastEnd}]

Path(t) == Paths[variant][t]
Wants(t) == IF taken[t] < Len(Path(t)) THEN Path(t)[taken[t] + 1] ELSE "none"

-----------------------------------------------------------------------------
Take(t, l) == /\ Wants(t) = l
              /\ owner[l] = "free"
              /\ owner' = [owner EXCEPT ![l] = t]
              /\ taken' = [taken EXCEPT ![t] = @ + 1]
              /\ UNCHANGED variant
              /\ Step("Take", <<"thread", t, l>>, l, "5.4")

DropAll(t) == /\ taken[t] = Len(Path(t))
              /\ owner' = [l \in Locks |-> IF owner[l] = t THEN "free"
                                                          ELSE owner[l]]
              /\ taken' = [taken EXCEPT ![t] = PastEnd]
              /\ UNCHANGED variant
              /\ Step("DropAll", <<"thread", t>>, "(drops all)", "5.4")

Next == \E t \in Threads : DropAll(t) \/ \E l \in Locks : Take(t, l)

-----------------------------------------------------------------------------
\* No process waits for ever: until all have ended, some step is possible.
NoDeadlockCase == \A t \in Threads : taken[t] = PastEnd
NoDeadlock == NoDeadlockCase \/ ENABLED Next
=============================================================================

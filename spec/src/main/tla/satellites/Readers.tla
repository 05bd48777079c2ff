\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Readers -------------------------------
(***************************************************************************)
(* memory_lock is a lock for one writer or many readers: a revoke writes,  *)
(* page faults and accesses to the BAR read.  Whether readers may pass a   *)
(* writer that waits decides who can be kept out for ever.                 *)
(*                                                                         *)
(* Reference 7.64.  General knowledge, not read again: a reader of an      *)
(* rw_semaphore that comes after a waiting writer queues behind it.        *)
(* Inferred, with no driver named: a reader that takes the lock once more. *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, Graph

Variants == {"Queued", "ReadersFirst", "ReadsTwice"}
Readers  == {"r1", "r2"}

VARIABLES variant,    \* which of them is followed; chosen once
          writer,     \* the revoke: "away", "waits", "in"
          reader,     \* reader -> "away", "waits", "in"; "again" if it is in
                      \* and waits to read once more; "twice" if it got that
          after       \* readers that came when the writer waited (history)

vars == <<variant, writer, reader, after>>

TypeOK == /\ variant \in Variants
          /\ writer \in {"away", "waits", "in"}
          /\ reader \in [Readers -> {"away", "waits", "in", "again", "twice"}]
          /\ after \subseteq Readers

Init == /\ variant \in Variants
        /\ writer = "away"
        /\ reader = [r \in Readers |-> "away"]
        /\ after = {}

Holds(r) == reader[r] \in {"in", "again", "twice"}

-----------------------------------------------------------------------------
WriterComes == /\ writer = "away" /\ writer' = "waits"
               /\ UNCHANGED <<variant, reader, after>>
               /\ Step("WriterComes", <<"exporter", "x1">>,
                       "(takes memory_lock)", "4.1")

WriterEnters == /\ writer = "waits" /\ \A r \in Readers : ~Holds(r)
                /\ writer' = "in" /\ after' = {}
                /\ UNCHANGED <<variant, reader>>
                /\ Step("WriterEnters", <<"exporter", "x1">>,
                        "(takes memory_lock)", "4.1")

WriterLeaves == /\ writer = "in" /\ writer' = "away"
                /\ UNCHANGED <<variant, reader, after>>
                /\ Step("WriterLeaves", <<"exporter", "x1">>,
                        "(drops memory_lock)", "4.3")

\* A reader asks for the lock; in one variant it may hold it already.
Asks(r) == /\ \/ reader[r] = "away"
              \/ reader[r] = "in" /\ variant = "ReadsTwice"
           /\ reader' = [reader EXCEPT ![r] = IF @ = "in" THEN "again"
                                                          ELSE "waits"]
           /\ after' = after \cup IF writer = "waits" THEN {r} ELSE {}
           /\ UNCHANGED <<variant, writer>>
           /\ Step("Asks", <<"user", r>>, "(fault handler)", "5.6")

MayEnter(r) == /\ writer # "in"
               /\ variant # "ReadersFirst" => r \notin after

Enters(r) == /\ reader[r] \in {"waits", "again"} /\ MayEnter(r)
             /\ reader' = [reader EXCEPT ![r] = IF @ = "waits" THEN "in"
                                                               ELSE "twice"]
             /\ UNCHANGED <<variant, writer, after>>
             /\ Step("Enters", <<"user", r>>, "(fault handler)", "5.6")

Leaves(r) == /\ reader[r] \in {"in", "twice"}
             /\ reader' = [reader EXCEPT ![r] = "away"]
             /\ UNCHANGED <<variant, writer, after>>
             /\ Step("Leaves", <<"user", r>>, "(fault handler)", "5.6")

Next == \/ WriterComes \/ WriterEnters \/ WriterLeaves
        \/ \E r \in Readers : Asks(r) \/ Enters(r) \/ Leaves(r)

-----------------------------------------------------------------------------
\* Nobody who comes after a waiting writer gets in before it: else two readers
\* that take turns keep a revoke waiting for ever.
NotPassedCase == writer = "waits" /\ \E r \in Readers : ~Holds(r) /\ Holds(r)'
NotPassed == NotPassedCase => \A r \in after : Holds(r) \/ ~Holds(r)'
StepNotPassed == [][NotPassed]_vars

\* No reader holds the lock and waits behind a writer that waits for it.
NoCircleCase == writer = "waits" /\ \E r \in Readers : Holds(r)
NoCircle == NoCircleCase => \A r \in Readers : reader[r] = "again" =>
                                                 r \notin after
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Readers -------------------------------
(***************************************************************************)
(* memory_lock is a read-write semaphore: a revoke takes it for writing,   *)
(* page faults and accesses to the BAR for reading. Whether readers may    *)
(* overtake a waiting writer decides who can be kept out for ever.         *)
(*                                                                         *)
(* Reference 7.64. General knowledge, not read again: a reader of an       *)
(* rw_semaphore queues behind a writer that waits already. Inferred, with  *)
(* no driver named: a reader that takes the lock again.                    *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, Graph

Variants == {"Queued", "ReadersFirst", "ReadsTwice"}
Readers  == {"r1", "r2"}

VARIABLES variant,    \* the variant that is followed; never changes
          writer,     \* the revoke: "away", "waits", "in"
          reader,     \* reader -> "away", "waits", "in"; "again" if it is in
                      \* and waits to read again; "twice" if it is in twice
          after       \* readers that came while the writer waited (history)

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

\* A reader asks for the lock. In one variant it may already hold it.
ReaderAsks(r) == /\ \/ reader[r] = "away"
                    \/ reader[r] = "in" /\ variant = "ReadsTwice"
                 /\ reader' = [reader EXCEPT ![r] = IF @ = "in" THEN "again"
                                                                ELSE "waits"]
                 /\ after' = after \cup IF writer = "waits" THEN {r} ELSE {}
                 /\ UNCHANGED <<variant, writer>>
                 /\ Step("ReaderAsks", <<"user", r>>,
                         "(fault handler)", "5.6")

MayEnter(r) == /\ writer # "in"
               /\ variant # "ReadersFirst" => r \notin after

ReaderTakes(r) == /\ reader[r] \in {"waits", "again"} /\ MayEnter(r)
                  /\ reader' = [reader EXCEPT
                                  ![r] = IF @ = "waits" THEN "in"
                                                        ELSE "twice"]
                  /\ UNCHANGED <<variant, writer, after>>
                  /\ Step("ReaderTakes", <<"user", r>>,
                          "(fault handler)", "5.6")

ReaderDrops(r) == /\ reader[r] \in {"in", "twice"}
                  /\ reader' = [reader EXCEPT ![r] = "away"]
                  /\ UNCHANGED <<variant, writer, after>>
                  /\ Step("ReaderDrops", <<"user", r>>,
                          "(fault handler)", "5.6")

Next == \/ WriterComes \/ WriterEnters \/ WriterLeaves
        \/ \E r \in Readers :
              ReaderAsks(r) \/ ReaderTakes(r) \/ ReaderDrops(r)

-----------------------------------------------------------------------------
\* A reader that comes after a waiting writer does not enter before it.
\* Otherwise two readers that take turns would keep a revoke waiting for ever.
NotPassedCase == writer = "waits" /\ \E r \in Readers : ~Holds(r) /\ Holds(r)'
NotPassed == NotPassedCase => \A r \in after : Holds(r) \/ ~Holds(r)'
StepNotPassed == [][NotPassed]_vars

\* No reader that holds the lock waits behind a writer that waits for it.
NoCircleCase == writer = "waits" /\ \E r \in Readers : Holds(r)
NoCircle == NoCircleCase => \A r \in Readers : reader[r] = "again" =>
                                                 r \notin after
=============================================================================

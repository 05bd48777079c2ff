\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Moving -------------------------------
(***************************************************************************)
(* Why a move keeps its promises (MoveClaims): what the invariant has      *)
(* beyond Invariant for an exporter that moves its memory. The old place   *)
(* is used by importers whose unmap is deferred and whose jobs end, the    *)
(* new one only by jobs that are queued behind the copy.                   *)
(***************************************************************************)
EXTENDS Invariant

\* x has found a new place, and the memory has not arrived there.
Between(x) == /\ Inside(x) /\ exp[x].op = "move"
              /\ "arrive" \in Still(x) /\ exp[x].at \notin {"lock", "place"}

\* The position of the moving thread determines how far the move is.
MoveAt == /\ move.at # "none" => \E x \in Exporters : Between(x)
          /\ \A x \in Exporters : Between(x) =>
               move.at = IF exp[x].at \in {"broadcast", "copy"} THEN "begun"
                                                              ELSE "copies"

\* Before the exporter looks for a place, it knows whose callback to call.
PlaceTells == \A x \in Exporters : Does(x, "place") =>
                \A i \in Importers : mapped[i] /\ K(i).callback =>
                                       \E n \in DOMAIN todo : todo[n] = i

\* Jobs run only on mappings.
JobMapped == \A i \in Importers : job[i] # "none" => mapped[i]

\* A mapping of the old place has a deferred unmap, or will have one when the
\* broadcast is over. Meanwhile all mappings are of the old place.
OldDeferred == \A i \in Importers : i \in move.old /\ mapped[i] =>
                 /\ K(i).callback
                 /\ deferred[i] \/ (move.at = "begun" /\ ToBeTold(i))
AllOld      == move.at = "begun" =>
                 \A i \in Importers : mapped[i] => i \in move.old

\* No job is left on the old place when the move is over.
OldIdle == move.at = "none" => \A i \in move.old : job[i] = "none"

\* On the new place jobs wait for the copy, and so does hardware whose
\* accesses have no fences.
NewWaits == Copying => \A i \in Importers : mapped[i] /\ i \notin move.old =>
              /\ job[i] # "none" => i \in move.queued
              /\ hw[i] => K(i).fenced
QueuedIs == \A i \in Importers : i \in move.queued =>
              Copying /\ i \notin move.old

\* What is pinned does not move, and who pins maps only what it has pinned. No
\* other importer is ever invalidated for good.
MayPin(i) == kind[i] # "absent" /\ K(i).pins
PinsFirst == \A i \in Importers : MayPin(i) =>
               /\ mapped[i] => pinned[i]
               /\ At(drv[i], "map", "called") =>
                    resv = i /\ (pinned[i] \/ dead[i])
               /\ At(drv[i], "unpin", "called") => resv = i /\ ~mapped[i]
OldFree   == \A i \in move.old : kind[i] # "absent" /\ ~MayPin(i)
DeadPins  == \A i \in Importers : dead[i] => MayPin(i)

InMoves == [MoveAt |-> MoveAt, PlaceTells |-> PlaceTells,
            JobMapped |-> JobMapped, OldDeferred |-> OldDeferred,
            AllOld |-> AllOld, OldIdle |-> OldIdle, NewWaits |-> NewWaits,
            QueuedIs |-> QueuedIs, PinsFirst |-> PinsFirst,
            OldFree |-> OldFree, DeadPins |-> DeadPins]
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Asides -------------------------------
(***************************************************************************)
(* Questions that need more actors than the scene in which designs are     *)
(* decided has. Each question names a situation that this scene does       *)
(* reach, a larger scene whose actors could do harm in it, and the step in *)
(* which they would. ./revoke what-if explores that scene when the         *)
(* situation occurs.                                                       *)
(***************************************************************************)
EXTENDS Events

\* A thread of the exporter is within a call and does not hold the outer lock.
Without(x) == /\ exp[x].at \notin {"idle", "outer", "done"}
              /\ outer # x
OuterDropped == \E x \in Exporters : Without(x)
ActsBetween == \E x, y \in Exporters : /\ Without(x) /\ exp'[x] = exp[x]
                                       /\ outer = y /\ exp'[y] # exp[y]

\* It waits for fences and does not hold the reservation lock.
Unlocked(x) == Does(x, "fences") /\ resv # x
WaitsUnlocked == \E x \in Exporters : Unlocked(x)
AddsFence == /\ \E x \in Exporters : Unlocked(x)
             /\ \/ \E i \in Importers : job[i] = "none" /\ job'[i] # "none"
                \/ \E c \in CpuUsers :
                     foreign[c] = "none" /\ foreign'[c] # "none"

Asides == [ OuterDropped  |->
              [ scene |-> "threads", step |-> "ActsBetween",
                says  |-> "the exporter drops the outer lock within a call" ],
            WaitsUnlocked |->
              [ scene |-> "fencers", step |-> "AddsFence",
                says  |-> "revoke waits for fences without the lock" ] ]
=============================================================================

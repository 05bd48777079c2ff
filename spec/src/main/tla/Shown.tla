\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Shown --------------------------------
(***************************************************************************)
(* What the pages show of a design: all that an export tells, and of each  *)
(* state what each user of the buffer may do in it.                        *)
(***************************************************************************)
EXTENDS Models, TLC

Sharers == Importers \cup CpuUsers
May(u, a) == Access[u] = a
Allows == [n \in {u \o ":" \o a : u \in Sharers, a \in {"read", "full"}} |->
             \E u \in Sharers, a \in {"read", "full"} :
               n = u \o ":" \o a /\ May(u, a)]

InitX  == Init /\ ExportInit(Contract!Init)
NextX  == Next
StateX == ExportState(Recall(StateClaims), Recall(StateCases) @@ Allows)
StepX  == ExportStep(Recall(Event), Recall(StepClaims), Recall(StepCases))
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Export -------------------------------
(***************************************************************************)
(* What TLC exports of the protocol when its run becomes a graph.          *)
(***************************************************************************)
EXTENDS Models

InitX  == Init /\ ExportInit(Contract!Init)
StateX == ExportState(Recall(StateClaims), Recall(StateCases))
StepX  == ExportStep(Recall(Event), Recall(StepClaims), Recall(StepCases))
=============================================================================

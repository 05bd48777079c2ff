\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Export -------------------------------
(***************************************************************************)
(* What a run of TLC that becomes a graph tells of the protocol.           *)
(***************************************************************************)
EXTENDS Models

InitX  == Init /\ ExportInit(Contract!Init)
StateX == ExportState(Recall(StateClaims), Recall(StateCases))
StepX  == ExportStep(Recall(Event), Recall(StepClaims), Recall(StepCases))
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Driven -------------------------------
(***************************************************************************)
(* What the storms need of a graph: its states and the calls and returns.  *)
(* Claims are decided in the scenes of the manifest, not here: of them, an *)
(* export of this module has the two of the contract that are the          *)
(* cheapest.                                                               *)
(***************************************************************************)
EXTENDS Models

InitX  == Init /\ ExportInit(Contract!Init)
NextX  == Next
StateX == ExportState(Recall([S2 |-> S2]), Recall([Full |-> Full]))
StepX  == ExportStep(Recall(Event), Recall([S1 |-> S1]),
                     Recall([S1 |-> S1case]))
=============================================================================

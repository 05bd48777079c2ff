\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Served --------------------------------
(***************************************************************************)
(* The same claims for TLC's server and its workers. They check a property *)
(* of steps only in the first step that leads to a state, and say that no  *)
(* error was found when another one breaks it. So the claims about steps   *)
(* are a part of the next-state relation here: a step that breaks one      *)
(* leads to a state of its own.                                            *)
(***************************************************************************)
EXTENDS Nightly

VARIABLE breaks         \* the claims that the step to this state breaks

InitS == Init /\ breaks = {}
NextS ==
  /\ Next
  /\ breaks' = IF Fails(Recall(Lean), Broken) /\ vars' # vars
                 THEN Failing(Lean) \ Broken
                 ELSE {}

StepsKeepClaims == breaks = {}
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Dropping ------------------------------
(***************************************************************************)
(* Dropped(k) asks whether the current mutant lacks piece k of a module.   *)
(* The Java that makes the mutants inserts these questions into the        *)
(* modules.                                                                *)
(***************************************************************************)
EXTENDS Sequences

Dropped(k) == FALSE         \* overridden by IsDropped of Mutants.tla

Kept(k, s) == IF Dropped(k) THEN << >> ELSE s
=============================================================================

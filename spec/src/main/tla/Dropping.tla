\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Dropping ------------------------------
(***************************************************************************)
(* How a piece of a module asks whether it is the one that a mutant lacks. *)
(* The modules are given these questions when mutants are made.            *)
(***************************************************************************)
EXTENDS Sequences

Dropped(k) == FALSE         \* IsDropped of Mutants.tla stands for it

Kept(k, s) == IF Dropped(k) THEN << >> ELSE s
=============================================================================

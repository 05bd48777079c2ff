\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Graph --------------------------------
(***************************************************************************)
(* How a run of TLC becomes a graph.  These operators are TRUE here; in an *)
(* export they are overridden in Java and write down what they see.  What  *)
(* tells a model that is to be a graph EXTENDS this.                       *)
(***************************************************************************)

\* The name of a step, its process and parameters, the kernel function that
\* it models and the section of the reference that says so.
Step(action, params, function, section) == TRUE

\* An initial state; a state; an edge, with the name that Step left.  The
\* state, or both, are read by the override itself: all variables of it.
ExportInit(refines) == TRUE
ExportState(claims, cases) == TRUE
ExportStep(event, claims, cases) == TRUE

\* The value of e.  The override evaluates e, each field of a record by itself,
\* only where it reads other values than before: most steps change nothing of
\* which a claim speaks.  e speaks of variables and constants only.
Recall(e) == e
=============================================================================

-------------------------------- MODULE Graph --------------------------------
(***************************************************************************)
(* How a run of TLC becomes a graph.  These operators are TRUE here; in an *)
(* export they are overridden in Java and write down what they see.  What  *)
(* tells a model that is to be a graph EXTENDS this.                       *)
(***************************************************************************)

\* The name of a step, its process and parameters, the kernel function that
\* it models and the section of the reference that says so.
Step(action, params, function, section) == TRUE

\* An initial state; a state; an edge, with the name that Step left.
ExportInit(state, refines) == TRUE
ExportState(state, claims, cases) == TRUE
ExportStep(state, event, next, claims, cases) == TRUE
=============================================================================

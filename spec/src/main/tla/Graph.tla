\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Graph --------------------------------
(***************************************************************************)
(* The operators by which a run of TLC becomes a graph. Here they are      *)
(* TRUE; an export overrides them in Java, and the overrides record what   *)
(* they are given. A model that is exported as a graph EXTENDS this        *)
(* module.                                                                 *)
(***************************************************************************)

\* The name of a step, its process and parameters, the kernel function that it
\* models, and the section of the reference that describes it.
Step(action, params, function, section) == TRUE

\* An initial state, a state, and an edge, which has the name that Step left.
\* The overrides read all variables of these states themselves.
ExportInit(refines) == TRUE
ExportState(claims, cases) == TRUE
ExportStep(event, claims, cases) == TRUE

\* The value of e, which may depend on variables and constants only. The
\* override evaluates each field of a record by itself, and only if a variable
\* that it reads has changed. Most steps change nothing that a claim reads.
Recall(e) == e

\* A claim of a record of claims fails that is not in "but".
Fails(claims, but) == \E c \in DOMAIN claims \ but : ~claims[c]
=============================================================================

------------------------------- MODULE Export -------------------------------
(***************************************************************************)
(* How a run of TLC becomes a graph.  The three operators are TRUE here;   *)
(* in an export they are overridden in Java and write down what they see:  *)
(* an initial state, a state, an edge.  Step of Buffer.tla, overridden     *)
(* too, tells the name of the action.                                      *)
(***************************************************************************)
EXTENDS Models

ExportInit(state, refines) == TRUE
ExportState(state, claims, cases) == TRUE
ExportStep(state, event, next, claims, cases) == TRUE

State ==
  [ design |-> design, kind |-> kind, list |-> list, resv |-> resv,
    outer |-> outer, flag |-> flag, closed |-> closed, asked |-> asked, count |-> count,
    comp |-> comp, todo |-> todo, mapped |-> mapped, pinned |-> pinned,
    told |-> told, dead |-> dead, job |-> job, exp |-> exp, drv |-> drv,
    cb |-> cb, wrk |-> wrk, dev |-> dev, timer |-> timer ]

InitX  == Init /\ ExportInit(State, Contract!Init)
StateX == ExportState(State, StateClaims, StateCases)
StepX  == ExportStep(State, Event, State', StepClaims, StepCases)
=============================================================================

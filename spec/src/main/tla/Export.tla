------------------------------- MODULE Export -------------------------------
(***************************************************************************)
(* What a run of TLC that becomes a graph tells of the protocol.           *)
(***************************************************************************)
EXTENDS Models

State ==
  [ design |-> design, kind |-> kind, list |-> list, resv |-> resv,
    outer |-> outer, flag |-> flag, closed |-> closed, asked |-> asked,
    count |-> count, comp |-> comp, todo |-> todo,
    mapped |-> mapped, pinned |-> pinned,
    told |-> told, dead |-> dead, hw |-> hw, job |-> job, exp |-> exp,
    drv |-> drv, cb |-> cb, wrk |-> wrk, dev |-> dev, timer |-> timer,
    vma |-> vma, begun |-> begun, vmapped |-> vmapped,
    foreign |-> foreign, cpu |-> cpu, fence |-> fence ]

InitX  == Init /\ ExportInit(State, Contract!Init)
StateX == ExportState(State, StateClaims, StateCases)
StepX  == ExportStep(State, Event, State', StepClaims, StepCases)
=============================================================================

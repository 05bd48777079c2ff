\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Contract -------------------------------
(***************************************************************************)
(* The contract with events of its own: the calls and returns of the       *)
(* exporter, and what one user can do. So a trace can be held against the  *)
(* promise alone, whatever protocol its kernel follows. A mapping counts   *)
(* as access to read, a job as full access.                                *)
(***************************************************************************)
EXTENDS Revoke, Graph

CONSTANT Explored       \* names of designs; the contract is the same for all

VARIABLES design, doing \* the operation in which the exporter is, or "nothing"

vars == <<design, doing, contract>>

Asked(op) == doing' = op /\ UNCHANGED <<design, contract>>

CallX == /\ doing = "nothing"
         /\ \E op \in {"revoke", "restore", "close"} : Asked(op)
         /\ Step("ContractCall", <<"exporter", "x1">>, "exporter", "1.3")

\* A revoke is over when the buffer is revoked. A restore is over when the
\* buffer is live, or closed.
Over == CASE doing = "revoke"  -> phase \in {"revoked", "closed"}
          [] doing = "close"   -> phase = "closed"
          [] doing = "restore" -> phase \in {"live", "closed"}

ReturnX == /\ doing # "nothing"
           /\ Over
           /\ Asked("nothing")
           /\ Step("ContractReturn", <<"exporter", "x1">>, "exporter", "1.3")

Serving(op) == doing = op /\ UNCHANGED <<design, doing>>

AdvanceX == /\ \/ Serving("revoke") \/ Serving("close")
            /\ \E n \in DOMAIN Phases :
                 /\ Phases[n] = "closed" => doing = "close"
                 /\ Advance(Phases[n])
            /\ Step("Advance", <<"exporter", "x1">>, "exporter", "1.3")

RestoreX == /\ Serving("restore")
            /\ Restore
            /\ Step("ContractRestore", <<"exporter", "x1">>, "exporter", "4.6")

RepeatX == /\ Serving("revoke") \/ Serving("close")
           /\ Repeat
           /\ Step("Repeat", <<"exporter", "x1">>, "exporter", "7.1")

WidenX == /\ Widen
          /\ UNCHANGED <<design, doing>>
          /\ Step("Widen", <<"user", "u1">>, "user", "1.3")

NarrowX == /\ Narrow
           /\ UNCHANGED <<design, doing>>
           /\ Step("Narrow", <<"user", "u1">>, "user", "1.3")

NextX == \/ CallX \/ ReturnX \/ AdvanceX \/ RestoreX \/ RepeatX
         \/ WidenX \/ NarrowX

-----------------------------------------------------------------------------
\* The events: the exporter's calls and returns, and each change of access.
Watched ==
  IF doing' # doing
    THEN [ev |-> IF doing = "nothing" THEN "call" ELSE "return",
          role |-> "exporter", who |-> "x1",
          op |-> IF doing = "nothing" THEN doing' ELSE doing,
          arg |-> "-", res |-> "OK"]
    ELSE IF \E u \in Users : access'[u] # access[u]
      THEN LET u == CHOOSE v \in Users : access'[v] # access[v]
           IN  [ev |-> "return", role |-> "user", who |-> u,
                op |-> "access", arg |-> access'[u], res |-> "OK"]
      ELSE [ev |-> "silent"]

InitX  == /\ design \in Explored /\ doing = "nothing" /\ Init /\ phase = "live"
          /\ ExportInit(TRUE)
StateX == ExportState([Promise |-> Promise], [Live |-> phase = "live"])
StepX  == ExportStep(Watched, [Promise |-> Promise'], [Live |-> phase = "live"])
=============================================================================

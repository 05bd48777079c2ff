------------------------------- MODULE DmaBuf -------------------------------
(***************************************************************************)
(* The protocol: one dma-buf, its exporter's threads, its importers, under *)
(* the reservation lock inside the exporter's outer lock.  The actors'     *)
(* steps are in Exporter, Importer and Callback; which design they follow  *)
(* is Design.  The protocol refines the contract of Revoke.tla.            *)
(***************************************************************************)
EXTENDS Exporter, Importer, Callback

Init == BufferInit

Next == ExporterNext \/ DriverNext \/ CallbackNext

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* How far the revoke has come: read off what its thread does next.
Doing == IF outer = Free \/ exp[outer].op = "restore"
           THEN "nothing" ELSE Head(exp[outer].left)

Phase == CASE ~flag -> "live"
           [] Doing \in {"lock", "set", "broadcast", "fences"} -> "revoking"
           [] Doing \in {"unlock", "put", "unmaps"} -> "quiet"
           [] closed -> "closed"
           [] OTHER  -> "revoked"

\* What the device of an importer may do: everything while its job runs,
\* read ahead while it has a mapping, nothing else.
Access == [i \in Importers |-> CASE job[i] # "none" -> "full"
                                 [] mapped[i]       -> "read"
                                 [] OTHER           -> "none"]

Contract == INSTANCE Revoke WITH Users <- Importers,
                                 phase <- Phase, access <- Access

THEOREM Spec => Contract!Spec      \* for the designs that keep it
=============================================================================

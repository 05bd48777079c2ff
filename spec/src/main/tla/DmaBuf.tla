\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE DmaBuf -------------------------------
(***************************************************************************)
(* The protocol: one dma-buf, its exporter's threads, its importers, and   *)
(* programs on the CPU, under the reservation lock inside the exporter's   *)
(* outer lock.  The actors' steps are in the modules that this one         *)
(* extends; which design they follow is Design.  The protocol refines the  *)
(* contract, Revoke.tla.                                                   *)
(***************************************************************************)
EXTENDS Exporter, Timer, Mapping, Callback, Cpu

Init == BufferInit

Next == \/ ExporterNext \/ DriverNext \/ CallbackNext
        \/ CpuNext \/ TimerNext

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* What the device of an importer may do: everything while its job runs,
\* read ahead while it has the addresses; all of it if its jobs have no
\* fences; and nothing else.
DeviceAccess(i) == CASE Runs(i)                -> "full"
                     [] hw[i] /\ ~K(i).fenced  -> "full"
                     [] hw[i]                  -> "read"
                     [] OTHER                  -> "none"

\* What a CPU may do: everything through a page or a kernel mapping.
CpuAccess(c) == IF vma[c] = "pte" \/ vmapped[c] THEN "full" ELSE "none"

Access == [u \in Importers \cup CpuUsers |->
             IF u \in Importers THEN DeviceAccess(u) ELSE CpuAccess(u)]

Contract == INSTANCE Revoke WITH Users <- Importers \cup CpuUsers,
                                 Devices <- Importers,
                                 phase <- stage, access <- Access

THEOREM Spec => Contract!Spec      \* for the designs that keep it
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE DmaBuf -------------------------------
(***************************************************************************)
(* The protocol: one dma-buf, its exporter's threads, its importers, and   *)
(* programs on the CPU. The reservation lock nests inside the exporter's   *)
(* outer lock. The steps of the actors are in the modules that this one    *)
(* extends; Design holds the knobs of the design that they follow. The     *)
(* protocol refines the contract, Revoke.tla.                              *)
(***************************************************************************)
EXTENDS Exporter, Timer, Mapping, Callback, Cpu

Init == BufferInit

Next == \/ ExporterNext \/ DriverNext \/ CallbackNext
        \/ CpuNext \/ TimerNext

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* What the device of an importer can do. It has full access while its job
\* runs, and also while it has the addresses if its jobs have no fences;
\* otherwise it can read ahead while it has the addresses.
DeviceAccess(i) == CASE Runs(i)                -> "full"
                     [] hw[i] /\ ~K(i).fenced  -> "full"
                     [] hw[i]                  -> "read"
                     [] OTHER                  -> "none"

\* A program has full access through a mapped page or a kernel mapping.
CpuAccess(c) == IF vma[c] = "pte" \/ vmapped[c] THEN "full" ELSE "none"

Access == [u \in Importers \cup CpuUsers |->
             IF u \in Importers THEN DeviceAccess(u) ELSE CpuAccess(u)]

Contract == INSTANCE Revoke WITH Users <- Importers \cup CpuUsers,
                                 Devices <- Importers,
                                 phase <- stage, access <- Access

THEOREM Spec => Contract!Spec      \* for the designs that keep Refines
=============================================================================

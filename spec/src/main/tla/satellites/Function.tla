\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Function ------------------------------
(***************************************************************************)
(* A buffer and the PCI function in whose BAR it lies: who owns the BAR,   *)
(* who resets the function, what close does first.                         *)
(*                                                                         *)
(* Reference 4.3, 7.10, 7.11, D20.  Read in 7.3: all BARs are claimed at   *)
(* enable and export tests it; close revokes, then disables; no handler    *)
(* hears of a reset that vfio did not start.  Inferred: what happened      *)
(* before.  Prepared, with such a handler, is nobody's patch.              *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Prepared", "Linux73", "DisableFirst", "ExportUnclaimed"}

VARIABLES variant,    \* which of them is followed; chosen once
          pc,         \* the vfio user: what it does next
          bar,        \* owner of the BAR: "nobody", "vfio", "other"
          function,   \* "off", "on", "reset"
          buffer      \* "none", "live", "revoked"

vars == <<variant, pc, bar, function, buffer>>

TypeOK == /\ variant \in Variants
          /\ pc \in {"open", "opened", "cleanup", "disable", "closed"}
          /\ bar \in {"nobody", "vfio", "other"}
          /\ function \in {"off", "on", "reset"}
          /\ buffer \in {"none", "live", "revoked"}

Init == /\ variant \in Variants
        /\ pc = "open" /\ bar = "nobody" /\ function = "off"
        /\ buffer = "none"

-----------------------------------------------------------------------------
Open == /\ pc = "open"
        /\ pc' = "opened" /\ function' = "on"
        /\ bar' = IF bar = "nobody" /\ variant # "ExportUnclaimed"
                    THEN "vfio" ELSE bar
        /\ UNCHANGED <<variant, buffer>>
        /\ Step("Open", <<"exporter", "vfio">>,
                "(enables the function)", "7.11")

\* -ENODEV for a BAR that vfio does not own.
Export == /\ pc = "opened" /\ buffer = "none" /\ function = "on"
          /\ bar = "vfio" \/ variant = "ExportUnclaimed"
          /\ buffer' = "live"
          /\ UNCHANGED <<variant, pc, bar, function>>
          /\ Step("Export", <<"exporter", "vfio">>,
                  "vfio_pci_core_feature_dma_buf", "7.11")

Close == /\ pc = "opened" /\ function = "on"
         /\ pc' = IF variant = "DisableFirst" THEN "disable" ELSE "cleanup"
         /\ UNCHANGED <<variant, bar, function, buffer>>
         /\ Step("Close", <<"exporter", "vfio">>,
                 "vfio_pci_core_close_device", "4.3")

Cleanup == /\ pc = "cleanup"
           /\ buffer' = IF buffer = "none" THEN "none" ELSE "revoked"
           /\ pc' = IF function = "off" THEN "closed" ELSE "disable"
           /\ UNCHANGED <<variant, bar, function>>
           /\ Step("Cleanup", <<"exporter", "vfio">>,
                   "vfio_pci_dma_buf_cleanup", "4.3")

Disable == /\ pc = "disable" /\ function = "on"
           /\ function' = "off"
           /\ bar' = IF bar = "vfio" THEN "nobody" ELSE bar
           /\ pc' = IF variant = "DisableFirst" THEN "cleanup" ELSE "closed"
           /\ UNCHANGED <<variant, buffer>>
           /\ Step("Disable", <<"exporter", "vfio">>,
                   "vfio_pci_core_disable", "7.10")

-----------------------------------------------------------------------------
Claim == /\ bar = "nobody"
         /\ bar' = "other"
         /\ UNCHANGED <<variant, pc, function, buffer>>
         /\ Step("Claim", <<"core", "other">>, "(claims the BAR)", "7.11")

\* A reset through sysfs, or by error recovery: nobody asks vfio.
ResetStarts == /\ pc = "opened" /\ function = "on"
               /\ function' = "reset"
               /\ buffer' = IF buffer = "live" /\ variant # "Linux73"
                              THEN "revoked" ELSE buffer
               /\ UNCHANGED <<variant, pc, bar>>
               /\ Step("ResetStarts", <<"core", "sysfs">>,
                       "(reset through sysfs)", "D20")

ResetEnds == /\ function = "reset"
             /\ function' = "on"
             /\ buffer' = IF buffer = "revoked" THEN "live" ELSE buffer
             /\ UNCHANGED <<variant, pc, bar>>
             /\ Step("ResetEnds", <<"core", "sysfs">>,
                     "(reset through sysfs)", "D20")

Next == \/ Open \/ Export \/ Close \/ Cleanup \/ Disable
        \/ Claim \/ ResetStarts \/ ResetEnds

-----------------------------------------------------------------------------
\* A buffer that can be used lies in a function that runs.
RunningCase == buffer = "live"
Running == RunningCase => function = "on"

\* A buffer that can be used lies in a BAR that vfio owns.
OwnedCase == buffer = "live"
Owned == OwnedCase => bar = "vfio"
=============================================================================

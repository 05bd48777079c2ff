\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Function ------------------------------
(***************************************************************************)
(* A buffer and the PCI function in whose BAR it lies: who owns the BAR,   *)
(* who resets the function, and what close does first.                     *)
(*                                                                         *)
(* Reference 4.3, 7.10, 7.11, D20. Read in 7.3: enable claims all BARs,    *)
(* and export tests that; close revokes, then disables; no handler is      *)
(* called for a reset that vfio did not start. Inferred: the behaviour     *)
(* before. Prepared has such a handler; nobody has posted it.              *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Prepared", "Linux73", "DisableFirst", "ExportUnclaimed"}

VARIABLES variant,    \* the variant that is followed; never changes
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

\* Export fails with -ENODEV for a BAR that vfio does not own.
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

\* A reset through sysfs, or by error recovery, which does not involve vfio.
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
\* A live buffer lies in a function that runs.
RunningCase == buffer = "live"
Running == RunningCase => function = "on"

\* A live buffer lies in a BAR that vfio owns.
OwnedCase == buffer = "live"
Owned == OwnedCase => bar = "vfio"
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Reset -------------------------------
(***************************************************************************)
(* Operations of the vfio user that may fail: a reset, and a write that    *)
(* switches the memory of the device off. Both revoke before they know the *)
(* outcome, and restore afterwards if the memory is on. Each is one step,  *)
(* because it runs under memory_lock.                                      *)
(*                                                                         *)
(* Reference 4.9, 7.8, D14, D15. Inferred by reading 7.3, not tried on     *)
(* hardware; 7.8 is a patch, NoRevoke a mutant. AsksFirst, which nobody    *)
(* has posted, supposes that an operation knows before the revoke whether  *)
(* it will fail. Restores does not suppose that, and invalidates pinned    *)
(* importers for good.                                                     *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"AsksFirst", "Restores", "Linux73", "RestoreTypo",
             "NoRevoke"}

VARIABLES variant,    \* the variant that is followed; never changes
          mem,        \* the memory bit is set
          flag,       \* the buffer is revoked
          pin,        \* a pinned importer: "alive"; "dead" after its callback
          cause,      \* the device was unreachable since that importer mapped
          answer      \* of the last operation: "ok", "error", "-"

vars == <<variant, mem, flag, pin, cause, answer>>

TypeOK == /\ variant \in Variants
          /\ {mem, flag, cause} \subseteq BOOLEAN
          /\ pin \in {"alive", "dead"} /\ answer \in {"ok", "error", "-"}

Init == /\ variant \in Variants
        /\ mem = TRUE /\ flag = FALSE
        /\ pin = "alive" /\ cause = FALSE /\ answer = "-"

\* An operation that revokes first, and then leaves the flag as f.
Revoking(f) == /\ flag' = f
               /\ pin' = IF flag THEN pin ELSE "dead"

\* An operation that fails. If it knows that in advance, it does not revoke.
FailedOp(f) == IF variant = "AsksFirst" THEN UNCHANGED <<flag, pin>>
                                        ELSE Revoking(f)

\* The flag after a reset; the typo revokes instead of restoring.
AfterReset == IF variant = "RestoreTypo" THEN TRUE ELSE ~mem

-----------------------------------------------------------------------------
ClearMem == /\ IF variant = "NoRevoke" THEN UNCHANGED <<flag, pin>>
                                        ELSE Revoking(TRUE)
            /\ mem' = FALSE /\ cause' = TRUE /\ answer' = "ok"
            /\ UNCHANGED variant
            /\ Step("ClearMem", <<"user", "vmm">>,
                    "vfio_basic_config_write", "4.9")

\* The access to the configuration space fails and changes nothing.
ClearMemFails == /\ mem
                 /\ FailedOp(IF variant = "Linux73" THEN TRUE ELSE flag)
                 /\ answer' = "error"
                 /\ UNCHANGED <<variant, mem, cause>>
                 /\ Step("ClearMemFails", <<"user", "vmm">>,
                         "vfio_basic_config_write", "D14")

SetMem == /\ mem' = TRUE /\ flag' = FALSE /\ answer' = "ok"
          /\ UNCHANGED <<variant, pin, cause>>
          /\ Step("SetMem", <<"user", "vmm">>,
                  "vfio_basic_config_write", "4.9")

Reset == /\ Revoking(AfterReset)
         /\ cause' = TRUE /\ answer' = "ok"
         /\ UNCHANGED <<variant, mem>>
         /\ Step("Reset", <<"user", "vmm">>, "vfio_exp_config_write", "4.9")

\* The function is busy, or cannot be reset; it is not touched.
ResetFails == /\ FailedOp(AfterReset)
              /\ answer' = "error"
              /\ UNCHANGED <<variant, mem, cause>>
              /\ Step("ResetFails", <<"user", "vmm">>,
                      "pci_try_reset_function", "D15")

Next == \/ ClearMem \/ ClearMemFails \/ SetMem \/ Reset \/ ResetFails

-----------------------------------------------------------------------------
\* A live buffer lies in memory that is switched on.
ReachableCase == ~flag
Reachable == ReachableCase => mem

\* A buffer does not stay revoked when the memory is on.
GivenBackCase == mem
GivenBack == GivenBackCase => ~flag

\* An operation that fails leaves the buffer as it was.
FailsCleanCase == answer' = "error"
FailsClean == FailsCleanCase => flag' = flag
StepFailsClean == [][FailsClean]_vars

\* While the buffer is live, a pinned importer is dead only if the device was
\* unreachable once.
DeadForCauseCase == pin = "dead" /\ ~flag
DeadForCause == DeadForCauseCase => cause
=============================================================================

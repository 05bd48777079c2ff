\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Power -------------------------------
(***************************************************************************)
(* When vfio revokes and restores a buffer: the memory bit of the device,  *)
(* and low power. An operation is one step, because it runs under          *)
(* memory_lock.                                                            *)
(*                                                                         *)
(* Reference 4.9, D12, D13, D23. All of it was inferred by reading 7.3,    *)
(* and not tried on hardware. Linux 7.3 has all three hazards at once.     *)
(* Mended has none, StrongGuard all but the first, EntersTwice all but the *)
(* second. Nobody has posted any of these fixes.                           *)
(***************************************************************************)
EXTENDS Naturals, Graph

Hazards ==
  [ Mended        |-> {},
    WeakGuard     |-> {"D12"},        \* restore tests only the memory bit
    WakesRevoked  |-> {"D13"},        \* a wake-up does not restore
    RevokesFirst  |-> {"D23"},        \* entry revokes before it is refused
    EntersTwice   |-> {"D12", "D23"},
    StrongGuard   |-> {"D13", "D23"},
    Linux73       |-> {"D12", "D13", "D23"} ]

Variants == DOMAIN Hazards

VARIABLES variant,    \* the variant that is followed; never changes
          mem,        \* the memory bit is set
          low,        \* low power: "no", "yes", "wake" (with wake-up)
          asleep,     \* the device is suspended
          flag,       \* the buffer is revoked
          answer      \* of the last operation: "ok", "error", "-"

vars == <<variant, mem, low, asleep, flag, answer>>

TypeOK == /\ variant \in Variants /\ low \in {"no", "yes", "wake"}
          /\ {mem, asleep, flag} \subseteq BOOLEAN
          /\ answer \in {"ok", "error", "-"}

Init == /\ variant \in Variants
        /\ mem = TRUE /\ low = "no" /\ asleep = FALSE /\ flag = FALSE
        /\ answer = "-"

Hazard(h) == h \in Hazards[variant]

\* Whether an operation may restore the buffer.
Guard(m, l) == m /\ (Hazard("D12") \/ l = "no")

-----------------------------------------------------------------------------
ClearMem == /\ ~asleep
            /\ mem' = FALSE /\ flag' = TRUE /\ answer' = "ok"
            /\ UNCHANGED <<variant, low, asleep>>
            /\ Step("ClearMem", <<"user", "vmm">>,
                    "vfio_basic_config_write", "4.9")

SetMem == /\ ~asleep
          /\ mem' = TRUE /\ answer' = "ok"
          /\ flag' = IF Guard(TRUE, low) THEN FALSE ELSE flag
          /\ UNCHANGED <<variant, low, asleep>>
          /\ Step("SetMem", <<"user", "vmm">>,
                  "vfio_basic_config_write", "4.9")

\* A second entry fails.
EnterLow(l) == /\ ~asleep
               /\ IF low = "no"
                    THEN flag' = TRUE /\ low' = l /\ answer' = "ok"
                    ELSE /\ flag' = IF Hazard("D23") THEN TRUE ELSE flag
                         /\ UNCHANGED low /\ answer' = "error"
               /\ UNCHANGED <<variant, mem, asleep>>
               /\ Step("EnterLow", <<"user", "vmm", l>>,
                       "vfio_pci_runtime_pm_entry", "4.9")

ExitLow == /\ ~asleep /\ low # "no"
           /\ low' = "no" /\ answer' = "ok"
           /\ flag' = IF Guard(mem, "no") THEN FALSE ELSE flag
           /\ UNCHANGED <<variant, mem, asleep>>
           /\ Step("ExitLow", <<"user", "vmm">>,
                   "vfio_pci_runtime_pm_exit", "4.9")

-----------------------------------------------------------------------------
Suspend == /\ low # "no" /\ ~asleep
           /\ asleep' = TRUE /\ answer' = "-"
           /\ UNCHANGED <<variant, mem, low, flag>>
           /\ Step("Suspend", <<"core", "pm">>, "(runtime suspend)", "D12")

\* The next access resumes the device; with wake-up that also ends low power.
Resume == /\ asleep
          /\ asleep' = FALSE /\ answer' = "-"
          /\ low' = IF low = "wake" THEN "no" ELSE low
          /\ flag' = IF low = "wake" /\ mem /\ ~Hazard("D13") THEN FALSE
                                                           ELSE flag
          /\ UNCHANGED <<variant, mem>>
          /\ Step("Resume", <<"core", "pm">>,
                  "vfio_pci_core_runtime_resume", "D13")

Next == \/ ClearMem \/ SetMem
        \/ \E l \in {"yes", "wake"} : EnterLow(l)
        \/ ExitLow \/ Suspend \/ Resume

-----------------------------------------------------------------------------
\* A live buffer lies in a device that can be accessed.
ReachableCase == ~flag
Reachable == ~flag => mem /\ ~asleep

\* A buffer does not stay revoked when no reason for it is left.
GivenBackCase == mem /\ low = "no"
GivenBack == GivenBackCase => ~flag

\* An operation that fails leaves the buffer as it was.
FailsCleanCase == answer' = "error"
FailsClean == FailsCleanCase => flag' = flag
StepFailsClean == [][FailsClean]_vars
=============================================================================

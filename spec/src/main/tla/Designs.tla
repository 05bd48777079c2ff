\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Designs -------------------------------
(***************************************************************************)
(* Every decision that was argued about is a knob; every design that was   *)
(* posted or is in use is a setting of the knobs. Steps.tla says what a    *)
(* design makes the exporter do.                                           *)
(***************************************************************************)
EXTENDS Naturals, Kinds

\* The values of each knob, and what it decides (./revoke what-if --knobs).
Knobs ==
  [ FlagSet      |-> {"BeforeBroadcast", "AfterBroadcast", "Unlocked",
                      "Never"}, \* when revoke sets the flag
    FlagClear    |-> {"Last", "First", "Never"}, \* when restore clears it
    FenceWait    |-> {"None", "KERNEL", "WRITE", "READ",
                      "BOOKKEEP"}, \* the fences that revoke waits for
    FenceUntil   |-> {"Signalled", "TimedOut",
                      "Interrupted"}, \* what ends that wait: time-out, signal
    UnmapWait    |-> {"None", "Bounded", "Unbounded", "UnderLock",
                      "Quarantine"}, \* how revoke waits for unmaps
    Rearm        |-> {"Revoke", "Restore"}, \* what re-arms the count
    Offers       |-> SUBSET {"revoke", "restore", "close", "kill",
                             "move"}, \* the operations of the exporter
    Guest        |-> Kinds \cup {"none", "cpu"}, \* the only user, if any
    Install      |-> {"InHold", "AfterUnlock"}, \* when hardware is programmed
    HwStep       |-> {"Sure", "MayFail"},  \* hardware drops the addresses
    PinOp        |-> {"None", "Refuses", "Revocable",
                      "MayFail"},  \* what the exporter's pin op does
    MapError     |-> {"Never", "BeforeCount", "AfterCount",
                      "Leaks"}, \* how the exporter's map may fail
    AtExport     |-> {"Enabled", "Flagged",
                      "Unflagged"}, \* whether memory may be off at export
    MoveIn       |-> {"None", "Pin", "Map"}, \* the call that moves the buffer
    AttachTest   |-> BOOLEAN,  \* attach tests the flag
    FlagFirst    |-> BOOLEAN,  \* attach tests the flag before p2p
    RangeTest    |-> {"Refuses", "None"}, \* test of iommufd's map call (4.5)
    ReadyFirst   |-> BOOLEAN,  \* importers are set up before they attach
    UnmapTests   |-> BOOLEAN,  \* unmap tests that there is a mapping
    CloseWaits   |-> BOOLEAN,  \* close waits for unmaps as revoke does
    Mmap         |-> {"None", "Ungated", "Gated"}, \* mmap and page faults
    Vmap         |-> {"None", "Ungated", "Gated"}, \* kernel mappings
    VmapWaits    |-> BOOLEAN,  \* revoke waits for kernel mappings
    Begin        |-> {"None", "Ungated", "Gated"}, \* begin_cpu_access
    Zap          |-> {"None", "First", "InHold",
                      "Last"}, \* when revoke zaps the pages of programs
    Fault        |-> {"InHold", "Retest", "NoRetest",
                      "NoLock"}, \* how a page fault tests the flag
    RestoreTells |-> BOOLEAN,  \* restore broadcasts as well (4.2 U2)
    RevokeOnce   |-> BOOLEAN,  \* revoke of a revoked buffer does nothing
    CloseOnce    |-> BOOLEAN,  \* close of a revoked buffer does not drain
    P2pTest      |-> BOOLEAN,  \* attach refuses importers without p2p
    RevocableTest |-> BOOLEAN, \* attach refuses those without a callback
    OldPinner    |-> {"legacy", "warner"}, \* RDMA's old pinned importer
    MapTest      |-> {"Refuses", "None", "Blocks",
                      "Always"}, \* what map does when the flag is set
    CloseFinal   |-> BOOLEAN,  \* a closed buffer cannot be restored
    Broadcast    |-> {"All", "Mapped",
                      "None"}, \* whose callbacks the broadcast calls
    JobWait      |-> {"KERNEL", "None"}, \* whether jobs wait for a move
    DetachLock   |-> BOOLEAN,  \* detach takes resv
    IdleUnmap    |-> BOOLEAN ] \* drivers unmap only after their job

-----------------------------------------------------------------------------
\* Linux 7.3 as it is (reference 4 and 14.2). After each value stand its
\* confidence and its source: V was read in Linux 7.3, I was inferred from
\* what was read, S is a simplification of this model.
Linux73 ==
  [ FlagSet      |-> "BeforeBroadcast", \* [V 7.3] 4.1 R2, R3
    FlagClear    |-> "Last",           \* [V 7.3] 4.2 U5
    FenceWait    |-> "BOOKKEEP",       \* [V 7.3] 4.1 R4
    FenceUntil   |-> "Signalled",      \* [V 7.3] 4.1 R4: not interruptible
    UnmapWait    |-> "Unbounded",      \* [V 7.3] 4.1 R7
    Rearm        |-> "Revoke",         \* [V 7.3] 4.1 R8
    Offers       |-> {"revoke", "restore", "close"}, \* [V 7.3] 4.9
    Guest        |-> "none",           \* [S] users of every kind
    Install      |-> "InHold",         \* [V 7.3] 7.18: irdma
    HwStep       |-> "Sure",           \* [S] D17 is a bug of importers
    PinOp        |-> "None",           \* [V 7.3] 4.5: vfio has no pin op
    MoveIn       |-> "None",           \* [V 7.3] 4.5: BARs do not move
    MapError     |-> "Never",          \* [S] -ENOMEM comes before the count
    AtExport     |-> "Enabled",        \* [S] 4.4: "Flagged" in Linux 7.3
    AttachTest   |-> TRUE,             \* [V 7.3] 4.5
    FlagFirst    |-> FALSE,            \* [V 7.3] 4.5: p2p is tested first
    RangeTest    |-> "Refuses",        \* [V 7.3] 8.1, 14.2
    ReadyFirst   |-> TRUE,             \* [S] 7.14; three are not: D16
    UnmapTests   |-> TRUE,             \* [V 7.3] 7.21
    CloseWaits   |-> TRUE,             \* [V 7.3] 4.3
    Mmap         |-> "None",           \* [V 7.3] 4.5: no mmap op
    Vmap         |-> "None",           \* [V 7.3] 4.5: no vmap op
    VmapWaits    |-> FALSE,            \* [V 7.3] 4.5: no vmap op
    Begin        |-> "None",           \* [S] 4.5: the core never refuses,
                                       \* and this gives no page
    Zap          |-> "None",           \* [V 7.3] 4.1 R9: no zap
    Fault        |-> "InHold",         \* [V 7.3] 5.6: no page faults
    RestoreTells |-> TRUE,             \* [V 7.3] 4.2 U2
    RevokeOnce   |-> TRUE,             \* [V 7.3] 4.1
    CloseOnce    |-> TRUE,             \* [V 7.3] 4.3
    P2pTest      |-> TRUE,             \* [V 7.3] 4.5
    RevocableTest |-> TRUE,            \* [V 7.3] 4.5, 4.7
    OldPinner    |-> "legacy",         \* [V 7.3] 8.1: it has no callback
    MapTest      |-> "Refuses",        \* [V 7.3] 4.5
    CloseFinal   |-> TRUE,             \* [V 7.3] 4.3: off the list
    Broadcast    |-> "All",            \* [V 7.3] 4.8
    JobWait      |-> "KERNEL",         \* [V 7.3] 6: they wait
    DetachLock   |-> TRUE,             \* [V 7.3] 5.2
    IdleUnmap    |-> TRUE ]            \* [I, 7.3] 4.6: drivers must

\* The design that impl implements: Linux 7.3 with D1 fixed as in TellLast,
\* and for the CPU what the cover letter promises. User pages are zapped under
\* the lock under which the flag is set; a kernel mapping is counted, and
\* revoke waits for it. Attach to a revoked buffer always fails with ENODEV.
Reference == [ Linux73 EXCEPT !.Mmap = "Gated", !.Vmap = "Gated",
                              !.VmapWaits = TRUE, !.Begin = "Gated",
                              !.Zap = "InHold",   !.FlagClear = "First",
                              !.FlagFirst = TRUE ]

\* The merged series, 31 January 2026. It re-arms the count in restore, and
\* close waits for unmaps itself (reference 3.2, 7.1).
V7 == [ Linux73 EXCEPT !.Rearm = "Restore", !.CloseOnce = FALSE ]

\* 24 January 2026. Revoke waits one second for the unmaps, then continues;
\* restore clears the flag first (reference 3.2, 7.2, 7.7).
V5 == [ V7 EXCEPT !.UnmapWait = "Bounded", !.FlagClear = "First" ]

\* 20 January 2026. The first wait for fences, of class KERNEL; none for
\* unmaps (reference 3.2, 7.6).
V3 == [ V5 EXCEPT !.FenceWait = "KERNEL", !.UnmapWait = "None" ]

\* 11 January 2026, as posted. A flag of the core is set after the callbacks
\* and is what attach tests first. There is no wait; of vfio's tests only p2p
\* remains, and iommufd's private call tests nothing. Ops with neither
\* callback are refused; RDMA's pinned importer has one, which only warns.
\* Restore does not broadcast, a second revoke broadcasts again, and a buffer
\* exported while memory is off is no longer flagged (2.2, 2.3, 2.6).
V1 == [ V3 EXCEPT !.FlagSet = "AfterBroadcast", !.FenceWait = "None",
                  !.RestoreTells = FALSE,  !.RevokeOnce = FALSE,
                  !.FlagFirst = TRUE,      !.OldPinner = "warner",
                  !.RangeTest = "None",    !.AtExport = "Unflagged" ]

\* The cover letter, taken literally: a revoke is permanent, and when it has
\* returned no user has access (reference 2.1).
Letter == [ Reference EXCEPT !.Offers = {"revoke", "close"} ]

\* The proposal with a permanent revoke beside the temporary one, as of May
\* 2026 (4.10). It has no op for begin_cpu_access, so the core never
\* refuses there.
ThreeState == [ Linux73 EXCEPT !.Offers = @ \cup {"kill"},
                               !.Mmap = "Gated", !.Begin = "Ungated",
                               !.Zap = "Last",   !.Fault = "Retest" ]

\* The same series in October 2026, v8 (4.11). Restore does not broadcast and
\* waits for nothing; the permanent revoke is a feature of the device. Every
\* knob that is not named here is as in Linux 7.3. The confidence marks are
\* those above, and B was read in a public branch, P in the posted text; L is
\* what a lab says of v8.
MmapV8 == [ Linux73 EXCEPT
  !.Offers = {"revoke", "restore", "close", "kill"}, \* [B, P v4] 4.11
  !.Mmap = "Gated",         \* [B, P v4] 4.11: the op and the page fault
  !.Begin = "Ungated",      \* [B] 4.11: no op; the core only waits for fences
  !.Zap = "Last",           \* [B, P v3] 4.11: after the wait for unmaps
  !.Fault = "Retest",       \* [B] 4.11: under resv, then under the outer lock
  !.FlagClear = "First",    \* [B] 4.11: while resv is held once
  !.RestoreTells = FALSE,   \* [B, P v4] 4.11: "elide" on un-revoke
  !.AtExport = "Flagged" ]  \* [B] 4.11; v8 itself was not found: [I] that it
                            \* is like the branch before it, which L supports

\* Other exporters of Linux 7.3 (reference 8.2). RDMA core revokes once and
\* for ever; its attach tests only p2p, and its pin op refuses.
Uverbs == [ Linux73 EXCEPT !.Offers = {"revoke"}, !.PinOp = "Refuses",
                           !.AttachTest = FALSE,
                           !.RevocableTest = FALSE ]

\* iommufd's selftest, for iommufd only. It does not wait, because that
\* importer unmaps inside its callback, and restore clears the flag before its
\* broadcast.
Mock == [ Linux73 EXCEPT !.Offers = {"revoke", "restore"},
                         !.Guest = "iommufd",     !.FenceWait = "None",
                         !.UnmapWait = "None",    !.FlagClear = "First",
                         !.RevokeOnce = FALSE,    !.P2pTest = FALSE,
                         !.AttachTest = FALSE,    !.RevocableTest = FALSE ]

\* Before the series: no revoke, no test, and every importer may attach.
Before == [ Linux73 EXCEPT !.Offers = {}, !.AttachTest = FALSE,
                           !.MapTest = "None", !.RangeTest = "None",
                           !.RevocableTest = FALSE,
                           !.Mmap = "Ungated",    !.Vmap = "Ungated",
                           !.VmapWaits = TRUE,    !.Begin = "Ungated" ]

\* Importers that were posted and are not in Linux 7.3, each as the only user:
\* KVM, which zaps in its callback; io_uring with NVMe, whose callback
\* publishes a fence (reference 8.1). The last is an importer whose callback
\* maps again (7.62).
Kvm      == [ Linux73 EXCEPT !.Guest = "kvm" ]
Token    == [ Linux73 EXCEPT !.Guest = "token" ]
Remapper == [ Linux73 EXCEPT !.Guest = "eager" ]

\* A fix for D1: restore clears the flag and then calls the callbacks, while
\* it holds the lock once, as the mock does. The count is armed by then (7.2).
TellLast == [ Linux73 EXCEPT !.FlagClear = "First" ]

\* A revoke that waits for a time and then gives up; the memory that it could
\* not get back is never used again. Fuchsia does this with the pages that a
\* dead driver has pinned (4.12).
Quarantine == [ Linux73 EXCEPT !.UnmapWait = "Quarantine" ]

\* Linux 7.3 when a pin or a map fails because memory is short, or because of
\* a signal after the exporter has counted the mapping; the core then undoes
\* it (5.3).
MemoryShort == [ Linux73 EXCEPT !.PinOp = "MayFail",
                                !.MapError = "AfterCount" ]

\* A GPU that moves its memory. It calls the callbacks, and a job of its own
\* copies; it never revokes (reference 6, 8.2).
Mover == [ Linux73 EXCEPT !.Offers = {"move"}, !.FlagSet = "Never",
                          !.UnmapWait = "None", !.RevocableTest = FALSE,
                          !.P2pTest = FALSE ]
=============================================================================

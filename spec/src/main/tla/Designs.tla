\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Designs -------------------------------
(***************************************************************************)
(* Every decision that was argued about, as a knob; and every design that  *)
(* was posted, or runs, as a setting of the knobs.  What a design makes    *)
(* the exporter do is Steps.tla.                                           *)
(***************************************************************************)
EXTENDS Naturals, Kinds

\* What a knob turns stands after it; ./revoke what-if --knobs shows it.
Knobs ==
  [ FlagSet      |-> {"BeforeBroadcast", "AfterBroadcast", "Unlocked",
                      "Never"}, \* when revoke sets the flag
    FlagClear    |-> {"Last", "First", "Never"}, \* when restore clears it
    FenceWait    |-> {"None", "KERNEL", "WRITE", "READ",
                      "BOOKKEEP"}, \* which fences revoke waits for
    FenceUntil   |-> {"Signalled", "TimedOut",
                      "Interrupted"}, \* when that wait ends: the last two
                                      \* go on, or give the revoke up
    UnmapWait    |-> {"None", "Bounded", "Unbounded", "UnderLock",
                      "Quarantine"}, \* how revoke waits for unmaps
    Rearm        |-> {"Revoke", "Restore"}, \* who arms the count again
    Offers       |-> SUBSET {"revoke", "restore", "close", "kill",
                             "move"}, \* the exporter's calls
    Guest        |-> Kinds \cup {"none", "cpu"}, \* who comes, and nobody else
    Install      |-> {"InHold", "AfterUnlock"}, \* when a pinned one installs
    HwStep       |-> {"Sure", "MayFail"},  \* whether hardware lets go
    PinOp        |-> {"None", "Refuses", "Revocable",
                      "MayFail"},  \* what the exporter's pin does
    MapError     |-> {"Never", "BeforeCount", "AfterCount",
                      "Leaks"}, \* how the exporter's map may fail
    AtExport     |-> {"Enabled", "Flagged",
                      "Unflagged"}, \* whether memory may be off by then
    MoveIn       |-> {"None", "Pin", "Map"}, \* in which call the exporter moves
    AttachTest   |-> BOOLEAN,  \* attach tests the flag
    FlagFirst    |-> BOOLEAN,  \* and does so before it asks for p2p
    RangeTest    |-> {"Refuses", "None"}, \* and the private map call (4.5)
    ReadyFirst   |-> BOOLEAN,  \* importers are complete before attach
    UnmapTests   |-> BOOLEAN,  \* unmap asks whether it was done already
    CloseWaits   |-> BOOLEAN,  \* close waits for unmaps as revoke does
    Mmap         |-> {"None", "Ungated", "Gated"}, \* mmap, and its faults
    Vmap         |-> {"None", "Ungated", "Gated"}, \* kernel mappings
    VmapWaits    |-> BOOLEAN,  \* revoke waits for these, as for unmaps
    Begin        |-> {"None", "Ungated", "Gated"}, \* begin_cpu_access
    Zap          |-> {"None", "First", "InHold",
                      "Last"}, \* when revoke takes user pages away
    Fault        |-> {"InHold", "Retest", "NoRetest",
                      "NoLock"}, \* how a page fault tests the flag
    RestoreTells |-> BOOLEAN,  \* restore broadcasts too (4.2 U2)
    RevokeOnce   |-> BOOLEAN,  \* revoke of a revoked buffer does nothing
    CloseOnce    |-> BOOLEAN,  \* close of a revoked buffer does not drain
    P2pTest      |-> BOOLEAN,  \* attach refuses importers without p2p
    RevocableTest |-> BOOLEAN, \* attach refuses importers with no callback
    OldPinner    |-> {"legacy", "warner"}, \* RDMA's, that cannot be told
    MapTest      |-> {"Refuses", "None", "Blocks",
                      "Always"}, \* what a map does that finds the flag set
    CloseFinal   |-> BOOLEAN,  \* no restore comes after close
    Broadcast    |-> {"All", "Mapped",
                      "None"}, \* who is called, if he has a callback
    JobWait      |-> {"KERNEL", "None"}, \* whether jobs wait for a move's
    DetachLock   |-> BOOLEAN,  \* detach leaves the list under resv
    IdleUnmap    |-> BOOLEAN ] \* drivers unmap when their job is done

-----------------------------------------------------------------------------
\* Linux 7.3 as it stands (reference 4 and 14.2).  After each value stands
\* how sure it is, and whence: V was read in Linux 7.3, I is inferred from what
\* was read, S is a simplification of this model.
Linux73 ==
  [ FlagSet      |-> "BeforeBroadcast", \* [V 7.3] 4.1 R2, R3
    FlagClear    |-> "Last",           \* [V 7.3] 4.2 U5
    FenceWait    |-> "BOOKKEEP",       \* [V 7.3] 4.1 R4
    FenceUntil   |-> "Signalled",      \* [V 7.3] 4.1 R4: not interruptible
    UnmapWait    |-> "Unbounded",      \* [V 7.3] 4.1 R7
    Rearm        |-> "Revoke",         \* [V 7.3] 4.1 R8
    Offers       |-> {"revoke", "restore", "close"}, \* [V 7.3] 4.9
    Guest        |-> "none",           \* [S] everybody may come
    Install      |-> "InHold",         \* [V 7.3] 7.18: irdma
    HwStep       |-> "Sure",           \* [S] D17 is a bug of importers
    PinOp        |-> "None",           \* [V 7.3] 4.5: vfio has no pin op
    MoveIn       |-> "None",           \* [V 7.3] 4.5: BARs do not move
    MapError     |-> "Never",          \* [S] -ENOMEM comes before the count
    AtExport     |-> "Enabled",        \* [S] 4.4: it would be "Flagged"
    AttachTest   |-> TRUE,             \* [V 7.3] 4.5
    FlagFirst    |-> FALSE,            \* [V 7.3] 4.5: p2p is tested first
    RangeTest    |-> "Refuses",        \* [V 7.3] 8.1, 14.2
    ReadyFirst   |-> TRUE,             \* [S] 7.14; three do not: D16
    UnmapTests   |-> TRUE,             \* [V 7.3] 7.21
    CloseWaits   |-> TRUE,             \* [V 7.3] 4.3
    Mmap         |-> "None",           \* [V 7.3] 4.5: no mmap op
    Vmap         |-> "None",           \* [V 7.3] 4.5: no vmap op
    VmapWaits    |-> FALSE,            \* [V 7.3] 4.5: there is none
    Begin        |-> "None",           \* [S] 4.5: the core lets all begin,
                                       \* and without a page it gives nothing
    Zap          |-> "None",           \* [V 7.3] 4.1 R9: there is none
    Fault        |-> "InHold",         \* [V 7.3] 5.6: there is none
    RestoreTells |-> TRUE,             \* [V 7.3] 4.2 U2
    RevokeOnce   |-> TRUE,             \* [V 7.3] 4.1
    CloseOnce    |-> TRUE,             \* [V 7.3] 4.3
    P2pTest      |-> TRUE,             \* [V 7.3] 4.5
    RevocableTest |-> TRUE,            \* [V 7.3] 4.5, 4.7
    OldPinner    |-> "legacy",         \* [V 7.3] 8.1: it has no callback
    MapTest      |-> "Refuses",        \* [V 7.3] 4.5
    CloseFinal   |-> TRUE,             \* [V 7.3] 4.3: off the list
    Broadcast    |-> "All",            \* [V 7.3] 4.8
    JobWait      |-> "KERNEL",         \* [V 7.3] 6: jobs wait for KERNEL fences
    DetachLock   |-> TRUE,             \* [V 7.3] 5.2
    IdleUnmap    |-> TRUE ]            \* [I, 7.3] 4.6: what drivers owe

\* What impl implements: Linux 7.3 with D1 mended, as in TellLast, and by the
\* CPU what the letter promises.  User pages are zapped in the hold in which
\* the flag is set; a kernel mapping is counted and waited for.  A revoked
\* buffer says ENODEV to all who attach.
Reference == [ Linux73 EXCEPT !.Mmap = "Gated", !.Vmap = "Gated",
                              !.VmapWaits = TRUE, !.Begin = "Gated",
                              !.Zap = "InHold",   !.FlagClear = "First",
                              !.FlagFirst = TRUE ]

\* The merged series, 31 January 2026: it re-arms the count in restore, and
\* close has a drain of its own (reference 3.2, 7.1).
V7 == [ Linux73 EXCEPT !.Rearm = "Restore", !.CloseOnce = FALSE ]

\* 24 January 2026: waits one second for the unmaps, then goes on; restore
\* clears the flag first (reference 3.2, 7.2, 7.7).
V5 == [ V7 EXCEPT !.UnmapWait = "Bounded", !.FlagClear = "First" ]

\* 20 January 2026: the first fence wait, of class KERNEL; unmaps are not
\* waited for (reference 3.2, 7.6).
V3 == [ V5 EXCEPT !.FenceWait = "KERNEL", !.UnmapWait = "None" ]

\* 11 January 2026, as it was posted: a core flag, set after the callbacks and
\* tested first in attach; no wait at all, none of vfio's tests but that of
\* p2p, none in iommufd's private call.  Ops with neither callback are
\* refused, and RDMA's pinned importer has one, which only warns.  Restore
\* tells nobody, a second revoke broadcasts again, and a buffer that is
\* exported while memory is off is not flagged any more (2.2, 2.3, 2.6).
V1 == [ V3 EXCEPT !.FlagSet = "AfterBroadcast", !.FenceWait = "None",
                  !.RestoreTells = FALSE,  !.RevokeOnce = FALSE,
                  !.FlagFirst = TRUE,      !.OldPinner = "warner",
                  !.RangeTest = "None",    !.AtExport = "Unflagged" ]

\* The cover letter at its word: for ever, and nobody has access when it has
\* returned (reference 2.1).
Letter == [ Reference EXCEPT !.Offers = {"revoke", "close"} ]

\* The proposal with a permanent revoke beside the temporary one, as of May
\* 2026 (4.10).  It has no op for begin_cpu_access, so that the core lets all
\* begin.
ThreeState == [ Linux73 EXCEPT !.Offers = @ \cup {"kill"},
                               !.Mmap = "Gated", !.Begin = "Ungated",
                               !.Zap = "Last",   !.Fault = "Retest" ]

\* The same series in October 2026, v8 (4.11): restore tells nobody and waits
\* for nothing, and the permanent revoke is a feature of the device.  What is
\* not said here is as in Linux 7.3.  How sure it is, as above; B was read in
\* a public branch, P in the posted text, L is what a lab says of v8.
MmapV8 == [ Linux73 EXCEPT
  !.Offers = {"revoke", "restore", "close", "kill"}, \* [B, P v4] 4.11
  !.Mmap = "Gated",         \* [B, P v4] 4.11: the op, and the fault
  !.Begin = "Ungated",      \* [B] 4.11: no op, the core waits for fences only
  !.Zap = "Last",           \* [B, P v3] 4.11: after the wait for unmaps
  !.Fault = "Retest",       \* [B] 4.11: under resv, and under the outer lock
  !.FlagClear = "First",    \* [B] 4.11: in one hold of resv
  !.RestoreTells = FALSE,   \* [B, P v4] 4.11: "elide" on un-revoke
  !.AtExport = "Flagged" ]  \* [B] 4.11; v8 itself was not found: [I] that it
                            \* is as the branch before it, which L supports

\* Other exporters of Linux 7.3 (reference 8.2).  RDMA core: once, for ever;
\* attach tests nothing but p2p, and nobody pins.
Uverbs == [ Linux73 EXCEPT !.Offers = {"revoke"}, !.PinOp = "Refuses",
                           !.AttachTest = FALSE,
                           !.RevocableTest = FALSE ]

\* iommufd's selftest: for iommufd only; no waits, because that importer
\* unmaps inside its callback; tells after it has cleared the flag.
Mock == [ Linux73 EXCEPT !.Offers = {"revoke", "restore"},
                         !.Guest = "iommufd",     !.FenceWait = "None",
                         !.UnmapWait = "None",    !.FlagClear = "First",
                         !.RevokeOnce = FALSE,    !.P2pTest = FALSE,
                         !.AttachTest = FALSE,    !.RevocableTest = FALSE ]

\* Before the series: nobody revokes, nothing is tested, all are let in.
Before == [ Linux73 EXCEPT !.Offers = {}, !.AttachTest = FALSE,
                           !.MapTest = "None", !.RangeTest = "None",
                           !.RevocableTest = FALSE,
                           !.Mmap = "Ungated",    !.Vmap = "Ungated",
                           !.VmapWaits = TRUE,    !.Begin = "Ungated" ]

\* Importers that were posted and are not in Linux 7.3, each alone: KVM, which
\* zaps in its callback; io_uring with NVMe, whose callback publishes a fence
\* (reference 8.1).  And one whose callback maps again (7.62).
Kvm      == [ Linux73 EXCEPT !.Guest = "kvm" ]
Token    == [ Linux73 EXCEPT !.Guest = "token" ]
Remapper == [ Linux73 EXCEPT !.Guest = "eager" ]

\* What would mend D1: the flag is cleared before everybody is told, in one
\* hold of the lock, as the mock does.  The count is armed already (7.2).
TellLast == [ Linux73 EXCEPT !.FlagClear = "First" ]

\* Neither to wait nor to go on, as Fuchsia does with the pages that a dead
\* driver has pinned (4.12): after a time a revoke gives up, and what it could
\* not take back is never used again.
Quarantine == [ Linux73 EXCEPT !.UnmapWait = "Quarantine" ]

\* Linux 7.3 when a pin or a map fails for want of memory, or by a signal
\* after the exporter has counted it: the core undoes that (5.3).
MemoryShort == [ Linux73 EXCEPT !.PinOp = "MayFail",
                                !.MapError = "AfterCount" ]

\* A GPU that moves its memory: it tells, and a job of its own copies; it
\* never revokes (reference 6, 8.2).
Mover == [ Linux73 EXCEPT !.Offers = {"move"}, !.FlagSet = "Never",
                          !.UnmapWait = "None", !.RevocableTest = FALSE,
                          !.P2pTest = FALSE ]
=============================================================================

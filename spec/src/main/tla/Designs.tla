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
    UnmapWait    |-> {"None", "Bounded", "Unbounded",
                      "UnderLock"}, \* how revoke waits for unmaps
    Rearm        |-> {"Revoke", "Restore"}, \* who arms the count again
    Offers       |-> SUBSET {"revoke", "restore", "close", "kill",
                             "move"}, \* the exporter's calls
    Guest        |-> Kinds \cup {"none", "cpu"}, \* who comes, and nobody else
    Install      |-> {"InHold", "AfterUnlock"}, \* when a pinned one installs
    HwStep       |-> {"Sure", "MayFail"},  \* whether hardware lets go
    PinOp        |-> {"None", "Refuses"},  \* what the exporter's pin does
    MoveIn       |-> {"None", "Pin", "Map"}, \* in which call the exporter moves
    AttachTest   |-> BOOLEAN,  \* attach tests the flag
    FlagFirst    |-> BOOLEAN,  \* and does so before it asks for p2p
    RangeTest    |-> {"Refuses", "None"}, \* and the private map call (4.5)
    ReadyFirst   |-> BOOLEAN,  \* importers are complete before attach
    UnmapTests   |-> BOOLEAN,  \* unmap asks whether it was done already
    CloseWaits   |-> BOOLEAN,  \* close waits for unmaps as revoke does
    CpuPaths     |-> {"None", "Ungated", "Gated"}, \* mmap, vmap, begin
    Vmap         |-> {"None", "Waited", "Ignored"}, \* kernel mappings
    Zap          |-> {"None", "First", "InHold",
                      "Last"}, \* when revoke takes user pages away
    Fault        |-> {"InHold", "Retest", "NoRetest",
                      "NoLock"}, \* how a page fault tests the flag
    RestoreTells |-> BOOLEAN,  \* restore broadcasts too (4.2 U2)
    RevokeOnce   |-> BOOLEAN,  \* revoke of a revoked buffer does nothing
    CloseOnce    |-> BOOLEAN,  \* close of a revoked buffer does not drain
    P2pTest      |-> BOOLEAN,  \* attach refuses importers without p2p
    RevocableTest |-> BOOLEAN, \* attach refuses importers with no callback
    MapTest      |-> {"Refuses", "None", "Blocks",
                      "Always"}, \* what a map does that finds the flag set
    CloseFinal   |-> BOOLEAN,  \* no restore comes after close
    Broadcast    |-> {"All", "Mapped"}, \* who is called, if he has a callback
    DetachLock   |-> BOOLEAN,  \* detach leaves the list under resv
    IdleUnmap    |-> BOOLEAN ] \* drivers unmap when their job is done

-----------------------------------------------------------------------------
\* Linux 7.3 as it stands (reference 4 and 14.2).
Linux73 ==
  [ FlagSet      |-> "BeforeBroadcast",
    FlagClear    |-> "Last",
    FenceWait    |-> "BOOKKEEP",
    UnmapWait    |-> "Unbounded",
    Rearm        |-> "Revoke",
    Offers       |-> {"revoke", "restore", "close"},
    Guest        |-> "none",
    Install      |-> "InHold",
    HwStep       |-> "Sure",
    PinOp        |-> "None",
    MoveIn       |-> "None",
    AttachTest   |-> TRUE,
    FlagFirst    |-> FALSE,
    RangeTest    |-> "Refuses",
    ReadyFirst   |-> TRUE,
    UnmapTests   |-> TRUE,
    CloseWaits   |-> TRUE,
    CpuPaths     |-> "None",
    Vmap         |-> "None",
    Zap          |-> "None",
    Fault        |-> "InHold",
    RestoreTells |-> TRUE,
    RevokeOnce   |-> TRUE,
    CloseOnce    |-> TRUE,
    P2pTest      |-> TRUE,
    RevocableTest |-> TRUE,
    MapTest      |-> "Refuses",
    CloseFinal   |-> TRUE,
    Broadcast    |-> "All",
    DetachLock   |-> TRUE,
    IdleUnmap    |-> TRUE ]

\* What impl implements: Linux 7.3 with D1 mended, as in TellLast, and by the
\* CPU what the letter promises.  User pages are zapped in the hold in which
\* the flag is set; a kernel mapping is counted and waited for.  A revoked
\* buffer says ENODEV to all who attach.
Reference == [ Linux73 EXCEPT !.CpuPaths = "Gated", !.Vmap = "Waited",
                              !.Zap = "InHold",     !.FlagClear = "First",
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

\* 11 January 2026: a core flag for every exporter, set after the callbacks;
\* no wait at all, no test of the importer, none in iommufd's private call,
\* restore tells nobody, a second revoke broadcasts again (2.2, 2.3, 2.6).
V1 == [ V3 EXCEPT !.FlagSet = "AfterBroadcast", !.FenceWait = "None",
                  !.RestoreTells = FALSE,  !.RevokeOnce = FALSE,
                  !.P2pTest = FALSE,       !.RevocableTest = FALSE,
                  !.RangeTest = "None",     !.CpuPaths = "Ungated",
                  !.Vmap = "Ignored" ]

\* The cover letter at its word: for ever, and nobody has access when it has
\* returned (reference 2.1).
Letter == [ Reference EXCEPT !.Offers = {"revoke", "close"} ]

\* The proposal with a permanent revoke beside the temporary one (4.10).
ThreeState == [ Linux73 EXCEPT !.Offers = @ \cup {"kill"},
                               !.CpuPaths = "Gated", !.Zap = "Last",
                               !.Fault = "Retest" ]

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
                           !.CpuPaths = "Ungated", !.Vmap = "Waited" ]

\* Importers that were posted and are not in Linux 7.3, each alone: KVM, which
\* zaps in its callback; io_uring with NVMe, whose callback publishes a fence
\* (reference 8.1).  And one whose callback maps again (7.62).
Kvm      == [ Linux73 EXCEPT !.Guest = "kvm" ]
Token    == [ Linux73 EXCEPT !.Guest = "token" ]
Remapper == [ Linux73 EXCEPT !.Guest = "eager" ]

\* What would mend D1: the flag is cleared before everybody is told, in one
\* hold of the lock, as the mock does.  The count is armed already (7.2).
TellLast == [ Linux73 EXCEPT !.FlagClear = "First" ]

\* A GPU that moves its memory: tells, never revokes.
Mover == [ Linux73 EXCEPT !.Offers = {"move"}, !.FlagSet = "Never",
                          !.UnmapWait = "None", !.RevocableTest = FALSE,
                          !.P2pTest = FALSE ]
=============================================================================

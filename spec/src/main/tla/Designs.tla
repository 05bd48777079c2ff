------------------------------- MODULE Designs -------------------------------
(***************************************************************************)
(* Every decision that was argued about, as a knob; every design that was  *)
(* posted, as a setting of the knobs; every known bug, as one design with  *)
(* a knob turned.  What a design makes the exporter do is Steps.tla.       *)
(***************************************************************************)
EXTENDS Naturals, Kinds

Knobs ==
  [ FlagSet      |-> {"BeforeBroadcast", "AfterBroadcast", "Unlocked",
                      "Never"},
    FlagClear    |-> {"Last", "First", "Never"},
    FenceWait    |-> {"None", "KERNEL", "WRITE", "READ", "BOOKKEEP"},
    UnmapWait    |-> {"None", "Bounded", "Unbounded", "UnderLock"},
    Rearm        |-> {"Revoke", "Restore"},
    Offers       |-> SUBSET {"revoke", "restore", "close", "kill", "move"},
    Guest        |-> Kinds \cup {"none"}, \* who comes instead of others
    Install      |-> {"InHold", "AfterUnlock"}, \* of a pinned importer
    HwStep       |-> {"Sure", "MayFail"},  \* does hardware let go?
    PinOp        |-> {"None", "Refuses"},
    AttachTest   |-> BOOLEAN,  \* attach tests the flag
    RangeTest    |-> BOOLEAN,  \* the private map call tests it (4.5)
    ReadyFirst   |-> BOOLEAN,  \* importers are complete before attach
    UnmapTests   |-> BOOLEAN,  \* unmap asks whether it was done already
    CloseWaits   |-> BOOLEAN,  \* close waits for unmaps as revoke does
    RestoreTells |-> BOOLEAN,  \* restore broadcasts too (4.2 U2)
    RevokeOnce   |-> BOOLEAN,  \* revoke of a revoked buffer does nothing
    CloseOnce    |-> BOOLEAN,  \* close of a revoked buffer does not drain
    P2pTest      |-> BOOLEAN,  \* attach refuses importers without p2p
    RevocableTest |-> BOOLEAN, \* attach refuses importers with no callback
    MapTest      |-> BOOLEAN,  \* map tests the flag, under resv
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
    AttachTest   |-> TRUE,
    RangeTest    |-> TRUE,
    ReadyFirst   |-> TRUE,
    UnmapTests   |-> TRUE,
    CloseWaits   |-> TRUE,
    RestoreTells |-> TRUE,
    RevokeOnce   |-> TRUE,
    CloseOnce    |-> TRUE,
    P2pTest      |-> TRUE,
    RevocableTest |-> TRUE,
    MapTest      |-> TRUE,
    DetachLock   |-> TRUE,
    IdleUnmap    |-> TRUE ]

\* What impl implements; the same as Linux 7.3 until CPU paths exist.
Reference == Linux73

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
                  !.RangeTest = FALSE ]

\* The cover letter at its word: for ever, and nobody has access when it has
\* returned (reference 2.1).
Letter == [ Reference EXCEPT !.Offers = {"revoke", "close"} ]

\* The proposal with a permanent revoke beside the temporary one (4.10).
ThreeState == [ Reference EXCEPT !.Offers = @ \cup {"kill"} ]

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

\* A GPU that moves its memory: tells, never revokes.
Mover == [ Linux73 EXCEPT !.Offers = {"move"}, !.FlagSet = "Never",
                          !.UnmapWait = "None", !.RevocableTest = FALSE,
                          !.P2pTest = FALSE ]

-----------------------------------------------------------------------------
\* Known bugs, by their numbers in the reference.

\* 7.1  the count is re-armed in restore, and close drains once more
DoubleDropAtClose == [ Linux73 EXCEPT !.Rearm = "Restore",
                                      !.CloseOnce = FALSE ]
\* 7.2  restore publishes "valid" before the count is ready
ClearedBeforeRearm == [ V7 EXCEPT !.FlagClear = "First" ]
\* 7.4  importers that cannot be revoked are let in
NoRevocableTest == [ Linux73 EXCEPT !.RevocableTest = FALSE ]
\* 7.5  revoke does not wait: for fences; for unmaps; or waits under resv
NoFenceWait == [ Linux73 EXCEPT !.FenceWait = "None" ]
NoUnmapWait == [ Linux73 EXCEPT !.UnmapWait = "None" ]
UnmapWaitUnderLock == [ Linux73 EXCEPT !.UnmapWait = "UnderLock" ]
\* 7.6  revoke waits for fences of class KERNEL only
WrongFenceClass == [ Linux73 EXCEPT !.FenceWait = "KERNEL" ]
\* 7.7  revoke stops waiting for unmaps after a time
BoundedUnmapWait == [ Linux73 EXCEPT !.UnmapWait = "Bounded" ]
\* 7.8  restore forgets to clear the flag
NeverRestored == [ Linux73 EXCEPT !.FlagClear = "Never" ]
\* 4.1  revoke does nothing: it does not even set the flag
NeverRevoked == [ Linux73 EXCEPT !.FlagSet = "Never" ]
\* 7.16 the importer's destroy path does not take resv
DetachWithoutLock == [ Linux73 EXCEPT !.DetachLock = FALSE ]
\* 4.6  the importer unmaps while its job runs
UnmapUnderJob == [ Linux73 EXCEPT !.IdleUnmap = FALSE ]
\* 1.6  map does not test the flag
NoMapTest == [ Linux73 EXCEPT !.MapTest = FALSE ]
\* 1.6  the flag is set without the lock under which map tests it
FlagSetWithoutLock == [ Linux73 EXCEPT !.FlagSet = "Unlocked" ]
\* 7.14 the attachment is visible before the importer is ready
HalfReady == [ Linux73 EXCEPT !.ReadyFirst = FALSE ]
\* D16  virtio-gpu reads a pointer that it stores after attach
EarlyCallback == [ Linux73 EXCEPT !.Guest = "virtio", !.ReadyFirst = FALSE ]
\* 7.17 importers that break their promise: one that does nothing;
Liar == [ Linux73 EXCEPT !.Guest = "liar" ]
\* D11  one that unmaps when user space comes next;
LazyImporter == [ Linux73 EXCEPT !.Guest = "lazy" ]
\* 7.22 one that unmaps what it could not stop;
HastyImporter == [ Linux73 EXCEPT !.Guest = "hasty" ]
\* 7.23 one whose callback may give up (D21: amdgpu's)
FickleImporter == [ Linux73 EXCEPT !.Guest = "fickle" ]
\* 7.18 the hardware is programmed after the lock is dropped
InstallAfterUnlock == [ Linux73 EXCEPT !.Install = "AfterUnlock" ]
\* 7.21 the importer unmaps what its callback has unmapped
UnmapTwice == [ Linux73 EXCEPT !.UnmapTests = FALSE ]
\* 7.30 close does not wait for unmaps
CloseWithoutWait == [ Linux73 EXCEPT !.CloseWaits = FALSE ]
\* D10  iommufd's private call does not test the flag (v1, H1 and H2)
RangeUntested == [ Linux73 EXCEPT !.Guest = "iommufd", !.RangeTest = FALSE ]
\* D17  the callback ignores that the hardware did not let go
HardwareHoldsOn == [ Linux73 EXCEPT !.HwStep = "MayFail" ]
-----------------------------------------------------------------------------
\* Each of them by its name.
DesignTable ==
  [ Linux73 |-> Linux73,
    Reference |-> Reference,
    Letter |-> Letter,
    ThreeState |-> ThreeState,
    Uverbs |-> Uverbs,
    Mock |-> Mock,
    Mover |-> Mover,
    V7 |-> V7,
    V5 |-> V5,
    V3 |-> V3,
    V1 |-> V1,
    DoubleDropAtClose |-> DoubleDropAtClose,
    ClearedBeforeRearm |-> ClearedBeforeRearm,
    NoRevocableTest |-> NoRevocableTest,
    NoFenceWait |-> NoFenceWait,
    NoUnmapWait |-> NoUnmapWait,
    UnmapWaitUnderLock |-> UnmapWaitUnderLock,
    WrongFenceClass |-> WrongFenceClass,
    BoundedUnmapWait |-> BoundedUnmapWait,
    NeverRestored |-> NeverRestored,
    NeverRevoked |-> NeverRevoked,
    DetachWithoutLock |-> DetachWithoutLock,
    UnmapUnderJob |-> UnmapUnderJob,
    NoMapTest |-> NoMapTest,
    HalfReady |-> HalfReady,
    EarlyCallback |-> EarlyCallback,
    Liar |-> Liar,
    LazyImporter |-> LazyImporter,
    HastyImporter |-> HastyImporter,
    FickleImporter |-> FickleImporter,
    InstallAfterUnlock |-> InstallAfterUnlock,
    UnmapTwice |-> UnmapTwice,
    CloseWithoutWait |-> CloseWithoutWait,
    RangeUntested |-> RangeUntested,
    HardwareHoldsOn |-> HardwareHoldsOn,
    FlagSetWithoutLock |-> FlagSetWithoutLock ]
=============================================================================

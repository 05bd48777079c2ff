\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Bugs --------------------------------
(***************************************************************************)
(* Every known bug that belongs to the protocol, by its number in the      *)
(* reference: one design with a knob turned.  Each is caught by a property *)
(* that the design itself keeps (manifest.tsv says which).                 *)
(***************************************************************************)
EXTENDS Designs

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
NoMapTest == [ Linux73 EXCEPT !.MapTest = "None" ]
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
RangeUntested == [ Linux73 EXCEPT !.Guest = "iommufd", !.RangeTest = "None" ]
\* 2.6  H6: the CPU's paths are not touched by revoke
CpuUngated == [ Reference EXCEPT !.Mmap = "Ungated",
                                 !.Vmap = "Ungated", !.Begin = "Ungated" ]
\* 7.12 pages are zapped before the flag is set; the fault does not test
\*      again; or takes no lock that revoke holds
ZapFirst == [ Reference EXCEPT !.Zap = "First" ]
FaultWithoutRetest == [ ThreeState EXCEPT !.Fault = "NoRetest" ]
FaultWithoutLock == [ ThreeState EXCEPT !.Fault = "NoLock" ]
\* 7.13 pages are not zapped: one way to map them is forgotten
NoZap == [ Reference EXCEPT !.Zap = "None" ]
\* 5.5  a kernel mapping is not waited for
VmapIgnored == [ Reference EXCEPT !.VmapWaits = FALSE ]
\* D17  the callback ignores that the hardware did not let go
HardwareHoldsOn == [ Linux73 EXCEPT !.HwStep = "MayFail" ]
\* 2.1  a revoke that is promised to be for ever is undone; or no map is ever
\*      allowed, revoked or not
LetterUndone == [ Letter EXCEPT !.Offers = @ \cup {"restore"} ]
MapAlwaysFails == [ Letter EXCEPT !.MapTest = "Always" ]
\* 1.6  a map waits until the buffer is given back
MapBlocks == [ Linux73 EXCEPT !.MapTest = "Blocks" ]
\* 4.3  close is a revoke like any other, and a restore ends it
CloseRevived == [ Linux73 EXCEPT !.CloseFinal = FALSE ]
\* 4.8  attachments without a mapping are not called
SkipsUnmapped == [ TellLast EXCEPT !.Broadcast = "Mapped" ]
\* 7.37 the owner of the memory moves it, and calls nobody
MoveUntold == [ Mover EXCEPT !.Broadcast = "None" ]
\* 7.38 the callback only warns, and the memory moves
MoveIgnored == [ Mover EXCEPT !.Guest = "liar" ]
\* 7.39 the importer takes the first move as final
MoveFinal == [ Mover EXCEPT !.Guest = "final" ]
\* 7.40 the importer's job does not wait for the move's
MoveOvertaken == [ Mover EXCEPT !.JobWait = "None" ]
\* 2.6  an exporter of v1 that tests nothing of importers, and has the CPU's
\*      paths (H6, H8)
CoreFlagOnly == [ V1 EXCEPT !.P2pTest = FALSE, !.RevocableTest = FALSE,
                            !.OldPinner = "legacy", !.AtExport = "Enabled",
                            !.FlagFirst = FALSE,  !.Mmap = "Ungated",
                            !.Vmap = "Ungated",   !.Begin = "Ungated" ]
\* 2.6  H3: a buffer that is exported while memory is off is not flagged
BornUsable == [ Linux73 EXCEPT !.Guest = "dynamic", !.AtExport = "Unflagged" ]
\* 7.50 the fence wait ends after a time; or when a signal comes
BoundedFenceWait == [ Linux73 EXCEPT !.Guest = "dynamic",
                                     !.FenceUntil = "TimedOut" ]
InterruptedFenceWait == [ Linux73 EXCEPT !.Guest = "dynamic",
                                         !.FenceUntil = "Interrupted" ]
\* 7.51 map counts before it can fail, and does not give that back
LeakyMap == [ Linux73 EXCEPT !.Guest = "dynamic", !.MapError = "Leaks" ]
\* 7.52 a revoke of a buffer that is revoked tells everybody once more
RevokedTwice == [ Linux73 EXCEPT !.Guest = "revocable", !.RevokeOnce = FALSE ]
\* 7.60 KVM leaves what it should zap to a worker, and nobody counts it
ZapLater == [ Linux73 EXCEPT !.Guest = "slowkvm" ]
\* 7.61 the importer keeps its promise, and its device never answers
DeviceIsMute == [ Linux73 EXCEPT !.Guest = "mute" ]
\* 7.62 the flag is set after the broadcast, and a callback maps again
MapsInCallback == [ Remapper EXCEPT !.FlagSet = "AfterBroadcast" ]
\* D25  the exporter moves in pin, and irdma takes that for a revoke
DeadInItsPin == [ Linux73 EXCEPT !.MoveIn = "Pin" ]
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
    TellLast |-> TellLast,
    Before |-> Before,
    Kvm |-> Kvm,
    Token |-> Token,
    Remapper |-> Remapper,
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
    CpuUngated |-> CpuUngated,
    ZapFirst |-> ZapFirst,
    FaultWithoutRetest |-> FaultWithoutRetest,
    FaultWithoutLock |-> FaultWithoutLock,
    NoZap |-> NoZap,
    VmapIgnored |-> VmapIgnored,
    FlagSetWithoutLock |-> FlagSetWithoutLock,
    LetterUndone |-> LetterUndone,
    MapAlwaysFails |-> MapAlwaysFails,
    MapBlocks |-> MapBlocks,
    CloseRevived |-> CloseRevived,
    SkipsUnmapped |-> SkipsUnmapped,
    MoveUntold |-> MoveUntold,
    MoveIgnored |-> MoveIgnored,
    MoveFinal |-> MoveFinal,
    MoveOvertaken |-> MoveOvertaken,
    MmapV8 |-> MmapV8,
    Quarantine |-> Quarantine,
    CoreFlagOnly |-> CoreFlagOnly,
    BornUsable |-> BornUsable,
    MemoryShort |-> MemoryShort,
    BoundedFenceWait |-> BoundedFenceWait,
    InterruptedFenceWait |-> InterruptedFenceWait,
    LeakyMap |-> LeakyMap,
    RevokedTwice |-> RevokedTwice,
    ZapLater |-> ZapLater,
    DeviceIsMute |-> DeviceIsMute,
    MapsInCallback |-> MapsInCallback,
    DeadInItsPin |-> DeadInItsPin ]
=============================================================================

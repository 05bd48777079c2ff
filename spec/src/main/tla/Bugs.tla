\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Bugs --------------------------------
(***************************************************************************)
(* Every known bug of the protocol, by its number in the reference. A bug  *)
(* is a design with one or more knobs changed. Each is refuted by a claim  *)
(* that the unchanged design keeps; manifest.tsv says which.               *)
(***************************************************************************)
EXTENDS Designs

\* 7.1  restore re-arms the count, and close waits for unmaps once more
DoubleDropAtClose == [ Linux73 EXCEPT !.Rearm = "Restore",
                                      !.CloseOnce = FALSE ]
\* 7.2  restore clears the flag before the count is re-armed
ClearedBeforeRearm == [ V7 EXCEPT !.FlagClear = "First" ]
\* 7.4  attach does not refuse importers without a callback
NoRevocableTest == [ Linux73 EXCEPT !.RevocableTest = FALSE ]
\* 7.5  revoke does not wait for fences; does not wait for unmaps; waits for
\*      unmaps under resv
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
\* 7.17 importers that do not invalidate as they must: the callback does
\*      nothing;
Liar == [ Linux73 EXCEPT !.Guest = "liar" ]
\* D11  it defers the unmap to the next call from user space;
LazyImporter == [ Linux73 EXCEPT !.Guest = "lazy" ]
\* 7.22 it unmaps although the job still runs;
HastyImporter == [ Linux73 EXCEPT !.Guest = "hasty" ]
\* 7.23 it may give up (D21: amdgpu's)
FickleImporter == [ Linux73 EXCEPT !.Guest = "fickle" ]
\* 7.18 the hardware is programmed after the lock is dropped
InstallAfterUnlock == [ Linux73 EXCEPT !.Install = "AfterUnlock" ]
\* 7.21 the importer unmaps again what its callback has unmapped
UnmapTwice == [ Linux73 EXCEPT !.UnmapTests = FALSE ]
\* 7.30 close does not wait for unmaps
CloseWithoutWait == [ Linux73 EXCEPT !.CloseWaits = FALSE ]
\* D10  iommufd's private call does not test the flag (v1, H1 and H2)
RangeUntested == [ Linux73 EXCEPT !.Guest = "iommufd", !.RangeTest = "None" ]
\* 2.6  H6: revoke does not touch the paths of the CPU
CpuUngated == [ Reference EXCEPT !.Mmap = "Ungated",
                                 !.Vmap = "Ungated", !.Begin = "Ungated" ]
\* 7.12 pages are zapped before the flag is set; the page fault does not test
\*      the flag again; it takes no lock that revoke holds
ZapFirst == [ Reference EXCEPT !.Zap = "First" ]
FaultWithoutRetest == [ ThreeState EXCEPT !.Fault = "NoRetest" ]
FaultWithoutLock == [ ThreeState EXCEPT !.Fault = "NoLock" ]
\* 7.13 pages are not zapped
NoZap == [ Reference EXCEPT !.Zap = "None" ]
\* 5.5  revoke does not wait for kernel mappings
VmapIgnored == [ Reference EXCEPT !.VmapWaits = FALSE ]
\* D17  the callback ignores that the hardware did not drop the addresses
HardwareHoldsOn == [ Linux73 EXCEPT !.HwStep = "MayFail" ]
\* 2.1  a revoke that is promised to be permanent is undone; map fails whether
\*      the buffer is revoked or not
LetterUndone == [ Letter EXCEPT !.Offers = @ \cup {"restore"} ]
MapAlwaysFails == [ Letter EXCEPT !.MapTest = "Always" ]
\* 1.6  a map blocks until the buffer is restored
MapBlocks == [ Linux73 EXCEPT !.MapTest = "Blocks" ]
\* 4.3  a restore makes a closed buffer live again
CloseRevived == [ Linux73 EXCEPT !.CloseFinal = FALSE ]
\* 4.8  the broadcast skips attachments without a mapping
SkipsUnmapped == [ TellLast EXCEPT !.Broadcast = "Mapped" ]
\* 7.37 the exporter moves the memory and calls no callback
MoveUntold == [ Mover EXCEPT !.Broadcast = "None" ]
\* 7.38 the callback only warns, and the memory moves
MoveIgnored == [ Mover EXCEPT !.Guest = "liar" ]
\* 7.39 the importer takes the first move as final
MoveFinal == [ Mover EXCEPT !.Guest = "final" ]
\* 7.40 the importer's job does not wait for the job of the move
MoveOvertaken == [ Mover EXCEPT !.JobWait = "None" ]
\* 7.61 the importer's device never answers, and so the move never ends
MoveStuck == [ Mover EXCEPT !.Guest = "mute" ]
\* 2.6  an exporter of v1 that tests nothing about importers, and has paths of
\*      the CPU (H6, H8)
CoreFlagOnly == [ V1 EXCEPT !.P2pTest = FALSE, !.RevocableTest = FALSE,
                            !.OldPinner = "legacy", !.AtExport = "Enabled",
                            !.FlagFirst = FALSE,  !.Mmap = "Ungated",
                            !.Vmap = "Ungated",   !.Begin = "Ungated" ]
\* 2.6  H3: a buffer that is exported while memory is off is not flagged
BornUsable == [ Linux73 EXCEPT !.Guest = "dynamic", !.AtExport = "Unflagged" ]
\* 7.50 the fence wait ends after a time; a signal ends it
BoundedFenceWait == [ Linux73 EXCEPT !.Guest = "dynamic",
                                     !.FenceUntil = "TimedOut" ]
InterruptedFenceWait == [ Linux73 EXCEPT !.Guest = "dynamic",
                                         !.FenceUntil = "Interrupted" ]
\* 7.51 map counts before it fails, and keeps the count
LeakyMap == [ Linux73 EXCEPT !.Guest = "dynamic", !.MapError = "Leaks" ]
\* 7.52 a revoke of a revoked buffer calls every callback again
RevokedTwice == [ Linux73 EXCEPT !.Guest = "revocable", !.RevokeOnce = FALSE ]
\* 7.60 KVM defers its zap to a worker, and the exporter does not count it
ZapLater == [ Linux73 EXCEPT !.Guest = "slowkvm" ]
\* 7.61 the importer invalidates as it must, but its device never answers
DeviceIsMute == [ Linux73 EXCEPT !.Guest = "mute" ]
\* 7.62 the flag is set after the broadcast, and a callback maps again
MapsInCallback == [ Remapper EXCEPT !.FlagSet = "AfterBroadcast" ]
\* D25  the exporter moves the buffer in pin, and irdma takes that for a revoke
DeadInItsPin == [ Linux73 EXCEPT !.MoveIn = "Pin" ]
-----------------------------------------------------------------------------
\* All designs and bugs by name.
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
    MoveOvertaken |-> MoveOvertaken, MoveStuck |-> MoveStuck,
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

------------------------------- MODULE Designs -------------------------------
(***************************************************************************)
(* Every decision that was argued about, as a knob; every design that was  *)
(* posted, as a setting of the knobs; every known bug, as one design with  *)
(* a knob turned.  What a design makes the exporter do is Steps.tla.       *)
(***************************************************************************)
EXTENDS Naturals

Knobs ==
  [ FlagSet      |-> {"BeforeBroadcast", "AfterBroadcast", "Unlocked",
                      "Never"},
    FlagClear    |-> {"Last", "First", "Never"},
    FenceWait    |-> {"None", "KERNEL", "WRITE", "READ", "BOOKKEEP"},
    UnmapWait    |-> {"None", "Bounded", "Unbounded", "UnderLock"},
    Rearm        |-> {"Revoke", "Restore"},
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
\* no wait at all, no test of the importer, restore tells nobody, a second
\* revoke broadcasts again (reference 2.2, 2.3, 2.6).
V1 == [ V3 EXCEPT !.FlagSet = "AfterBroadcast", !.FenceWait = "None",
                  !.RestoreTells = FALSE,  !.RevokeOnce = FALSE,
                  !.P2pTest = FALSE,       !.RevocableTest = FALSE ]

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
-----------------------------------------------------------------------------
\* Each of them by its name.
DesignTable ==
  [ Linux73 |-> Linux73,
    Reference |-> Reference,
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
    FlagSetWithoutLock |-> FlagSetWithoutLock ]
=============================================================================

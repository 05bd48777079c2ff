-------------------------------- MODULE Steps --------------------------------
(***************************************************************************)
(* What the exporter does in revoke, restore and close: two straight-line  *)
(* programs, put together from the knobs of the design.  With the settings *)
(* of Linux 7.3 they are                                                   *)
(*                                                                         *)
(*   revoke   lock  set  broadcast  fences  unlock  put  unmaps  rearm     *)
(*            R1    R2   R3         R4      R5      R6   R7      R8 (4.1)  *)
(*   restore  lock  broadcast  fences  unlock  lock clear unlock           *)
(*            U1    U2         U3      U4      U5                     (4.2)*)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Design         \* a setting of the knobs of Designs.tla

If(b, s) == IF b THEN s ELSE << >>

Announce ==
  CASE Design.FlagSet = "BeforeBroadcast" -> <<"lock", "set", "broadcast">>
    [] Design.FlagSet = "AfterBroadcast"  -> <<"lock", "broadcast", "set">>
    [] Design.FlagSet = "Unlocked"        -> <<"set", "lock", "broadcast">>
    [] Design.FlagSet = "Never"           -> <<"lock", "broadcast">>

Fences == If(Design.FenceWait # "None", <<"fences">>)

Drain ==
  CASE Design.UnmapWait = "None"      -> <<"unlock">>
    [] Design.UnmapWait = "UnderLock" -> <<"put", "unmaps", "unlock">>
    [] OTHER                          -> <<"unlock", "put", "unmaps">>

RevokeSteps ==
  Announce \o Fences \o Drain
    \o If(Design.Rearm = "Revoke" /\ Design.UnmapWait # "None", <<"rearm">>)

RestoreSteps ==
  <<"lock">> \o If(Design.FlagClear = "First", <<"clear">>)
    \o If(Design.RestoreTells, <<"broadcast">> \o Fences) \o <<"unlock">>
    \o If(Design.Rearm = "Restore" /\ Design.UnmapWait # "None", <<"rearm">>)
    \o If(Design.FlagClear = "Last", <<"lock", "clear", "unlock">>)

\* An operation of the exporter, from its call to its return.
Program(op) ==
  <<"outer">> \o (IF op = "restore" THEN RestoreSteps ELSE RevokeSteps)
              \o <<"finish">>
=============================================================================

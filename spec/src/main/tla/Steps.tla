\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Steps --------------------------------
(***************************************************************************)
(* What the exporter does in revoke, restore and close, and in a move:     *)
(* straight-line programs that the knobs of the design determine. With the *)
(* knobs of Linux 7.3 they are                                             *)
(*                                                                         *)
(*   revoke   lock  set  broadcast  fences  unlock  put  unmaps  rearm     *)
(*            R1    R2   R3         R4      R5      R6   R7      R8 (4.1)  *)
(*   restore  lock  broadcast  fences  unlock  lock clear unlock           *)
(*            U1    U2         U3      U4      U5                     (4.2)*)
(*   move     lock  place  broadcast  copy  unlock  arrive            (8.2)*)
(***************************************************************************)
EXTENDS Sequences

\* The steps of which a program consists. "outer", which takes the outer lock,
\* precedes them, and "finish" follows. No knob leads to the last two: they
\* drop the outer lock within a call, and take it again.
StepNames == {"lock", "set", "broadcast", "zap", "fences", "unlock", "put",
              "unmaps", "rearm", "clear", "dropouter", "retakeouter"}

If(b, s) == IF b THEN s ELSE << >>

\* In all of the following, d is a record of the knobs of Designs.tla.
Announce(d) ==
  LET zap  == If(d.Zap = "First", <<"zap">>)
      then == If(d.Zap = "InHold", <<"zap">>)
  IN  CASE d.FlagSet = "BeforeBroadcast" ->
             zap \o <<"lock", "set">> \o then \o <<"broadcast">>
        [] d.FlagSet = "AfterBroadcast"  ->
             zap \o <<"lock", "broadcast", "set">> \o then
        [] d.FlagSet = "Unlocked"        ->
             zap \o <<"set", "lock">> \o then \o <<"broadcast">>
        [] d.FlagSet = "Never"           ->
             zap \o <<"lock">> \o then \o <<"broadcast">>

Fences(d) == If(d.FenceWait # "None", <<"fences">>)

Drain(d) ==
  CASE d.UnmapWait = "None"      -> <<"unlock">>
    [] d.UnmapWait = "UnderLock" -> <<"put", "unmaps", "unlock">>
    [] OTHER                          -> <<"unlock", "put", "unmaps">>

RevokeSteps(d) ==
  Announce(d) \o Fences(d) \o Drain(d) \o If(d.Zap = "Last", <<"zap">>)
    \o If(d.Rearm = "Revoke" /\ d.UnmapWait # "None", <<"rearm">>)

RestoreSteps(d) ==
  <<"lock">> \o If(d.FlagClear = "First", <<"clear">>)
    \o If(d.RestoreTells, <<"broadcast">> \o Fences(d)) \o <<"unlock">>
    \o If(d.Rearm = "Restore" /\ d.UnmapWait # "None", <<"rearm">>)
    \o If(d.FlagClear = "Last", <<"lock", "clear", "unlock">>)

\* A move ends with its job, which may end when the lock is free again.
MoveSteps(d) ==
  <<"lock", "place", "broadcast", "copy", "unlock", "arrive">>

\* The program of an operation of the exporter, from its call to its return.
Program(d, op) ==
  LET steps == CASE op = "restore" -> RestoreSteps(d)
                 [] op = "move"    -> MoveSteps(d)
                 [] op = "close" /\ ~d.CloseWaits ->
                      RevokeSteps([d EXCEPT !.UnmapWait = "None"])
                 [] OTHER -> RevokeSteps(d)
  IN  <<"outer">> \o steps \o <<"finish">>
=============================================================================

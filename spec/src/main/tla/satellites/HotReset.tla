\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE HotReset ------------------------------
(***************************************************************************)
(* A hot reset takes the lock of each device of a set, and gives up if one *)
(* is busy (trylock). It revokes the buffers of each device as it goes,    *)
(* resets, and unwinds.                                                    *)
(*                                                                         *)
(* Reference 4.9, 7.9. Read in 7.3: one reverse loop from the last device  *)
(* that was locked; it restores, then unlocks. The versions before it are  *)
(* known from the review only; where their shared cursor ended is          *)
(* inferred. UnlocksFirst and CursorPastEnd are mutants.                   *)
(***************************************************************************)
EXTENDS Naturals, Sequences, Graph

Variants == {"Linux73", "SeparateLoop", "CursorPastEnd", "UnlocksFirst"}

Last    == 2
Devices == 1..Last

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* reset, other -> what it does next
          cursor,     \* the device that the reset is at
          owner,      \* device -> owner of its memory_lock
          revoked     \* device -> its buffers are revoked

vars == <<variant, pc, cursor, owner, revoked>>

TypeOK == /\ variant \in Variants
          /\ cursor \in 0..(Last + 1)
          /\ owner \in [Devices -> {"free", "reset", "other"}]
          /\ revoked \in [Devices -> BOOLEAN]

Init == /\ variant \in Variants
        /\ pc = [reset |-> "lock", other |-> "lock"] /\ cursor = 1
        /\ owner = [d \in Devices |-> "free"]
        /\ revoked = [d \in Devices |-> FALSE]

Goto(p, l) == pc' = [pc EXCEPT ![p] = l]

\* The steps of the unwinding at each device.
Back == CASE variant = "Linux73"      -> <<"restore", "unlock">>
          [] variant = "UnlocksFirst" -> <<"unlock", "restore">>
          [] OTHER                    -> <<"unlock">>
From(c) == Goto("reset", IF c = 0 THEN "done" ELSE Back[1])
After(l) == IF l = Back[Len(Back)]
              THEN cursor' = cursor - 1 /\ From(cursor - 1)
              ELSE Goto("reset", Back[2]) /\ UNCHANGED cursor

-----------------------------------------------------------------------------
TryLock == /\ pc.reset = "lock" /\ cursor <= Last /\ owner[cursor] = "free"
           /\ owner' = [owner EXCEPT ![cursor] = "reset"]
           /\ revoked' = [revoked EXCEPT ![cursor] = TRUE]
           /\ cursor' = cursor + 1
           /\ UNCHANGED <<variant, pc>>
           /\ Step("TryLock", <<"exporter", "reset">>,
                   "(trylock), move(TRUE)", "4.9")

\* A device is busy (-EBUSY), or all are locked and reset; the unwinding
\* begins.
TurnBack == /\ pc.reset = "lock"
            /\ cursor <= Last => owner[cursor] # "free"
            /\ cursor' = cursor - 1
            /\ IF Len(Back) = 1 THEN Goto("reset", "loop")
                                ELSE From(cursor - 1)
            /\ UNCHANGED <<variant, owner, revoked>>
            /\ Step("TurnBack", <<"exporter", "reset">>,
                    "(resets or ends)", "4.9")

\* The first version: a separate loop over all devices, with the same cursor.
RestoreAll == /\ pc.reset = "loop"
              /\ revoked' = [d \in Devices |-> FALSE]
              /\ cursor' = IF variant = "CursorPastEnd" THEN 0 ELSE Last
              /\ From(cursor')
              /\ UNCHANGED <<variant, owner>>
              /\ Step("RestoreAll", <<"exporter", "reset">>,
                      "move(FALSE)", "7.9")

Restore == /\ pc.reset = "restore"
           /\ After("restore")
           /\ revoked' = [revoked EXCEPT ![cursor] = FALSE]
           /\ UNCHANGED <<variant, owner>>
           /\ Step("Restore", <<"exporter", "reset">>, "move(FALSE)", "4.9")

Unlock == /\ pc.reset = "unlock"
          /\ owner' = [owner EXCEPT ![cursor] = "free"] /\ After("unlock")
          /\ UNCHANGED <<variant, revoked>>
          /\ Step("Unlock", <<"exporter", "reset">>, "(unlock)", "4.9")

-----------------------------------------------------------------------------
\* The user of the last device switches its memory off, and on again.
OtherLock == /\ pc.other = "lock" /\ owner[Last] = "free"
             /\ owner' = [owner EXCEPT ![Last] = "other"]
             /\ revoked' = [revoked EXCEPT ![Last] = TRUE]
             /\ Goto("other", "unlock") /\ UNCHANGED <<variant, cursor>>
             /\ Step("OtherLock", <<"exporter", "other">>,
                     "(lock), move(TRUE)", "4.9")

OtherUnlock == /\ pc.other = "unlock"
               /\ owner' = [owner EXCEPT ![Last] = "free"]
               /\ revoked' = [revoked EXCEPT ![Last] = FALSE]
               /\ Goto("other", "done")
               /\ UNCHANGED <<variant, cursor>>
               /\ Step("OtherUnlock", <<"exporter", "other">>,
                       "move(FALSE), (unlock)", "4.9")

Next == \/ TryLock \/ TurnBack \/ RestoreAll \/ Restore \/ Unlock
        \/ OtherLock \/ OtherUnlock

-----------------------------------------------------------------------------
Actor == IF pc'.other # pc.other THEN "other" ELSE "reset"

\* The flag of a device's buffers changes only under the lock of the device.
UnderLockCase == revoked' # revoked
UnderLock == \A d \in Devices : revoked'[d] # revoked[d] =>
               Actor \in {owner[d], owner'[d]}
StepUnderLock == [][UnderLock]_vars

\* A lock is dropped by its owner.
OwnUnlockCase == \E d \in Devices : owner'[d] = "free" /\ owner[d] # "free"
OwnUnlock == \A d \in Devices : owner'[d] = "free" =>
               owner[d] \in {"free", Actor}
StepOwnUnlock == [][OwnUnlock]_vars

\* At the end the reset holds no lock.
AllUnlockedCase == pc.reset = "done"
AllUnlocked == AllUnlockedCase => \A d \in Devices : owner[d] # "reset"
=============================================================================

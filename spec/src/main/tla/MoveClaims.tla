\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE MoveClaims -----------------------------
(***************************************************************************)
(* What a move promises (reference 6, 8.2).                                *)
(***************************************************************************)
EXTENDS Safety

\* OldPlace  When a move has ended, no device writes to the old place. It may
\*     read ahead as long as it has the addresses.
OldPlaceCase == /\ move.at = "none"
                /\ \E i \in move.old : DeviceAccess(i) # "none"
OldPlace == OldPlaceCase => \A i \in move.old : DeviceAccess(i) # "full"

\* NewPlace  While a move's job runs, no device of an importer that has mapped
\*     the new place writes to it.
Newcomers == {i \in Importers : mapped[i]} \ move.old
NewPlaceCase == Copying /\ Newcomers # {}
NewPlace == NewPlaceCase => \A i \in Newcomers : DeviceAccess(i) # "full"

\* MapAgain  An importer whose mapping a move has invalidated, and which maps
\*     again while the buffer is not revoked, gets a mapping.
MapsMoved(i) == i \in move.old /\ ~flag /\ Maps(i) /\ drv'[i] # drv[i]
MapAgainCase == \E i \in Importers : MapsMoved(i)
MapAgain == \A i \in Importers : MapsMoved(i) => ~IsError(drv'[i])
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE Projection -----------------------------
(***************************************************************************)
(* Leave all importers but one out of a behaviour of the protocol. What is *)
(* left is a behaviour of the same protocol with that importer alone: each *)
(* step of the others leaves it as it is or is a step of the exporter or   *)
(* of a program there. ./revoke trace and storm judge one importer at a    *)
(* time because of that. ./revoke prove proves it for each step, and any   *)
(* number of importers; TLC checks it for each pair of kinds (Pairs).      *)
(***************************************************************************)
EXTENDS Models

CONSTANT Viewer     \* the importer that is left

ASSUME Viewer \in Importers

One         == {Viewer}
Restrict(f) == [i \in One |-> f[i]]

\* A sequence in which each importer occurs at most once, without the others.
OnlyViewer(s) == IF \E n \in DOMAIN s : s[n] = Viewer THEN <<Viewer>>
                                                      ELSE << >>

\* While another importer holds the lock, it is free here: that only delays.
LockOf(o) == IF o \in Importers \ One THEN Free ELSE o

MoveOf(m) == [m EXCEPT !.old = @ \cap One, !.queued = @ \cap One]

\* The count without the mappings of the others. It falls to 0 as soon as only
\* they are waited for.
Others  == Cardinality({i \in Importers :
                          i # Viewer /\ mapped[i] /\ K(i).counted})
CountOf == count - Others
CompOf  == (\E x \in Exporters : Does(x, "unmaps")) /\ CountOf = 0

P == INSTANCE DmaBuf WITH
       Importers <- One,
       list <- OnlyViewer(list), todo <- OnlyViewer(todo),
       resv <- LockOf(resv), move <- MoveOf(move),
       count <- CountOf, comp <- CompOf,
       heard <- Restrict(heard), ready <- Restrict(ready),
       mapped <- Restrict(mapped), pinned <- Restrict(pinned),
       deferred <- Restrict(deferred), dead <- Restrict(dead),
       hw <- Restrict(hw), job <- Restrict(job), drv <- Restrict(drv),
       cb <- Restrict(cb), wrk <- Restrict(wrk), dev <- Restrict(dev)

\* Each step is one of P, or leaves the state of P as it is.
Stutters == UNCHANGED P!vars
Projects == Stutters \/ P!Next

\* For TLC: each pair of kinds that keep the rules. Kinds never change, and P
\* reads no other kind than that of the viewer.
Pairs     == {[i1 |-> a, i2 |-> b] : a, b \in Good}
Projected == P!Init /\ [][Projects]_vars
=============================================================================

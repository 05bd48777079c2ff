\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE SharedResv -----------------------------
(***************************************************************************)
(* An imported object uses the reservation object of the buffer, which is  *)
(* embedded in it, and is destroyed later, by a worker that takes the lock *)
(* once more (xe, TTM's delayed destroy).                                  *)
(*                                                                         *)
(* Reference 7.33.  Read in 7.3: the object holds a reference of its own,  *)
(* from before its initialisation until its destructor.  Inferred: the     *)
(* interleaving without.  NeverPut is a mutant.                            *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Linux73", "NoReference", "NeverPut"}

VARIABLES variant,    \* which of them is followed; chosen once
          users,      \* who holds a reference on the buffer
          buffer,     \* "live" or "freed", and its reservation object with it
          object      \* "none", "new", "live", "doomed", "gone"

vars == <<variant, users, buffer, object>>

TypeOK == /\ variant \in Variants
          /\ users \subseteq {"fd", "import", "object"}
          /\ buffer \in {"live", "freed"}
          /\ object \in {"none", "new", "live", "doomed", "gone"}

\* The user's number, and what dma_buf_get took for the import.
Init == /\ variant \in Variants
        /\ users = {"fd", "import"} /\ buffer = "live" /\ object = "none"

Put(u) == /\ users' = users \ {u}
          /\ buffer' = IF users \ {u} = {} THEN "freed" ELSE buffer

-----------------------------------------------------------------------------
Create == /\ object = "none"
          /\ object' = "new"
          /\ users' = IF variant = "NoReference" THEN users
                                                 ELSE users \cup {"object"}
          /\ UNCHANGED <<variant, buffer>>
          /\ Step("Create", <<"importer", "xe">>,
                  "(creates its object)", "7.33")

\* The rest of the import fails: the object is left to the worker.
ImportFails == /\ object = "new"
               /\ object' = "doomed"
               /\ Put("import")
               /\ UNCHANGED variant
               /\ Step("ImportFails", <<"importer", "xe">>,
                       "(import fails)", "7.33")

Imported == /\ object = "new"
            /\ object' = "live"
            /\ UNCHANGED <<variant, users, buffer>>
            /\ Step("Imported", <<"importer", "xe">>,
                    "(import succeeds)", "7.33")

\* The user destroys the object: detached at once, destroyed later.
Destroy == /\ object = "live"
           /\ object' = "doomed"
           /\ Put("import")
           /\ UNCHANGED variant
           /\ Step("Destroy", <<"importer", "xe">>,
                   "(destroys its object)", "7.33")

Close == /\ "fd" \in users
         /\ Put("fd")
         /\ UNCHANGED <<variant, object>>
         /\ Step("Close", <<"user", "closer">>, "close", "5.1")

\* The worker takes the shared lock; the destructor puts the reference.
DelayedDestroy == /\ object = "doomed"
                  /\ object' = "gone"
                  /\ IF variant = "Linux73"
                       THEN Put("object") ELSE UNCHANGED <<users, buffer>>
                  /\ UNCHANGED variant
                  /\ Step("DelayedDestroy", <<"worker", "ttm">>,
                          "ttm_bo_delayed_delete", "14.5")

Next == \/ Create \/ ImportFails \/ Imported \/ Destroy \/ Close
        \/ DelayedDestroy

-----------------------------------------------------------------------------
\* The lock that the worker takes exists.
LockAliveCase == object = "doomed" /\ object' = "gone"
LockAlive == LockAliveCase => buffer = "live"
StepLockAlive == [][LockAlive]_vars

\* When the object is gone and the number closed, so is the buffer.
NothingLeftCase == object = "gone" /\ "fd" \notin users
NothingLeft == NothingLeftCase => buffer = "freed"
=============================================================================

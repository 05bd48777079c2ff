\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE SharedResv -----------------------------
(***************************************************************************)
(* An imported object uses the reservation object that is embedded in the  *)
(* buffer. A worker that takes that lock again destroys it later (xe,      *)
(* TTM's delayed destroy).                                                 *)
(*                                                                         *)
(* Reference 7.33. Read in 7.3: the imported object holds a reference of   *)
(* its own from before its initialisation until its destructor. Inferred:  *)
(* the interleaving without it. NeverPut is a mutant.                      *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Linux73", "NoReference", "NeverPut"}

VARIABLES variant,    \* the variant that is followed; never changes
          users,      \* who holds a reference on the buffer
          buffer,     \* "live" or "freed", with its reservation object
          object      \* "none", "new", "live", "doomed", "gone"

vars == <<variant, users, buffer, object>>

TypeOK == /\ variant \in Variants
          /\ users \subseteq {"fd", "import", "object"}
          /\ buffer \in {"live", "freed"}
          /\ object \in {"none", "new", "live", "doomed", "gone"}

\* The references of the user's fd, and of the import (dma_buf_get).
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

\* The rest of the import fails, and the worker destroys the object.
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

\* The user destroys the object: it is detached now, and destroyed later.
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
\* The lock that the worker takes has not been freed.
LockAliveCase == object = "doomed" /\ object' = "gone"
LockAlive == LockAliveCase => buffer = "live"
StepLockAlive == [][LockAlive]_vars

\* When the object is gone and the fd closed, the buffer is freed.
NothingLeftCase == object = "gone" /\ "fd" \notin users
NothingLeft == NothingLeftCase => buffer = "freed"
=============================================================================

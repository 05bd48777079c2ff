\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE Invariant ------------------------------
(***************************************************************************)
(* Why the reference design keeps its promises: the invariant that holds   *)
(* in each of its states. Every step keeps every conjunct, given all of    *)
(* them; together they imply the claims of Properties; and none can be     *)
(* left out. Inductive.tla lets TLC check that where calls return with     *)
(* their effect; Proof.tla lets a solver prove it, for any number.         *)
(***************************************************************************)
EXTENDS Models

Still(x)   == {exp[x].at} \cup {exp[x].left[n] : n \in DOMAIN exp[x].left}
Inside(x)  == exp[x].at \notin {"idle", "outer", "done"}
\* x holds resv, which it has still to unlock.
InHoldOf(x) == LET ahead == Ahead(exp[x])
               IN  \E n \in DOMAIN ahead :
                     /\ ahead[n] = "unlock"
                     /\ \A m \in 1 .. n : ahead[m] # "lock"
Tells(x)   == InHoldOf(x) /\ "broadcast" \in Still(x)
Taking(x)  == Inside(x) /\ exp[x].op \in {"revoke", "close"}

-----------------------------------------------------------------------------
\* A thread of the exporter owns a lock exactly from its lock step to its
\* unlock.
OuterHeld == \A x \in Exporters : outer = x <=> Inside(x)
ResvHeld  == \A x \in Exporters : resv = x <=> InHoldOf(x)

\* The position of an exporter's thread determines the flag, unless the thread
\* found its operation done already.
FlagOf(x) == CASE exp[x].op = "restore" -> "clear" \in Still(x)
               [] exp[x].op = "move"    -> FALSE
               [] OTHER                 -> "set" \notin Still(x)
FlagKnown == \A x \in Exporters : Inside(x) =>
               \/ flag = FlagOf(x)
               \/ closed /\ Does(x, "finish")
ClosedIsRevoked == closed => /\ flag
                             /\ \A x \in Exporters :
                                  Inside(x) => Does(x, "finish")

\* The position of the revoking thread determines the stage. A thread that has
\* only to finish may have found its operation done already.
StageOf(x) == CASE ~Taking(x)                      -> {"live", "revoked"}
                [] "set" \in Still(x)              -> {"live"}
                [] "fences" \in Still(x)           -> {"revoking"}
                [] ~Does(x, "finish")             -> {"quiet"}
                [] OTHER                           -> {"quiet", "revoked"}
StageIs == /\ stage = "closed" <=> closed
           /\ ~flag <=> stage = "live"
           /\ \/ closed
              \/ \E x \in Exporters : Inside(x) /\ stage \in StageOf(x)
              \/ outer = Free /\ stage \in {"live", "revoked"}

\* Only importers with a callback are attached, and each only once. Where
\* attach does not test that, one without may be attached if it has to pin,
\* or if the exporter never revokes.
Tellable == \A i \in Importers :
              Listed(i) \/ At(drv[i], "attach", "tested") =>
                \/ K(i).callback
                \/ /\ ~Design.RevocableTest
                   /\ K(i).pins \/ "revoke" \notin Design.Offers
Attaches == \A i \in Importers :
              drv[i].op = "attach" /\ drv[i].at # "done" => ~Listed(i)

\* An importer that attaches, or is attached, has all that its callback needs.
ReadyIs == \A i \in Importers :
             ready[i] <=> Listed(i) \/ drv[i].op = "attach"

\* A late call began when the buffer was revoked, the buffer is still revoked,
\* and the call has not passed a test of the flag.
Late(c)  == c.late => /\ Revoked /\ c.op \in Entries
                      /\ \/ c.at = "called"
                         \/ ~Design.AttachTest /\ At(c, "attach", "tested")
Lates    == \A i \in Importers : Late(drv[i])
CpuLates == \A c \in CpuUsers : Late(cpu[c])

\* When the flag is about to be set, the broadcast has still to call the
\* callback of every importer that has a mapping. An importer whose callback
\* is still to be called, or runs, is attached.
AllToTell == \A x \in Exporters : Does(x, "set") =>
               \A i \in Importers : mapped[i] => \E n \in DOMAIN todo :
                                                   todo[n] = i
SomeTell  == todo # << >> => /\ \E x \in Exporters : Tells(x)
                             /\ \A n \in DOMAIN todo : Listed(todo[n])
OneTold   == \A i \in Importers : cb[i] # Idle =>
               /\ Listed(i)
               /\ \A n \in DOMAIN todo : todo[n] # i
               /\ \E x \in Exporters : Tells(x) /\ Does(x, "broadcast")

-----------------------------------------------------------------------------
\* An importer that is not attached has no mapping, nor has one that detaches.
Attached  == \A i \in Importers : mapped[i] => Listed(i)
Detaching == \A i \in Importers : At(drv[i], "detach", "called") =>
                                    ~mapped[i]

\* Hardware has addresses only of a mapping. Only importers whose jobs have
\* fences have jobs and deferred unmaps.
HwMapped  == \A i \in Importers : hw[i] => mapped[i]
JobFenced == \A i \in Importers :
               job[i] # "none" \/ deferred[i] \/ drv[i].op = "submit"
                 => K(i).fenced
DeferredMapped == \A i \in Importers : deferred[i] => mapped[i]

\* The conditions under which a driver began its call still hold.
MapsOnce   == \A i \in Importers : At(drv[i], "map", "called") =>
                                    Listed(i) /\ ~mapped[i]
UnmapsIdle == \A i \in Importers : drv[i].op = "unmap" => job[i] = "none"
Unlocks    == \A i \in Importers : drv[i].op = "unlock" =>
                \/ resv = i /\ drv[i].at = "called"
                \/ drv[i].at = "done"
Waits      == \A i \in Importers : drv[i].at = "waiting" =>
                resv = i /\ mapped[i] /\ Listed(i) /\ ~flag

-----------------------------------------------------------------------------
\* While the flag is set, a mapping whose importer the broadcast has called
\* has a deferred unmap. So no job is left after the wait for fences.
ToBeTold(i) == cb[i].at = "called" \/ \E n \in DOMAIN todo : todo[n] = i
AllDeferred == \A i \in Importers :
                 flag /\ mapped[i] /\ ~ToBeTold(i) => deferred[i]
DevicesQuiet ==
  flag /\ (\A x \in Exporters : Taking(x) => "fences" \notin Still(x))
    => \A i \in Importers : job[i] = "none"

\* After the wait for unmaps no device has a mapping, and no program a kernel
\* mapping.
NoneMapped ==
  flag /\ (\A x \in Exporters : Taking(x) => "unmaps" \notin Still(x))
    => Mappings = 0 /\ \A c \in CpuUsers : ~vmapped[c]

\* The count is 1 for each mapping, and 1 more except between put and re-arm.
Put0   == \E x \in Exporters : Does(x, "unmaps") \/ Does(x, "rearm")
CountIs == count = Counted + IF Put0 THEN 0 ELSE 1
CompIs  == comp <=> count = 0 /\ \E x \in Exporters : Does(x, "unmaps")

\* While the flag is set, a page is mapped only until the zap, which follows
\* under the same lock. No page fault drops the lock before it inserts a page.
Zapped  == \A c \in CpuUsers : flag /\ vma[c] = "pte" =>
             \E x \in Exporters : Does(x, "zap") /\ Taking(x)
Faults  == \A c \in CpuUsers : ~At(cpu[c], "touch", "tested")

\* A program has at most one kernel mapping, and gives back only what it has.
Vmaps   == \A c \in CpuUsers : cpu[c].res # "OK" =>
             /\ cpu[c].op = "vmap"   => ~vmapped[c]
             /\ cpu[c].op = "vunmap" => vmapped[c]
=============================================================================

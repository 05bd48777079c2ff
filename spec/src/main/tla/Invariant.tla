\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE Invariant ------------------------------
(***************************************************************************)
(* Why the reference design keeps its promises: what is true in each of    *)
(* its states.  Every conjunct is kept by every step because of the        *)
(* others, together they imply the claims of Properties, and none can be   *)
(* left out; Inductive.tla is how TLC finds that out where calls return    *)
(* with their effect, and Proof.tla how a solver does, for any number.     *)
(***************************************************************************)
EXTENDS Models

Still(x)   == {exp[x].at} \cup {exp[x].left[n] : n \in DOMAIN exp[x].left}
Inside(x)  == exp[x].at \notin {"idle", "outer", "done"}
\* x has locked resv and has still to unlock it.
InHoldOf(x) == LET ahead == Ahead(exp[x])
               IN  \E n \in DOMAIN ahead :
                     /\ ahead[n] = "unlock"
                     /\ \A m \in 1 .. n : ahead[m] # "lock"
Tells(x)   == InHoldOf(x) /\ "broadcast" \in Still(x)
Taking(x)  == Inside(x) /\ exp[x].op \in {"revoke", "close"}

-----------------------------------------------------------------------------
\* Locks are held by those who are in between, and by nobody else.
OuterHeld == \A x \in Exporters : outer = x <=> Inside(x)
ResvHeld  == \A x \in Exporters : resv = x <=> InHoldOf(x)

\* Where an exporter stands says what the flag is, unless it found that there
\* was nothing to do.
FlagOf(x) == IF exp[x].op = "restore" THEN "clear" \in Still(x)
                                      ELSE "set" \notin Still(x)
FlagKnown == \A x \in Exporters : Inside(x) =>
               \/ flag = FlagOf(x)
               \/ closed /\ Does(x, "finish")
ClosedIsRevoked == closed => /\ flag
                             /\ \A x \in Exporters :
                                  Inside(x) => Does(x, "finish")

\* How far the revoke has come is where its thread stands; one that has only
\* to finish may have found that there was nothing to do.
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

\* Only importers that can be told are attached, and each once.
Tellable == \A i \in Importers :
              Listed(i) \/ At(drv[i], "attach", "tested") => K(i).callback
Attaches == \A i \in Importers :
              drv[i].op = "attach" /\ drv[i].at # "done" => ~Listed(i)

\* Who attaches, or is attached, has all that its callback needs.
ReadyIs == \A i \in Importers :
             ready[i] <=> Listed(i) \/ drv[i].op = "attach"

\* Who is late has begun when the buffer was revoked, it has stayed so, and no
\* test has let him pass.
Late(c)  == c.late => Revoked /\ c.op \in Entries /\ c.at = "called"
Lates    == \A i \in Importers : Late(drv[i])
CpuLates == \A c \in CpuUsers : Late(cpu[c])

\* When the flag is set all who have a mapping are to be told; whoever is to
\* be told, or is being told, is attached.
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
\* Who is not attached has no mapping, and who detaches has none.
Attached  == \A i \in Importers : mapped[i] => Listed(i)
Detaching == \A i \in Importers : At(drv[i], "detach", "called") =>
                                    ~mapped[i]

\* Hardware has addresses within mappings; only where jobs have fences are
\* there any, and unmaps that are left for later.
HwMapped  == \A i \in Importers : hw[i] => mapped[i]
JobFenced == \A i \in Importers :
               job[i] # "none" \/ deferred[i] \/ drv[i].op = "submit"
                 => K(i).fenced
ToldMapped == \A i \in Importers : deferred[i] => mapped[i]

\* What a driver was promised when it made its call is still so.
MapsOnce   == \A i \in Importers : At(drv[i], "map", "called") =>
                                    Listed(i) /\ ~mapped[i]
UnmapsIdle == \A i \in Importers : drv[i].op = "unmap" => job[i] = "none"
Unlocks    == \A i \in Importers : drv[i].op = "unlock" =>
                \/ resv = i /\ drv[i].at = "called"
                \/ drv[i].at = "done"
Waits      == \A i \in Importers : drv[i].at = "waiting" =>
                resv = i /\ mapped[i] /\ Listed(i) /\ ~flag

-----------------------------------------------------------------------------
\* While the flag is set, a mapping of somebody who was told, or came later,
\* is one that its worker is to unmap; so after the wait no job is left.
ToBeTold(i) == cb[i].at = "called" \/ \E n \in DOMAIN todo : todo[n] = i
AllDeferred == \A i \in Importers : flag /\ mapped[i] /\ ~ToBeTold(i) => deferred[i]
DevicesQuiet  == flag /\ (\A x \in Exporters : Taking(x) => "fences" \notin Still(x))
            => \A i \in Importers : job[i] = "none"

\* After the wait for unmaps there is no mapping, of a device or the kernel's.
Drained == flag /\ (\A x \in Exporters : Taking(x) => "unmaps" \notin Still(x))
             => Mappings = 0 /\ \A c \in CpuUsers : ~vmapped[c]

\* The count is one for each mapping, and one but from the put to the re-arm.
Put0   == \E x \in Exporters : Does(x, "unmaps") \/ Does(x, "rearm")
CountIs == count = Counted + IF Put0 THEN 0 ELSE 1
CompIs  == comp <=> count = 0 /\ \E x \in Exporters : Does(x, "unmaps")

\* Pages are gone in the hold in which the flag was set, and none comes by a
\* fault that has let go of the lock.
Zapped  == \A c \in CpuUsers : flag /\ vma[c] = "pte" =>
             \E x \in Exporters : Does(x, "zap") /\ Taking(x)
Faults  == \A c \in CpuUsers : ~At(cpu[c], "touch", "tested")

\* Kernel mappings: one a program, and it gives back what it has.
Vmaps   == \A c \in CpuUsers : cpu[c].res # "OK" =>
             /\ cpu[c].op = "vmap"   => ~vmapped[c]
             /\ cpu[c].op = "vunmap" => vmapped[c]
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE Properties -----------------------------
(***************************************************************************)
(* What is claimed of a design (reference 11.1 and 11.2).  A state claim   *)
(* speaks of one state, a step claim of one step.  Each has a case, the    *)
(* situation of which it speaks, and says nothing of any other: where the  *)
(* case does not occur in a design, that is no yes, but no occasion.       *)
(***************************************************************************)
EXTENDS Types, Asides

Mappings == Cardinality({i \in Importers : mapped[i]})
Counted  == Cardinality({i \in Importers : mapped[i] /\ K(i).counted})
          + Cardinality({c \in CpuUsers : vmapped[c]})
Revoked  == stage \in {"revoked", "closed"}
Calling(i, op) == At(drv[i], op, "called")

\* The call of a driver or a program; that it is answered in a step; and that
\* the answer is an error.
CallOf(u)   == IF u \in Importers THEN drv[u] ELSE cpu[u]
Callers     == Importers \cup CpuUsers
Within(c)   == c.at \notin {"idle", "done"}
Answered(u) == Within(CallOf(u)) /\ ~Within(CallOf(u)')
IsError(c)  == c.res \notin {"-", "OK"}
\* An error that is not about revoke refuses nothing.
Refuses(c)  == IsError(c) /\ c.res \notin {"ENOMEM", "ERESTARTSYS"}

-----------------------------------------------------------------------------
\* S1  No mapping is handed out while the flag is set.
Maps(i) == drv[i].op = "map" /\ drv[i].at \in {"called", "tested"}
S1case == \E i \in Importers : flag /\ Maps(i) /\ drv'[i] # drv[i]
S1 == \A i \in Importers : mapped'[i] /\ ~mapped[i] => ~flag

\* S2  When a revoke is over, no mapping is left.
S2case == Revoked
S2 == Revoked => Mappings = 0

\* S3  A revoke that begins will wait for every mapping that there is: the
\*     count says how many, and nothing is complete yet.
S3case == stage' = "revoking" /\ stage # "revoking"
S3 == S3case => count = 1 + Counted /\ ~comp

\* S4  While the flag is clear the count is 1 and 1 for each mapping: there is
\*     one, or the exporter has drained the buffer before.
S4case == ~flag /\ (Counted > 0 \/ asked # "nothing")
S4 == S4case => count = 1 + Counted

\* S5  No device of an importer that has a callback writes after the fence
\*     wait; it may read ahead as long as it has the addresses.
S5case == /\ stage \notin {"live", "revoking"}
          /\ \E i \in Importers : DeviceAccess(i) # "none" /\ K(i).callback
S5 == S5case => \A i \in Importers :
                  DeviceAccess(i) = "full" => ~K(i).callback

\* Unmapped  No device does anything after its unmap: it does not go on, and
\*     begins nothing.
Leaves(i) == ~mapped'[i] /\ (mapped[i] \/ job'[i] # job[i] \/ hw'[i] # hw[i])
UnmappedCase == \E i \in Importers : Leaves(i)
Unmapped == \A i \in Importers : Leaves(i) => job'[i] = "none" /\ ~hw'[i]

\* S6  No callback runs on an attachment after its detach.
S6case == \E i \in Importers : cb[i] # Idle
S6 == \A i \in Importers : cb[i] # Idle => Listed(i)

\* S7  The flag changes only under both locks.
S7case == flag' # flag
S7 == S7case => resv \in Exporters /\ outer = resv

\* Final  What is closed stays closed, with the flag set.
FinalCase == stage = "closed" \/ stage' = "closed"
Final == FinalCase => stage' = "closed" /\ flag'

\* C1  When revoke has ended, no program can touch the buffer by the CPU.
C1case == Revoked /\ \E c \in CpuUsers : vma[c] # "none" \/ vmapped[c]
C1 == Revoked => \A c \in CpuUsers : CpuAccess(c) = "none"

\* C2  While the flag is set, no path of the CPU lets anybody in.
Gains(c) == \/ vma[c]  = "none" /\ vma'[c] # "none"
            \/ vma[c] # "pte"  /\ vma'[c] = "pte"
            \/ ~vmapped[c]     /\ vmapped'[c]
            \/ At(cpu[c], "begin", "called") /\ cpu'[c].at = "tested"
Enters(c) == /\ cpu[c].op \in {"mmap", "touch", "vmap", "begin"}
             /\ cpu[c].at \in {"called", "tested"}
             /\ cpu'[c] # cpu[c]
C2case == \E c \in CpuUsers : flag /\ Enters(c)
C2 == \A c \in CpuUsers : Gains(c) => ~flag

\* A revoke or a close is over only when the buffer is revoked, and a restore
\* only when it is live (or closed).
Finishes(x) == /\ Does(x, "finish") \/ Does(x, "giveup")
                                    \/ Does(x, "quarantine")
               /\ exp'[x] # exp[x]
               /\ exp[x].op # "move"
EndsCase == \E x \in Exporters : Finishes(x)
Ends == \A x \in Exporters : Finishes(x) =>
          IF exp[x].op = "restore" THEN ~flag' \/ closed'
                                   ELSE flag' /\ Revoked'

\* S8  Whoever may map again, and was told by a revoke that the buffer is
\*     gone, has been told after the flag was cleared when the restore is over:
\*     one who is told before, and maps, is refused, and hears no more (D1).
Undone(i) == Listed(i) /\ ~dead[i] /\ heard[i] # "nothing"
Restored(x) == Finishes(x) /\ exp[x].op = "restore" /\ ~flag
S8case == /\ \E x \in Exporters : Restored(x)
          /\ \E i \in Importers : Undone(i)
S8 == S8case => \A i \in Importers : Undone(i) => heard[i] = "back"

\* S10 A callback that comes while its importer attaches or detaches, or
\*     later, finds all that it needs.
Unsettled(i) == /\ cb[i] # Idle
                /\ drv[i].op \in {"attach", "detach"} \/ ~Listed(i)
S10case == \E i \in Importers : Unsettled(i)
S10 == \A i \in Importers : Unsettled(i) => ready[i]

\* Spared  A revoke that finds the buffer revoked makes nobody dead: who has
\*     attached since the first one has nothing that it could take (D15).
AgainTold(i) == asked = "again" /\ Within(cb[i]) /\ ~Within(cb'[i])
SparedCase == \E i \in Importers : AgainTold(i)
Spared == \A i \in Importers : AgainTold(i) => dead'[i] = dead[i]

\* Every step of the protocol is a step of the contract, or none of it.
RefinesCase == Contract!contract' # Contract!contract
Refines == RefinesCase => Contract!Next

-----------------------------------------------------------------------------
(***************************************************************************)
(* The letter (reference 2.1), and what it leaves unsaid.  Every design is *)
(* judged by these, those that never meant to keep them too.               *)
(***************************************************************************)

\* Permanent  Once set, the flag stays set, whatever the exporter does next.
PermanentCase == flag /\ exp' # exp
Permanent == PermanentCase => flag'

\* New...  A call that begins after a revoke has returned ends with an error.
\*     Each path by itself; that such a call ends is L5, and of those that the
\*     revoke overtakes S1, C2 and Refines speak.
LateAnswer(u, op) == CallOf(u).op = op /\ CallOf(u).late /\ Answered(u)
NewCase(op) == \E u \in Callers : LateAnswer(u, op)
New(op) == \A u \in Callers : LateAnswer(u, op) => IsError(CallOf(u)')

\* Consistent  On each path one error says that the buffer is revoked, for all
\*     kinds of importers and however far the revoke is.  A fault has no error
\*     number to return, so its process gets a signal.  A dead importer does
\*     not ask: its EINVAL is its own.
Answer == [attach |-> "ENODEV", map |-> "ENODEV", mmap |-> "ENODEV",
           vmap |-> "ENODEV", begin |-> "ENODEV", touch |-> "SIGBUS"]
Denied(u) == /\ flag
             /\ CallOf(u).op \in Entries
             /\ u \in Importers => ~dead[u]
             /\ Answered(u) /\ Refuses(CallOf(u)')
ConsistentCase == \E u \in Callers : Denied(u)
Consistent == \A u \in Callers :
                Denied(u) => CallOf(u)'.res = Answer[CallOf(u).op]

\* Allowed  Nobody is refused what he may have: attach, if the importer has a
\*     callback and p2p, map, and access by the CPU, while the flag is clear;
\*     a pin, if he has a callback; a job, while its mapping is not
\*     invalidated; all else at any time.
MayHave(u) ==
  CASE CallOf(u).op = "attach" -> ~flag /\ K(u).callback /\ K(u).p2p
    [] CallOf(u).op = "pin"    -> K(u).callback
    [] CallOf(u).op = "map"    -> ~flag /\ ~dead[u]
    [] CallOf(u).op = "submit" -> mapped[u] /\ ~told[u]
    [] OTHER                   -> CallOf(u).op \in Entries => ~flag
AllowedCase == \E u \in Callers : Answered(u) /\ MayHave(u)
Allowed == \A u \in Callers :
             Answered(u) /\ MayHave(u) => ~Refuses(CallOf(u)')

\* Unaffected  While nobody has asked for a revoke, no call fails; but that
\*     importers without a callback (legacy, static) may not attach any more is
\*     what the series is about.
Served(u) == u \in CpuUsers \/ (K(u).callback /\ K(u).p2p)
Early(u) == /\ asked = "nothing" /\ CallOf(u).op # "submit"
            /\ Answered(u) /\ Served(u)
UnaffectedCase == \E u \in Callers : Early(u)
Unaffected == \A u \in Callers : Early(u) => ~Refuses(CallOf(u)')

-----------------------------------------------------------------------------
(***************************************************************************)
(* A move is a promise too (reference 6, 8.2).                             *)
(***************************************************************************)

\* OldPlace  When a move has ended, no device writes to the place before it;
\*     it may read ahead as long as it has the addresses.
OldPlaceCase == /\ move.at = "none"
                /\ \E i \in move.old : DeviceAccess(i) # "none"
OldPlace == OldPlaceCase => \A i \in move.old : DeviceAccess(i) # "full"

\* NewPlace  While a move's job runs, no device of who has mapped the new place
\*     writes to it.
Newcomers == {i \in Importers : mapped[i]} \ move.old
NewPlaceCase == Copying /\ Newcomers # {}
NewPlace == NewPlaceCase => \A i \in Newcomers : DeviceAccess(i) # "full"

\* MapAgain  Whose mapping a move has taken away, and who maps again while the
\*     buffer is not revoked, gets a mapping.
MapsMoved(i) == i \in move.old /\ ~flag /\ Maps(i) /\ drv'[i] # drv[i]
MapAgainCase == \E i \in Importers : MapsMoved(i)
MapAgain == \A i \in Importers : MapsMoved(i) => ~IsError(drv'[i])

-----------------------------------------------------------------------------
\* S9  Two states that look wrong and are allowed: an attachment whose map is
\*     refused, and a live buffer with an importer that stays dead.
S9attach == \E i \in Importers : /\ Listed(i)
                                 /\ drv[i].op = "map" /\ drv[i].res = "ENODEV"
S9dead   == stage = "live" /\ \E i \in Importers : Listed(i) /\ dead[i]

-----------------------------------------------------------------------------
\* D3  Attach is refused, and by then the buffer is live: it came an instant
\*     too early.
D3 == ~flag /\ \E i \in Importers : drv[i].op = "attach"
                                    /\ drv[i].res = "ENODEV"

Takes(x) == TakesAway(exp[x].op)

\* D7  Nothing but a fence of user space keeps a revoke waiting.
D7 == /\ \E x \in Exporters : Takes(x) /\ Does(x, "fences")
      /\ \A i \in Importers : job[i] = "none"
      /\ ~NoFence("READ")

\* 5.5 A program has begun its access while a job of class BOOKKEEP runs.
WeakBegin == /\ \E c \in CpuUsers : begun[c]
             /\ \E i \in Importers : job[i] = "BOOKKEEP"


-----------------------------------------------------------------------------
\* L1  Every revoke, and every close, ends.
Ended(x) == exp[x].op = "idle"
L1case == \E x \in Exporters : Takes(x)
L1 == \A x \in Exporters : Takes(x) ~> Ended(x)

\* L4  Every restore ends.
Restores(x) == exp[x].op = "restore"
L4case == \E x \in Exporters : Restores(x)
L4 == \A x \in Exporters : Restores(x) ~> Ended(x)

\* L3  After a restore, a dynamic importer that maps again gets its mapping.
GivenBack == asked = "live" /\ outer = Free
MapsAgain(i) == GivenBack /\ Calling(i, "map") /\ ~dead[i]
Gets(i) == mapped[i] \/ asked # "live" \/ drv[i].res = "ENOMEM"
L3case == \E i \in Importers : MapsAgain(i)
L3 == \A i \in Importers : MapsAgain(i) ~> Gets(i)

\* L5  Each call of a driver or a program returns.
Calls(u) == CallOf(u).op # "idle"
Has(u)   == CallOf(u).op = "idle"
L5case == \E u \in Importers \cup CpuUsers : Calls(u)
L5 == \A u \in Importers \cup CpuUsers : Calls(u) ~> Has(u)

\* L6  An importer that a revoke has told lets go of the buffer: this is what
\*     importers owe, and the exporter relies on it (reference 4.6).
Owes(i) == heard[i] = "gone" /\ DeviceAccess(i) # "none"
Pays(i) == heard[i] # "gone" \/ DeviceAccess(i) = "none"
L6case == \E i \in Importers : Owes(i)
L6 == \A i \in Importers : Owes(i) ~> Pays(i)

\* The two sides of each, for a graph: of whom P, of whom Q, if the claim is
\* that P ~> Q of everybody.  The parser's tree is asked whether these are
\* the sides of the claims above.
LeadsFrom == [L1 |-> [x \in Exporters |-> Takes(x)],
              L3 |-> [i \in Importers |-> MapsAgain(i)],
              L4 |-> [x \in Exporters |-> Restores(x)],
              L5 |-> [u \in Importers \cup CpuUsers |-> Calls(u)],
              L6 |-> [i \in Importers |-> Owes(i)]]
LeadsTo   == [L1 |-> [x \in Exporters |-> Ended(x)],
              L3 |-> [i \in Importers |-> Gets(i)],
              L4 |-> [x \in Exporters |-> Ended(x)],
              L5 |-> [u \in Importers \cup CpuUsers |-> Has(u)],
              L6 |-> [i \in Importers |-> Pays(i)]]

-----------------------------------------------------------------------------
\* As many calls are open as the scene has: what is refused here may be no
\* fault, but the bound of the graph.
Full == ~MayBegin

-----------------------------------------------------------------------------
StateClaims == [S2 |-> S2, S4 |-> S4, S5 |-> S5,
                S6 |-> S6, S10 |-> S10, C1 |-> C1,
                OldPlace |-> OldPlace, NewPlace |-> NewPlace]
StateCases  == [S2 |-> S2case, S4 |-> S4case, S5 |-> S5case,
                S6 |-> S6case, S10 |-> S10case, C1 |-> C1case,
                OldPlace |-> OldPlaceCase, NewPlace |-> NewPlaceCase,
                D3 |-> D3, D7 |-> D7, WeakBegin |-> WeakBegin,
                OuterDropped |-> OuterDropped,
                WaitsUnlocked |-> WaitsUnlocked,
                L1 |-> L1case, L3 |-> L3case, L4 |-> L4case,
                L5 |-> L5case, L6 |-> L6case,
                S9attach |-> S9attach, S9dead |-> S9dead, Full |-> Full,
                LeadsFrom |-> LeadsFrom, LeadsTo |-> LeadsTo]
StepClaims  == [Refines |-> Refines, Ends |-> Ends, S1 |-> S1, S3 |-> S3,
                S7 |-> S7,
                S8 |-> S8, C2 |-> C2, Final |-> Final,
                Unmapped |-> Unmapped, Spared |-> Spared,
                Permanent |-> Permanent, NewAttach |-> New("attach"),
                NewMap |-> New("map"), NewVmap |-> New("vmap"),
                NewMmap |-> New("mmap"), NewFault |-> New("touch"),
                NewBegin |-> New("begin"), Consistent |-> Consistent,
                Allowed |-> Allowed, Unaffected |-> Unaffected,
                MapAgain |-> MapAgain]
StepCases   == [Refines |-> RefinesCase, Ends |-> EndsCase, S1 |-> S1case,
                S3 |-> S3case, S7 |-> S7case, S8 |-> S8case, C2 |-> C2case,
                Final |-> FinalCase, Unmapped |-> UnmappedCase,
                Spared |-> SparedCase,
                ActsBetween |-> ActsBetween, AddsFence |-> AddsFence,
                Permanent |-> PermanentCase, NewAttach |-> NewCase("attach"),
                NewMap |-> NewCase("map"), NewVmap |-> NewCase("vmap"),
                NewMmap |-> NewCase("mmap"), NewFault |-> NewCase("touch"),
                NewBegin |-> NewCase("begin"), Consistent |-> ConsistentCase,
                Allowed |-> AllowedCase, Unaffected |-> UnaffectedCase,
                MapAgain |-> MapAgainCase]
=============================================================================

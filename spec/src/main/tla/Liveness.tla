\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Liveness -------------------------------
(***************************************************************************)
(* The liveness claims: every operation ends (reference 11.2). Before them *)
(* stand some situations that are worth knowing: three that look wrong and *)
(* are allowed, and the cases of findings.                                 *)
(***************************************************************************)
EXTENDS Safety, LetterClaims
\* S9  Two states that look wrong and are allowed: an importer is attached and
\*     its map is refused; the buffer is live and an importer stays dead.
S9attach == \E i \in Importers : /\ Listed(i)
                                 /\ drv[i].op = "map" /\ drv[i].res = "ENODEV"
S9dead   == stage = "live" /\ \E i \in Importers : Listed(i) /\ dead[i]

\* An importer without a callback (legacy, static) is turned away although
\* nobody has asked for a revoke. Before the series it could attach; that it no
\* longer can is the purpose of the series (reference 4.5, 4.7).
TurnsAway == /\ asked = "nothing"
             /\ \E i \in Importers : TurnedAway(i, drv[i])

-----------------------------------------------------------------------------
\* D3  Attach is refused although the buffer is live again when it returns:
\*     the test came just before the flag was cleared.
D3 == ~flag /\ \E i \in Importers : drv[i].op = "attach"
                                    /\ drv[i].res = "ENODEV"

Takes(x) == TakesAway(exp[x].op)

\* D7  The only fence for which a revoke still waits is one of user space.
D7 == /\ \E x \in Exporters : Takes(x) /\ Does(x, "fences")
      /\ \A i \in Importers : job[i] = "none"
      /\ ~NoFence("READ")

\* 5.5 A program has begun its access while a job of class BOOKKEEP runs.
WeakBegin == /\ \E c \in CpuUsers : begun[c]
             /\ \E i \in Importers : job[i] = "BOOKKEEP"


-----------------------------------------------------------------------------
\* L1  Every revoke, close and move ends.
Ended(x) == exp[x].op = "idle"
MustEnd(x) == Takes(x) \/ exp[x].op = "move"
L1case == \E x \in Exporters : MustEnd(x)
L1 == \A x \in Exporters : MustEnd(x) ~> Ended(x)

\* L4  Every restore ends.
Restores(x) == exp[x].op = "restore"
L4case == \E x \in Exporters : Restores(x)
L4 == \A x \in Exporters : Restores(x) ~> Ended(x)

\* L3  After a restore, a dynamic importer that maps again gets its mapping.
IsRestored == asked = "live" /\ outer = Free
MapsAgain(i) == IsRestored /\ Calling(i, "map") /\ ~dead[i]
Gets(i) == mapped[i] \/ asked # "live" \/ drv[i].res = "ENOMEM"
L3case == \E i \in Importers : MapsAgain(i)
L3 == \A i \in Importers : MapsAgain(i) ~> Gets(i)

\* L5  Each call of a driver or a program returns.
IsOpen(u)   == CallOf(u).op # "idle"
Returned(u) == CallOf(u).op = "idle"
L5case == \E u \in Importers \cup CpuUsers : IsOpen(u)
L5 == \A u \in Importers \cup CpuUsers : IsOpen(u) ~> Returned(u)

\* L6  An importer whose callback a revoke has called gives up its access when
\*     its job has ended and the exporter has dropped the lock: importers owe
\*     this, and the exporter relies on it (reference 4.6). That the job ends
\*     is the device's to keep, and the lock the exporter's.
MustYield(i) == /\ heard[i] = "gone" /\ DeviceAccess(i) # "none"
                /\ job[i] = "none" /\ resv \notin Exporters
Yielded(i) == heard[i] # "gone" \/ DeviceAccess(i) = "none"
L6case == \E i \in Importers : MustYield(i)
L6 == \A i \in Importers : MustYield(i) ~> Yielded(i)

\* Both sides of each claim P ~> Q, for the search of a graph: P and Q as
\* functions of the processes for which the claim is made. A test compares
\* them with the claims above.
LeadsFrom == [L1 |-> [x \in Exporters |-> MustEnd(x)],
              L3 |-> [i \in Importers |-> MapsAgain(i)],
              L4 |-> [x \in Exporters |-> Restores(x)],
              L5 |-> [u \in Importers \cup CpuUsers |-> IsOpen(u)],
              L6 |-> [i \in Importers |-> MustYield(i)]]
LeadsTo   == [L1 |-> [x \in Exporters |-> Ended(x)],
              L3 |-> [i \in Importers |-> Gets(i)],
              L4 |-> [x \in Exporters |-> Ended(x)],
              L5 |-> [u \in Importers \cup CpuUsers |-> Returned(u)],
              L6 |-> [i \in Importers |-> Yielded(i)]]
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Liveness -------------------------------
(***************************************************************************)
(* That what has begun ends (reference 11.2), and situations that are worth*)
(* knowing of: what looks wrong and is allowed, and cases of findings.     *)
(***************************************************************************)
EXTENDS Safety
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
=============================================================================

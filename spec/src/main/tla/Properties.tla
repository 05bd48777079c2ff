----------------------------- MODULE Properties -----------------------------
(***************************************************************************)
(* What is claimed of a design (reference 11.1 and 11.2).  A state claim   *)
(* speaks of one state, a step claim of one step.  Each has a case, the    *)
(* situation of which it speaks; a case that no configuration reaches      *)
(* fails the build, so that nothing holds for want of an occasion.         *)
(***************************************************************************)
EXTENDS Events

TypeOK ==
  /\ resv  \in Exporters \cup Importers \cup {Free}
  /\ outer \in Exporters \cup {Free}
  /\ flag \in BOOLEAN /\ closed \in BOOLEAN /\ comp \in BOOLEAN
  /\ count \in Saturated..(1 + Cardinality(Importers))
  /\ \A n \in DOMAIN list : list[n] \in Importers
  /\ \A i \in Importers : /\ job[i] \in JobUsages \cup {"none"}
                          /\ told[i] => mapped[i]

Mappings == Cardinality({i \in Importers : mapped[i]})
Revoked  == Phase \in {"revoked", "closed"}
Calling(i, op) == At(drv[i], op, "called")

-----------------------------------------------------------------------------
\* S1  No mapping is handed out while the flag is set.
S1case == \E i \in Importers : flag /\ Calling(i, "map") /\ drv'[i] # drv[i]
S1 == \A i \in Importers : mapped'[i] /\ ~mapped[i] => ~flag

\* S2  When revoke has passed its wait for unmaps, no mapping is left.
S2case == Revoked
S2 == Revoked => Mappings = 0

\* S3  While the buffer is revoked, and not for ever, the count is armed for
\*     the next revoke.
Closing == outer # Free /\ exp[outer].op = "close"
S3case == Phase = "revoked" /\ ~Closing
S3 == S3case /\ Doing # "rearm" => count = 1 /\ ~comp

\* S4  While the flag is clear the count is 1 and 1 for each mapping.
S4case == ~flag /\ Mappings > 0
S4 == ~flag => count = 1 + Mappings

\* S5  No device of an importer that keeps the rules writes after the fence
\*     wait, and none does anything after its unmap.
S5case == Phase \in {"quiet", "revoked"} /\ Mappings > 0
S5 == \A i \in Importers : job[i] # "none" =>
        /\ mapped[i]
        /\ K(i).callback => Phase \in {"live", "revoking"}

\* S6  No callback runs on an attachment after its detach.
S6case == \E i \in Importers : cb[i] # Idle
S6 == \A i \in Importers : cb[i] # Idle => Listed(i)

\* S7  The flag changes only under both locks, and a closed buffer has it set.
S7case == flag' # flag
S7 == /\ flag' # flag => resv \in Exporters /\ outer = resv
      /\ closed' => flag'

\* A revoke or a close is over only when the buffer is revoked, and a restore
\* only when it is live (or closed).
EndsCase == \E x \in Exporters : Does(x, "finish") /\ exp'[x] # exp[x]
Ends == \A x \in Exporters : Does(x, "finish") /\ exp'[x] # exp[x] =>
          IF exp[x].op = "restore" THEN ~flag \/ closed ELSE Revoked

\* Every step of the protocol is a step of the contract, or none of it.
RefinesCase == Contract!contract' # Contract!contract
Refines == RefinesCase => Contract!Next

-----------------------------------------------------------------------------
\* S9  Two states that look wrong and are allowed: an attachment whose map is
\*     refused, and a live buffer with an importer that stays dead.
S9attach == \E i \in Importers : /\ Listed(i)
                                 /\ drv[i].op = "map" /\ drv[i].res = "ENODEV"
S9dead   == Phase = "live" /\ \E i \in Importers : Listed(i) /\ dead[i]

-----------------------------------------------------------------------------
\* L1  Every revoke, and every close, ends.
L1case == \E x \in Exporters : exp[x].op \in {"revoke", "close"}
L1 == \A x \in Exporters :
        exp[x].op \in {"revoke", "close"} ~> exp[x].op = "idle"

\* L3  After a restore, a dynamic importer that maps again gets its mapping.
Restored == asked = "live" /\ outer = Free
L3case == \E i \in Importers : Restored /\ ~dead[i] /\ Calling(i, "map")
L3 == \A i \in Importers :
        (Restored /\ Calling(i, "map") /\ ~dead[i])
          ~> (mapped[i] \/ asked # "live")

-----------------------------------------------------------------------------
\* As many calls are open as the scene has: what is refused here may be no
\* fault, but the bound of the graph.
Full == ~MayBegin

-----------------------------------------------------------------------------
StateClaims == [S2 |-> S2, S3 |-> S3, S4 |-> S4, S5 |-> S5,
                S6 |-> S6]
StateCases  == [S2 |-> S2case, S3 |-> S3case, S4 |-> S4case, S5 |-> S5case,
                S6 |-> S6case, L1 |-> L1case, L3 |-> L3case,
                S9attach |-> S9attach, S9dead |-> S9dead, Full |-> Full]
StepClaims  == [Refines |-> Refines, Ends |-> Ends, S1 |-> S1, S7 |-> S7]
StepCases   == [Refines |-> RefinesCase, Ends |-> EndsCase, S1 |-> S1case,
                S7 |-> S7case]
=============================================================================

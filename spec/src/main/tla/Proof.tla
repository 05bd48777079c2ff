\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Proof --------------------------------
(***************************************************************************)
(* What is proved for any number of importers, threads and programs        *)
(* (./revoke prove): that Invariant, the sentences below and the types     *)
(* are kept by every step, and imply the claims of Properties.  The sets   *)
(* Importers, Exporters and CpuUsers may be of any size here.              *)
(***************************************************************************)
EXTENDS Inductive

\* The designs of which this is the invariant.
Proven == {"Reference", "Linux73", "Letter", "TellLast"}

\* Each thread may be asked for everything that the design offers.
AnyOps == [x \in Exporters |-> {"revoke", "restore", "close", "kill", "move"}]

\* Any mix of importers, and of programs; whoever is absent does nothing.
AnyMix == {[u \in Importers \cup CpuUsers |-> IF u \in Importers THEN drivers[u]
                                              ELSE programs[u]]
            : drivers \in [Importers -> Good \cup {"absent"}],
              programs \in [CpuUsers -> {"cpu", "sync", "absent"}]}

\* Fences of every class; and no bound on who is in a call.
AnyUsage == {Usages[n] : n \in DOMAIN Usages}
Always   == TRUE

-----------------------------------------------------------------------------
\* What TLC knows of a state because it chooses it from types.
PositionsIs == \A x \in Exporters : IsOperation(exp[x])

\* Nobody has come by a path that the design does not have.
PathsIs == \A c \in CpuUsers : /\ ~CpuPaths => kind[c] # "cpu"
                               /\ Design.Mmap = "None" => vma[c] = "none"
                               /\ Design.Vmap = "None" => ~vmapped[c]

\* Who is absent has nothing, and does nothing.
AbsentDriver(i)  == /\ drv[i] = Idle /\ cb[i] = Idle
                    /\ wrk[i] = Idle /\ dev[i] = Idle
                    /\ ~Listed(i) /\ ~mapped[i] /\ job[i] = "none"
AbsentProgram(c) == /\ cpu[c] = Idle /\ vma[c] = "none" /\ ~vmapped[c]
AbsentIs == /\ \A i \in Importers : kind[i] = "absent" => AbsentDriver(i)
            /\ \A c \in CpuUsers  : kind[c] = "absent" => AbsentProgram(c)

-----------------------------------------------------------------------------
\* What is true of the history, of which no step but these depends.

\* While nobody has asked for a revoke, nothing has happened.
UnaskedIs == asked = "nothing" =>
               /\ ~flag /\ ~closed
               /\ \A x \in Exporters : ~Inside(x)
               /\ \A i \in Importers : ~dead[i]

\* Whom a revoke has told that the buffer is gone, the restore that clears the
\* flag tells once more: if it clears it first (D1).
TellsLast == Design.FlagClear = "First"
HeardIs ==
  \A i \in Importers :
    /\ heard[i] # "nothing" => Listed(i)
    /\ TellsLast /\ heard[i] = "gone" =>
         flag \/ \E n \in DOMAIN todo : todo[n] = i
ClearTells ==
  TellsLast => \A x \in Exporters : Does(x, "clear") =>
    \A i \in Importers : Listed(i) => \E n \in DOMAIN todo : todo[n] = i

-----------------------------------------------------------------------------
Typing  == [PositionsIs |-> PositionsIs, PathsIs |-> PathsIs,
            AbsentIs |-> AbsentIs]
History == [UnaskedIs |-> UnaskedIs, HeardIs |-> HeardIs,
            ClearTells |-> ClearTells]
=============================================================================

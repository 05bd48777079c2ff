\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Proof --------------------------------
(***************************************************************************)
(* The proof for any number of importers, threads and programs             *)
(* (./revoke prove): every step keeps Invariant, the conjuncts below and   *)
(* the types, and together they imply the claims of Properties. The sets   *)
(* Importers, Exporters and CpuUsers may be of any size here.              *)
(***************************************************************************)
EXTENDS Inductive, Projection, Ranking, Moving

\* The designs of which this is the invariant.
Proven == {"Reference", "Linux73", "Letter", "TellLast", "Uverbs", "Mover"}

\* Those of which each step is one seen from an importer alone. A move that
\* another's pin prevents is none.
SeenAlone == Proven \ {"Mover"}

\* Each thread may call every operation that the design offers.
AnyOps == [x \in Exporters |-> {"revoke", "restore", "close", "kill", "move"}]

\* Any mix of importers and programs, some of which may be absent.
AnyMix == {[u \in Importers \cup CpuUsers |-> IF u \in Importers THEN drivers[u]
                                              ELSE programs[u]]
            : drivers \in [Importers -> Good \cup {"absent"}],
              programs \in [CpuUsers -> {"cpu", "sync", "reader", "absent"}]}

\* Fences of every class, and no bound on the number of open calls.
AnyUsage == {Usages[n] : n \in DOMAIN Usages}
Always   == TRUE

-----------------------------------------------------------------------------
\* The types of the values. TLC need not check this, because it chooses states
\* from the types.
PositionsIs == \A x \in Exporters : IsOperation(exp[x])

\* No program has access by a path that the design does not have.
PathsIs == \A c \in CpuUsers : /\ ~CpuPaths => kind[c] # "cpu"
                               /\ Design.Mmap = "None" => vma[c] = "none"
                               /\ Design.Vmap = "None" => ~vmapped[c]

\* An absent user is in no call and has nothing of the buffer.
AbsentDriver(i)  == /\ drv[i] = Idle /\ cb[i] = Idle
                    /\ wrk[i] = Idle /\ dev[i] = Idle
                    /\ ~Listed(i) /\ ~mapped[i] /\ job[i] = "none"
AbsentProgram(c) == /\ cpu[c] = Idle /\ vma[c] = "none" /\ ~vmapped[c]
AbsentIs == /\ \A i \in Importers : kind[i] = "absent" => AbsentDriver(i)
            /\ \A c \in CpuUsers  : kind[c] = "absent" => AbsentProgram(c)

\* An importer without a callback is not pinned. If the exporter revokes, it
\* has to pin, so that it maps nothing.
Untellable == \A i \in Importers :
                kind[i] # "absent" /\ ~K(i).callback =>
                  /\ ~dead[i]
                  /\ "revoke" \in Design.Offers =>
                       /\ ~pinned[i] /\ ~mapped[i]
                       /\ ~At(drv[i], "map", "called")
                       /\ At(drv[i], "pin", "called") =>
                            Design.PinOp \in {"Refuses", "Revocable"}

-----------------------------------------------------------------------------
\* The history variables. No step depends on them.

\* While nobody has asked for a revoke, nothing has happened.
UnaskedIs == asked = "nothing" =>
               /\ ~flag /\ ~closed
               /\ \A x \in Exporters : Inside(x) => exp[x].op = "move"
               /\ \A i \in Importers : dead[i] => "move" \in Design.Offers

\* If restore clears the flag before its broadcast, it calls the callback of
\* every importer that a revoke has invalidated (D1).
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
            AbsentIs |-> AbsentIs, Untellable |-> Untellable]
History == [UnaskedIs |-> UnaskedIs, HeardIs |-> HeardIs,
            ClearTells |-> ClearTells]
=============================================================================

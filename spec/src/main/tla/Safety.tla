\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Safety -------------------------------
(***************************************************************************)
(* What a design promises to the users of the buffer in each state and in  *)
(* each step (reference 11.1). A state claim is about one state, a step    *)
(* claim about one step. Each claim has a case, the situation that it is   *)
(* about. If the case of a claim does not occur in a design, the claim     *)
(* does not count as kept; it had no occasion.                             *)
(***************************************************************************)
EXTENDS Types, Asides

Mappings == Cardinality({i \in Importers : mapped[i]})
Counted  == Cardinality({i \in Importers : mapped[i] /\ K(i).counted})
          + Cardinality({c \in CpuUsers : vmapped[c]})
Revoked  == stage \in {"revoked", "closed"}
Calling(i, op) == At(drv[i], op, "called")

\* The call of a driver or a program; whether it gets its result in this step;
\* and whether that is an error.
CallOf(u)   == IF u \in Importers THEN drv[u] ELSE cpu[u]
Callers     == Importers \cup CpuUsers
Within(c)   == c.at \notin {"idle", "done"}
Answered(u) == Within(CallOf(u)) /\ ~Within(CallOf(u)')
IsError(c)  == c.res \notin {"-", "OK"}
\* An error that is not about revoke does not count as a refusal.
Refuses(c)  == IsError(c) /\ c.res \notin {"ENOMEM", "ERESTARTSYS"}

-----------------------------------------------------------------------------
\* S1  No map succeeds while the flag is set.
Maps(i) == drv[i].op = "map" /\ drv[i].at \in {"called", "tested"}
S1case == \E i \in Importers : flag /\ Maps(i) /\ drv'[i] # drv[i]
S1 == \A i \in Importers : mapped'[i] /\ ~mapped[i] => ~flag

\* S2  When a revoke is over, no mapping is left.
S2case == Revoked
S2 == Revoked => Mappings = 0

\* S3  A revoke that begins will wait for every mapping that exists: the count
\*     includes it, and the completion is not set yet.
S3case == stage' = "revoking" /\ stage # "revoking"
S3 == S3case => count = 1 + Counted /\ ~comp

\* S4  While the flag is clear, the count is 1 for the registration and 1 for
\*     each mapping. Its case: there is a mapping, or a revoke came before.
S4case == ~flag /\ (Counted > 0 \/ asked # "nothing")
S4 == S4case => count = 1 + Counted

\* S5  After the fence wait no device of an importer with a callback writes.
\*     It may read ahead as long as it has the addresses.
S5case == /\ stage \notin {"live", "revoking"}
          /\ \E i \in Importers : DeviceAccess(i) # "none" /\ K(i).callback
S5 == S5case => \A i \in Importers :
                  DeviceAccess(i) = "full" => ~K(i).callback

\* Unmapped  After the unmap of a device its job has ended, no new one begins,
\*     and its hardware does not have the addresses.
Leaves(i) == ~mapped'[i] /\ (mapped[i] \/ job'[i] # job[i] \/ hw'[i] # hw[i])
UnmappedCase == \E i \in Importers : Leaves(i)
Unmapped == \A i \in Importers : Leaves(i) => job'[i] = "none" /\ ~hw'[i]

\* S6  No callback runs on an attachment after its detach.
S6case == \E i \in Importers : cb[i] # Idle
S6 == \A i \in Importers : cb[i] # Idle => Listed(i)

\* S7  The flag changes only under both locks.
S7case == flag' # flag
S7 == S7case => resv \in Exporters /\ outer = resv

\* Final  A closed buffer stays closed, with the flag set.
FinalCase == stage = "closed" \/ stage' = "closed"
Final == FinalCase => stage' = "closed" /\ flag'

\* C1  When a revoke is over, no program can access the buffer by the CPU.
C1case == Revoked /\ \E c \in CpuUsers : vma[c] # "none" \/ vmapped[c]
C1 == Revoked => \A c \in CpuUsers : CpuAccess(c) = "none"

\* C2  While the flag is set, no program gains access by the CPU.
Gains(c) == \/ vma[c]  = "none" /\ vma'[c] # "none"
            \/ vma[c] # "pte"  /\ vma'[c] = "pte"
            \/ ~vmapped[c]     /\ vmapped'[c]
            \/ At(cpu[c], "begin", "called") /\ cpu'[c].at = "tested"
Enters(c) == /\ cpu[c].op \in {"mmap", "touch", "vmap", "begin"}
             /\ cpu[c].at \in {"called", "tested"}
             /\ cpu'[c] # cpu[c]
C2case == \E c \in CpuUsers : flag /\ Enters(c)
C2 == \A c \in CpuUsers : Gains(c) => ~flag

\* Ends  When a revoke or a close is over, the buffer is revoked. When a
\*     restore is over, the buffer is live, or closed.
Finishes(x) == /\ Does(x, "finish") \/ Does(x, "giveup")
                                    \/ Does(x, "quarantine")
               /\ exp'[x] # exp[x]
               /\ exp[x].op # "move"
EndsCase == \E x \in Exporters : Finishes(x)
Ends == \A x \in Exporters : Finishes(x) =>
          IF exp[x].op = "restore" THEN ~flag' \/ closed'
                                   ELSE flag' /\ Revoked'

\* ToldBack  When a restore is over, its broadcast has called the callback of
\*     each importer that the revoke invalidated and that may map again, and
\*     the flag was clear by then. An importer that is called before, and maps,
\*     is refused and is not called again (D1).
Undone(i) == Listed(i) /\ ~dead[i] /\ heard[i] # "nothing"
Restored(x) == Finishes(x) /\ exp[x].op = "restore" /\ ~flag
ToldBackCase == /\ \E x \in Exporters : Restored(x)
                /\ \E i \in Importers : Undone(i)
ToldBack == ToldBackCase => \A i \in Importers : Undone(i) => heard[i] = "back"

\* CallbackReady  A callback that runs while its importer attaches or detaches,
\*     or afterwards, finds all that it needs.
Unsettled(i) == /\ cb[i] # Idle
                /\ drv[i].op \in {"attach", "detach"} \/ ~Listed(i)
CallbackReadyCase == \E i \in Importers : Unsettled(i)
CallbackReady == \A i \in Importers : Unsettled(i) => ready[i]

\* Spared  A revoke of a buffer that is revoked already makes no importer dead:
\*     one that has attached since then has no mapping (D15).
AgainTold(i) == asked = "again" /\ Within(cb[i]) /\ ~Within(cb'[i])
SparedCase == \E i \in Importers : AgainTold(i)
Spared == \A i \in Importers : AgainTold(i) => dead'[i] = dead[i]

\* Refines  Every step of the protocol is a step of the contract, or leaves
\*     phase and access as they are.
RefinesCase == Contract!contract' # Contract!contract
Refines == RefinesCase => Contract!Next
=============================================================================

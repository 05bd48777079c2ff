\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE LetterClaims ----------------------------
(***************************************************************************)
(* The letter (reference 2.1), and what it leaves unsaid.  Every design is *)
(* judged by these, those that never meant to keep them too.               *)
(***************************************************************************)
EXTENDS Safety

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
    [] CallOf(u).op = "submit" -> mapped[u] /\ ~deferred[u]
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
=============================================================================

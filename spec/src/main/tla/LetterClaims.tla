\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE LetterClaims ----------------------------
(***************************************************************************)
(* The promises of the cover letter (reference 2.1), and those that it     *)
(* leaves implicit. Every design is judged by them, including designs that *)
(* were not meant to keep them.                                            *)
(***************************************************************************)
EXTENDS Safety

\* Permanent Once the flag is set, it stays set.
PermanentCase == flag /\ exp' # exp
Permanent == PermanentCase => flag'

\* New...  A call that begins after a revoke has returned ends with an error.
\*     There is one claim for each path. That such a call returns is L5; for
\*     calls that overlap the revoke there are S1, C2 and Refines.
LateAnswer(u, op) == CallOf(u).op = op /\ CallOf(u).late /\ Answered(u)
NewCase(op) == \E u \in Callers : LateAnswer(u, op)
New(op) == \A u \in Callers : LateAnswer(u, op) => IsError(CallOf(u)')

\* Consistent  On each path one error says that the buffer is revoked, for all
\*     kinds of importers and in every phase of the revoke. A page fault has
\*     no error to return, so the kernel sends a signal. A dead importer fails
\*     with EINVAL before it calls the exporter; that error is not counted.
ErrorOf == [attach |-> "ENODEV", map |-> "ENODEV", mmap |-> "ENODEV",
           vmap |-> "ENODEV", begin |-> "ENODEV", touch |-> "SIGBUS"]
Denied(u) == /\ flag
             /\ CallOf(u).op \in Entries
             /\ u \in Importers => ~dead[u]
             /\ Answered(u) /\ Refuses(CallOf(u)')
ConsistentCase == \E u \in Callers : Denied(u)
Consistent == \A u \in Callers :
                Denied(u) => CallOf(u)'.res = ErrorOf[CallOf(u).op]

\* Allowed  A call succeeds whenever the user has a right to it: while the flag
\*     is clear, attach with a callback and p2p, map, and access by the CPU; a
\*     pin by an importer with a callback; a job on a mapping that is not
\*     invalidated; and every other call at any time.
MayHave(u) ==
  CASE CallOf(u).op = "attach" -> ~flag /\ K(u).callback /\ K(u).p2p
    [] CallOf(u).op = "pin"    -> K(u).callback
    [] CallOf(u).op = "map"    -> ~flag /\ ~dead[u]
    [] CallOf(u).op = "submit" -> mapped[u] /\ ~deferred[u]
    [] OTHER                   -> CallOf(u).op \in Entries => ~flag
AllowedCase == \E u \in Callers : Answered(u) /\ MayHave(u)
Allowed == \A u \in Callers :
             Answered(u) /\ MayHave(u) => ~Refuses(CallOf(u)')

\* Unaffected  While nobody has asked for a revoke, no call fails, with one
\*     difference that is expected: an importer without a callback, or without
\*     p2p, may be turned away for that reason when it attaches or pins.
BeforeRevoke(u) == asked = "nothing" /\ CallOf(u).op # "submit" /\ Answered(u)
Lacks(i) == ~(K(i).callback /\ K(i).p2p)
TurnedAway(u, c) == /\ c.op \in {"attach", "pin"} /\ c.res = "EOPNOTSUPP"
                    /\ Lacks(u)
UnaffectedCase == \E u \in Callers : BeforeRevoke(u)
Unaffected == \A u \in Callers : BeforeRevoke(u) /\ Refuses(CallOf(u)') =>
                TurnedAway(u, CallOf(u)')
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Revoke -------------------------------
(***************************************************************************)
(* The contract: what everybody who shares a buffer may rely on when its   *)
(* exporter can take it back.  No locks, no counts, no drivers: a phase,   *)
(* and for each user the access that it may still make.                    *)
(*                                                                         *)
(*    live      ->  revoking  ->  quiet      ->  revoked   ->  closed      *)
(*    anything      no new        devices: reads nothing       nothing,    *)
(*                  access        whose data is                for ever    *)
(*                                dropped                                  *)
(*                                                                         *)
(* Revoke returns in the phase "revoked".  Source: the kernel-doc of       *)
(* dma_buf_invalidate_mappings (reference 1.3 and 4.6).                    *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS Users,        \* the importers' devices, and programs on the CPU
          Devices       \* the former

VARIABLES phase,        \* how far the revoke has come
          access        \* user -> the most that it may still do

contract == <<phase, access>>

Phases == <<"live", "revoking", "quiet", "revoked", "closed">>

Rank(p) == CHOOSE n \in DOMAIN Phases : Phases[n] = p

Accesses == {"none", "read", "full"}     \* read: speculative, data dropped

Amount(a) == CASE a = "none" -> 0 [] a = "read" -> 1 [] a = "full" -> 2

\* The most that a user may do in a phase.
Limit(p, u) == CASE p \in {"live", "revoking"}   -> "full"
                 [] p = "quiet"                  -> IF u \in Devices
                                                      THEN "read" ELSE "full"
                 [] p \in {"revoked", "closed"}  -> "none"

TypeOK == /\ phase \in {Phases[n] : n \in DOMAIN Phases}
          /\ access \in [Users -> Accesses]

\* A buffer may be exported while it is taken back: nobody has access yet.
Init == /\ phase \in {"live", "revoked"}
        /\ access = [u \in Users |-> "none"]

-----------------------------------------------------------------------------
\* A user maps the buffer, starts a job, touches a page: only while it is
\* live.
Widen(u) == /\ phase = "live"
            /\ \E a \in Accesses : /\ Amount(a) > Amount(access[u])
                                   /\ access' = [access EXCEPT ![u] = a]
            /\ UNCHANGED phase

\* A user's job ends, or it unmaps: always allowed.  One zap takes the pages
\* of many.
Narrow == /\ access' \in [Users -> Accesses]
          /\ access' # access
          /\ \A u \in Users : Amount(access'[u]) <= Amount(access[u])
          /\ UNCHANGED phase

\* Revoke, or the final close, comes further: only when no user can do more
\* than the new phase allows.  This is the whole promise.
Advance(p) == /\ Rank(p) > Rank(phase)
              /\ \A u \in Users : Amount(access[u]) <= Amount(Limit(p, u))
              /\ phase' = p
              /\ UNCHANGED access

\* The exporter gives the buffer back to its users.
Restore == /\ phase = "revoked"
           /\ phase' = "live"
           /\ UNCHANGED access

\* A second revoke, or the close, may go all the way once more: that grants
\* nothing to anybody.
Repeat == /\ phase = "revoked"
          /\ phase' = "revoking"
          /\ UNCHANGED access

Next == \/ \E u \in Users : Widen(u)
        \/ Narrow
        \/ \E n \in DOMAIN Phases : Advance(Phases[n])
        \/ Restore
        \/ Repeat

Spec == Init /\ [][Next]_contract

-----------------------------------------------------------------------------
\* No user does more than the phase allows.
Promise == \A u \in Users : Amount(access[u]) <= Amount(Limit(phase, u))

THEOREM Spec => [](TypeOK /\ Promise)

-----------------------------------------------------------------------------
\* What users owe: who has access when a revoke has begun lets go of it.  An
\* exporter cannot take it away, and relies on that.
Owes(u)  == phase # "live" /\ access[u] # "none"
Yield(u) == /\ Owes(u)
            /\ access' = [access EXCEPT ![u] = "none"]
            /\ UNCHANGED phase
Rely == \A u \in Users : WF_contract(Yield(u))

\* What the exporter owes: a revoke goes on when nobody has access any more.
GoOn == phase \in {"revoking", "quiet"} /\ Advance("revoked")
Guarantee == WF_contract(GoOn)

\* So every access is given up, unless the buffer comes back, and every revoke
\* comes to its end.
GivenUp == \A u \in Users : Owes(u) ~> ~Owes(u)
Comes   == phase \in {"revoking", "quiet"} ~> phase \in {"revoked", "closed"}

THEOREM Spec /\ Rely => GivenUp
THEOREM Spec /\ Rely /\ Guarantee => Comes
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Revoke -------------------------------
(***************************************************************************)
(* The contract: what the users of a buffer may rely on when its exporter  *)
(* can revoke it. The module has no locks, no counts and no drivers. It    *)
(* has a phase, and for each user the access that this user still has.     *)
(*                                                                         *)
(*    live      ->  revoking  ->  quiet      ->  revoked   ->  closed      *)
(*    anything      no new        devices: reads nothing       nothing,    *)
(*                  access        whose data is                for ever    *)
(*                                dropped                                  *)
(*                                                                         *)
(* A revoke returns in the phase "revoked". Source: the kernel-doc of      *)
(* dma_buf_invalidate_mappings (reference 1.3 and 4.6).                    *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS Users,        \* the importers' devices, and programs on the CPU
          Devices       \* those users that are devices

VARIABLES phase,        \* how far the revoke has come
          access        \* user -> the most that this user can still do

contract == <<phase, access>>

Phases == <<"live", "revoking", "quiet", "revoked", "closed">>

Rank(p) == CHOOSE n \in DOMAIN Phases : Phases[n] = p

Accesses == {"none", "read", "full"}   \* "read": read ahead, data dropped

Amount(a) == CASE a = "none" -> 0 [] a = "read" -> 1 [] a = "full" -> 2

\* The most that a user is allowed in a phase.
Limit(p, u) == CASE p \in {"live", "revoking"}   -> "full"
                 [] p = "quiet"                  -> IF u \in Devices
                                                      THEN "read" ELSE "full"
                 [] p \in {"revoked", "closed"}  -> "none"

TypeOK == /\ phase \in {Phases[n] : n \in DOMAIN Phases}
          /\ access \in [Users -> Accesses]

\* A buffer may be exported while it is revoked; no user has access at first.
Init == /\ phase \in {"live", "revoked"}
        /\ access = [u \in Users |-> "none"]

-----------------------------------------------------------------------------
\* A user maps the buffer, starts a job or touches a page. This is allowed
\* only while the buffer is live. One fence can let the jobs of several users
\* begin at once.
Widen == /\ phase = "live"
         /\ access' \in [Users -> Accesses]
         /\ access' # access
         /\ \A u \in Users : Amount(access'[u]) >= Amount(access[u])
         /\ UNCHANGED phase

\* A user's job ends, or the user unmaps. This is always allowed. One zap can
\* take the pages of several users at once.
Narrow == /\ access' \in [Users -> Accesses]
          /\ access' # access
          /\ \A u \in Users : Amount(access'[u]) <= Amount(access[u])
          /\ UNCHANGED phase

\* A revoke or a close enters a later phase. It may do so only when no user
\* can do more than that phase allows. This is the central promise.
Advance(p) == /\ Rank(p) > Rank(phase)
              /\ \A u \in Users : Amount(access[u]) <= Amount(Limit(p, u))
              /\ phase' = p
              /\ UNCHANGED access

\* The exporter makes the buffer usable again.
Restore == /\ phase = "revoked"
           /\ phase' = "live"
           /\ UNCHANGED access

\* A second revoke, or a close, may go through all phases once more. No user
\* gains access by that.
Repeat == /\ phase = "revoked"
          /\ phase' = "revoking"
          /\ UNCHANGED access

Next == \/ Widen
        \/ Narrow
        \/ \E n \in DOMAIN Phases : Advance(Phases[n])
        \/ Restore
        \/ Repeat

Spec == Init /\ [][Next]_contract

-----------------------------------------------------------------------------
\* No user can do more than the phase allows.
Promise == \A u \in Users : Amount(access[u]) <= Amount(Limit(phase, u))

THEOREM Spec => [](TypeOK /\ Promise)

-----------------------------------------------------------------------------
\* What users owe: a user that has access when a revoke begins gives it up. An
\* exporter cannot take the access away, and relies on the user.
Owes(u)  == phase # "live" /\ access[u] # "none"
Yield(u) == /\ Owes(u)
            /\ access' = [access EXCEPT ![u] = "none"]
            /\ UNCHANGED phase
Rely == \A u \in Users : WF_contract(Yield(u))

\* What the exporter owes: a revoke proceeds once no user has access.
Proceed == phase \in {"revoking", "quiet"} /\ Advance("revoked")
Guarantee == WF_contract(Proceed)

\* It follows that every access is given up, unless the buffer is restored,
\* and that every revoke ends.
GivenUp == \A u \in Users : Owes(u) ~> ~Owes(u)
Comes   == phase \in {"revoking", "quiet"} ~> phase \in {"revoked", "closed"}

THEOREM Spec /\ Rely => GivenUp
THEOREM Spec /\ Rely /\ Guarantee => Comes
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Mutants ------------------------------
(***************************************************************************)
(* Mutants of the spec, explored side by side.  Each stands in the place   *)
(* of a design: it follows a design, without one piece of the spec.  That  *)
(* piece asks Dropped.  A mutant that breaks a claim is not explored any   *)
(* further.                                                                *)
(***************************************************************************)
EXTENDS Export, Rules, Dropping, TLC

CONSTANTS Numbers,      \* mutant -> the register of TLC that says: broken
          Broken        \* claims that the design breaks itself

ASSUME \A m \in DOMAIN Numbers : TLCSet(Numbers[m], FALSE)

\* What stands for Dropped: is k the piece that this mutant lacks?
IsDropped(k) == design = k

\* What stands for it where nobody lacks anything: FALSE, and the first time
\* that k is asked it is printed.
NoteAsked(k) == /\ ~TLCGet(Numbers[k])
                /\ TLCSet(Numbers[k], TRUE)
                /\ PrintT(k)
                /\ FALSE

\* The value of e, or v if e has none, as the head of an empty sequence; TLC
\* finds that out by an override in Java.
Valued(e, v) == e

\* Claims that have no value are broken, and such cases do not occur.  What is
\* no state of the spec at all is asked nothing else.
NoValue == [Value |-> FALSE]

StateClaimsM == IF Valued(TypeOK, FALSE)
                  THEN Valued(Recall(StateClaims) @@ Recall(StateRules),
                              NoValue)
                  ELSE [TypeOK |-> FALSE]
StateCasesM  == Valued([Calls |-> UnderWay] @@ Recall(StateCases), NoValue)
StepClaimsM  == Valued(Recall(StepClaims) @@ Recall(StepRules), NoValue)

\* Whether a claim fails; overridden in Java too, which is much faster.
Fails(claims, but) == \E c \in DOMAIN claims \ but : ~claims[c]

\* Always TRUE.
Note(broken) == broken => TLCSet(Numbers[design], TRUE)

\* Events follow from the states of a step, and cases of steps are not asked.
StateM == LET claims == StateClaimsM
          IN  /\ ExportState(claims, StateCasesM)
              /\ Note(Fails(claims, Broken))
StepM  == LET claims == StepClaimsM
          IN  /\ ExportStep(Silent, claims, NoValue)
              /\ Note(Fails(claims, Broken))
NextM  == ~TLCGet(Numbers[design]) /\ Next

-----------------------------------------------------------------------------
\* Who does what in the scenes of mutants.
TwoClose   == [x1 |-> {"revoke", "restore", "move"}, x2 |-> {"close"}]
Twins      == {[i1 |-> "dynamic", i2 |-> "dynamic"]}
OneMove    == [x1 |-> {"move"}]
Movable    == {[i1 |-> k] : k \in {"dynamic", "odp", "legacy"}}
Various    == {[i1 |-> k] : k \in {"revocable", "iommufd", "odp", "virtio"}}
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Mutants ------------------------------
(***************************************************************************)
(* Mutants of the spec, explored side by side. A mutant takes the place of *)
(* a design: it follows that design without one piece of the spec. That    *)
(* piece asks Dropped whether it is missing. Once a mutant has broken a    *)
(* claim, it is not explored further.                                      *)
(***************************************************************************)
EXTENDS Export, Rules, Dropping, TLC

CONSTANTS Numbers,      \* mutant -> TLC register: TRUE once it broke a claim
          Broken        \* claims that the unchanged design breaks

ASSUME \A m \in DOMAIN Numbers : TLCSet(Numbers[m], FALSE)

\* Overrides Dropped: k is the piece that this mutant lacks.
IsDropped(k) == design = k

\* Overrides Dropped when no piece is missing: it is FALSE, and prints each k
\* once, so that the pieces that are evaluated are known.
NoteAsked(k) == /\ ~TLCGet(Numbers[k])
                /\ TLCSet(Numbers[k], TRUE)
                /\ PrintT(k)
                /\ FALSE

\* The value of e, or v if the evaluation of e fails, as that of the head of
\* an empty sequence does. An override in Java finds that out.
Valued(e, v) == e

\* Claims whose evaluation fails count as broken, and such cases as not
\* occurring. On a value that is not type-correct no other claim is evaluated.
NoValue == [Value |-> FALSE]

StateClaimsM == IF Valued(TypeOK, FALSE)
                  THEN Valued(Recall(StateClaims) @@ Recall(StateRules),
                              NoValue)
                  ELSE [TypeOK |-> FALSE]
StateCasesM  == Valued([Calls |-> UnderWay] @@ Recall(StateCases), NoValue)
StepClaimsM  == Valued(Recall(StepClaims) @@ Recall(StepRules), NoValue)

\* Always TRUE.
Note(broken) == broken => TLCSet(Numbers[design], TRUE)

\* Mutants need no events, and no cases of steps.
StateM == LET claims == StateClaimsM
          IN  /\ ExportState(claims, StateCasesM)
              /\ Note(Fails(claims, Broken))
StepM  == LET claims == StepClaimsM
          IN  /\ ExportStep(Silent, claims, NoValue)
              /\ Note(Fails(claims, Broken))
NextM  == ~TLCGet(Numbers[design]) /\ Next

-----------------------------------------------------------------------------
\* The threads of the exporter, and who shares the buffer, in mutants' scenes.
TwoClose   == [x1 |-> {"revoke", "restore", "move"}, x2 |-> {"close"}]
Twins      == {[i1 |-> "dynamic", i2 |-> "dynamic"]}
OneMove    == [x1 |-> {"move"}]
Movable    == {[i1 |-> k] : k \in {"dynamic", "odp", "legacy"}}
Various    == {[i1 |-> k] : k \in {"revocable", "iommufd", "odp", "virtio"}}
=============================================================================

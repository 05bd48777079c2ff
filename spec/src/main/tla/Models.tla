------------------------------- MODULE Models -------------------------------
(***************************************************************************)
(* What TLC needs, and nobody else: bounds.  A configuration is a file of  *)
(* models/, which names a design, and one of scenes/, which says who       *)
(* shares the buffer and what is checked.                                  *)
(***************************************************************************)
EXTENDS Properties, Fairness, Designs

ASSUME /\ DOMAIN Design = DOMAIN Knobs
       /\ \A k \in DOMAIN Knobs : Design[k] \in Knobs[k]

\* Two threads of the exporter, or one for all.
TwoThreads == [x1 |-> {"revoke", "restore"}, x2 |-> {"revoke", "close"}]
Racing     == [x1 |-> {"revoke", "close"}, x2 |-> {"restore"}]
OneThread  == [x1 |-> {"revoke", "restore", "close"}]

\* Each kind of importer alone; and pairs of them.
Singles == {[i1 |-> k] : k \in Kinds}
Dynamic == {[i1 |-> "dynamic"]}
Pair    == {[i1 |-> "dynamic", i2 |-> "revocable"]}
Silents == {[i1 |-> "legacy",  i2 |-> "static"]}

\* The step claims as TLC's own properties.
Refinement == Contract!Spec
StepS1     == [][S1]_vars
StepEnds   == [][Ends]_vars
StepS7     == [][S7]_vars
=============================================================================

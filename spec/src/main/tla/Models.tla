\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Models -------------------------------
(***************************************************************************)
(* What TLC needs, and nobody else: bounds.  A configuration is a file of  *)
(* scenes/, which says who shares the buffer, and the designs Explored.    *)
(***************************************************************************)
EXTENDS Properties, Fairness

ASSUME \A d \in Explored :
         /\ DOMAIN DesignTable[d] = DOMAIN Knobs
         /\ \A k \in DOMAIN Knobs : DesignTable[d][k] \in Knobs[k]

\* Every design and bug that there is.
Every == DOMAIN DesignTable

\* Two threads of the exporter, or one for all.
TwoThreads == [x1 |-> {"revoke", "restore"}, x2 |-> {"revoke", "close"}]
Racing     == [x1 |-> {"revoke"}, x2 |-> {"restore"}]
OneCloses  == [x1 |-> {"revoke", "close"}, x2 |-> {"revoke", "restore"}]
OneRevoke  == [x1 |-> {"revoke"}]
NoOps      == [x1 |-> {}]
OneThread  == [x1 |-> {"revoke", "restore", "close", "kill", "move"}]

\* Each kind of importer alone that keeps the rules; pairs.
Alone   == {[i1 |-> k, c1 |-> "absent"] : k \in Good}
             \cup {[i1 |-> "absent", c1 |-> "cpu"]}
OneImporter == {[i1 |-> k] : k \in Good}
Singles == {[i1 |-> k] : k \in {"dynamic", "revocable", "legacy", "static"}}
OneProgram  == {[c1 |-> k] : k \in {"cpu", "absent"}}
Both    == {[i1 |-> "dynamic", c1 |-> "cpu"]}
Unasked == {p \in Alone \cup Both :
              p["i1"] # "absent" => KindTable[p["i1"]].callback}
Demand  == {[i1 |-> "odp", i2 |-> "dynamic"]}
Dynamic == {[i1 |-> "dynamic"]}
Plain   == {[i1 |-> k] : k \in {"dynamic", "legacy", "static", "iommufd"}}
Programs == {[i1 |-> "absent", c1 |-> "cpu"]}
TwoPrograms == {[i1 |-> "absent", c1 |-> "cpu", c2 |-> "cpu"]}
Pair    == {[i1 |-> "dynamic", i2 |-> "revocable"]}
Pinned  == {[i1 |-> "revocable", i2 |-> "revocable"]}
Racers  == {[i1 |-> k] : k \in {"virtio", "odp", "revocable", "iommufd"}}
Silents == {[i1 |-> "legacy",  i2 |-> "static"]}
Fencers == {[i1 |-> "dynamic", i2 |-> "revocable", c1 |-> "absent"],
            [i1 |-> "dynamic", i2 |-> "absent",    c1 |-> "sync"]}

\* Of claims by their names, those that do not hold.
Failing(claims) == {c \in DOMAIN claims : ~claims[c]}

\* The step claims as TLC's own properties.
Refinement == Contract!Spec
Given      == Contract!GivenUp
Coming     == Contract!Comes
StepRefines    == [][Refines]_vars
StepEnds       == [][Ends]_vars
StepS1         == [][S1]_vars
StepS3         == [][S3]_vars
StepS7         == [][S7]_vars
StepToldBack         == [][ToldBack]_vars
StepC2         == [][C2]_vars
StepFinal      == [][Final]_vars
StepUnmapped   == [][Unmapped]_vars
StepSpared     == [][Spared]_vars
StepPermanent  == [][Permanent]_vars
StepNewAttach  == [][New("attach")]_vars
StepNewMap     == [][New("map")]_vars
StepNewVmap    == [][New("vmap")]_vars
StepNewMmap    == [][New("mmap")]_vars
StepNewFault   == [][New("touch")]_vars
StepNewBegin   == [][New("begin")]_vars
StepConsistent == [][Consistent]_vars
StepAllowed    == [][Allowed]_vars
StepUnaffected == [][Unaffected]_vars
StepMapAgain   == [][MapAgain]_vars

\* The protocol with all that must go on happening, for the claims of liveness.
LiveSpec == Spec /\ ThreadsRun /\ CallbacksRun /\ LocksAreFair /\ FencesSignal
                 /\ WorkersUnmap /\ HoldersLetGo /\ VmapsEnd /\ TimersExpire
=============================================================================

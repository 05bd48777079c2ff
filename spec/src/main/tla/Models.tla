\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Models -------------------------------
(***************************************************************************)
(* The bounds that TLC needs and the spec does not. A configuration        *)
(* consists of the designs Explored and of a file of scenes/, which says   *)
(* who shares the buffer.                                                  *)
(***************************************************************************)
EXTENDS Properties, Fairness

ASSUME \A d \in Explored :
         /\ DOMAIN DesignTable[d] = DOMAIN Knobs
         /\ \A k \in DOMAIN Knobs : DesignTable[d][k] \in Knobs[k]

\* All designs and bugs.
Every == DOMAIN DesignTable

\* The operations that each thread of the exporter may call.
TwoThreads == [x1 |-> {"revoke", "restore"}, x2 |-> {"revoke", "close"}]
Racing     == [x1 |-> {"revoke"}, x2 |-> {"restore"}]
OneCloses  == [x1 |-> {"revoke", "close"}, x2 |-> {"revoke", "restore"}]
OneRevoke  == [x1 |-> {"revoke"}]
NoOps      == [x1 |-> {}]
OneThread  == [x1 |-> {"revoke", "restore", "close", "kill", "move"}]

\* Who shares the buffer: one importer that keeps the rules, or several users.
Alone   == {[i1 |-> k, c1 |-> "absent"] : k \in Good}
             \cup {[i1 |-> "absent", c1 |-> "cpu"]}
OneImporter == {[i1 |-> k] : k \in Good}
Singles == {[i1 |-> k] : k \in {"dynamic", "revocable", "legacy", "static"}}
OneProgram  == {[c1 |-> k] : k \in {"cpu", "absent"}}
Both    == {[i1 |-> "dynamic", c1 |-> "cpu"]}
Unasked == Alone \cup Both
Demand  == {[i1 |-> "odp", i2 |-> "dynamic"]}
TwoClasses == {[i1 |-> "odp", i2 |-> "dynamic", i3 |-> "dynamic"]}
Dynamic == {[i1 |-> "dynamic"]}
Plain   == {[i1 |-> k] : k \in {"dynamic", "legacy", "static", "iommufd"}}
Programs == {[i1 |-> "absent", c1 |-> "cpu"]}
TwoPrograms == {[i1 |-> "absent", c1 |-> "cpu", c2 |-> "cpu"]}
Pair    == {[i1 |-> "dynamic", i2 |-> "revocable"]}
TwoPins == {[i1 |-> "revocable", i2 |-> "revocable"]}
Racers  == {[i1 |-> k] : k \in {"virtio", "odp", "revocable", "iommufd"}}
Silents == {[i1 |-> "legacy",  i2 |-> "static"]}
TwoJobs == {[i1 |-> "dynamic", i2 |-> "dynamic", c1 |-> "reader"]}
Fencers == {[i1 |-> "dynamic", i2 |-> "revocable", c1 |-> "absent"],
            [i1 |-> "dynamic", i2 |-> "absent",    c1 |-> "sync"]}

\* One leak of the count is enough (MayLeak).
OneLeak == count <= 1

\* The names of the claims that are false, of a record of claims.
Failing(claims) == {c \in DOMAIN claims : ~claims[c]}

\* The claims about steps as properties of TLC.
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

\* The protocol with all its fairness, for the liveness claims.
LiveSpec == Spec /\ ThreadsRun /\ CallbacksRun /\ LocksAreFair /\ FencesSignal
                 /\ WorkersUnmap /\ HoldersLetGo /\ VmapsEnd /\ TimersExpire
=============================================================================

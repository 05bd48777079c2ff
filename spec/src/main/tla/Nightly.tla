\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Nightly -------------------------------
(***************************************************************************)
(* A run of TLC whose graph would be too large: the claims are TLC's own   *)
(* invariants and properties, and the threads of the exporter are          *)
(* symmetric.                                                              *)
(***************************************************************************)
EXTENDS Models, TLC

CONSTANT Broken         \* claims that the design breaks

\* A claim about a step is not evaluated if the step changes nothing that the
\* claim reads; this is so for most steps.
Lean ==
  [ Refines |-> UNCHANGED <<stage, job, hw, vma, vmapped>> \/ Refines,
    Ends    |-> exp' = exp \/ Ends,
    S1      |-> mapped' = mapped \/ S1,
    S7      |-> flag' = flag \/ S7,
    Final   |-> UNCHANGED <<flag, stage>> \/ Final,
    Unmapped |-> UNCHANGED <<mapped, job, hw>> \/ Unmapped,
    Permanent |-> exp' = exp \/ Permanent,
    NewAttach |-> drv' = drv \/ New("attach"),
    NewMap    |-> drv' = drv \/ New("map"),
    NewVmap   |-> cpu' = cpu \/ New("vmap"),
    NewMmap   |-> cpu' = cpu \/ New("mmap"),
    NewFault  |-> cpu' = cpu \/ New("touch"),
    NewBegin  |-> cpu' = cpu \/ New("begin"),
    Consistent |-> UNCHANGED <<drv, cpu>> \/ Consistent,
    Allowed    |-> UNCHANGED <<drv, cpu>> \/ Allowed,
    Unaffected |-> UNCHANGED <<drv, cpu>> \/ Unaffected,
    MapAgain   |-> drv' = drv \/ MapAgain,
    S3      |-> stage' = stage \/ S3,
    ToldBack      |-> exp' = exp \/ ToldBack,
    Spared  |-> cb' = cb \/ Spared,
    C2      |-> UNCHANGED <<vma, vmapped, cpu>> \/ C2 ]
LeanIsAll  == [][Lean = StepClaims]_vars

ClaimsHold == ~Fails(Recall(StateClaims), Broken)
StepClaimsHold  == [][~Fails(Recall(Lean), Broken)]_vars

\* Threads with the same operations are symmetric. Importers of different
\* kinds are not; each set of three kinds occurs in one order only.
Alike     == [x \in Exporters |-> {"revoke", "restore", "close"}]
SameRoles == Permutations(Exporters)
Seven == <<"dynamic", "virtio", "odp", "revocable", "iommufd", "legacy",
           "static">>
Three == {[i1 |-> Seven[t[1]], i2 |-> Seven[t[2]], i3 |-> Seven[t[3]]] :
            t \in {u \in [1 .. 3 -> DOMAIN Seven] : /\ u[1] < u[2]
                                                   /\ u[2] < u[3]}}
Four  == {[i1 |-> Seven[t[1]], i2 |-> Seven[t[2]], i3 |-> Seven[t[3]],
           i4 |-> Seven[t[4]]] :
            t \in {u \in [1 .. 4 -> DOMAIN Seven] : /\ u[1] < u[2]
                                                   /\ u[2] < u[3]
                                                   /\ u[3] < u[4]}}
=============================================================================

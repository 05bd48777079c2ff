\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE Properties -----------------------------
(***************************************************************************)
(* The claims about a design by name, and the case of each claim: the      *)
(* situation that it is about. The modules that this one extends define    *)
(* them; the manifest has a sentence for each.                             *)
(***************************************************************************)
EXTENDS Safety, LetterClaims, MoveClaims, Liveness

\* As many calls are open as the scene allows. A call that cannot begin here
\* is no fault of the design, but the bound of the graph.
Full == ~MayBegin

-----------------------------------------------------------------------------
StateClaims == [S2 |-> S2, S4 |-> S4, S5 |-> S5,
                S6 |-> S6, CallbackReady |-> CallbackReady, C1 |-> C1,
                OldPlace |-> OldPlace, NewPlace |-> NewPlace]
StateCases  == [S2 |-> S2case, S4 |-> S4case, S5 |-> S5case,
                S6 |-> S6case, CallbackReady |-> CallbackReadyCase,
                C1 |-> C1case,
                OldPlace |-> OldPlaceCase, NewPlace |-> NewPlaceCase,
                D3 |-> D3, D7 |-> D7, WeakBegin |-> WeakBegin,
                OuterDropped |-> OuterDropped,
                WaitsUnlocked |-> WaitsUnlocked,
                L1 |-> L1case, L3 |-> L3case, L4 |-> L4case,
                L5 |-> L5case, L6 |-> L6case,
                S9attach |-> S9attach, S9dead |-> S9dead,
                TurnsAway |-> TurnsAway, Full |-> Full,
                LeadsFrom |-> LeadsFrom, LeadsTo |-> LeadsTo]
StepClaims  == [Refines |-> Refines, Ends |-> Ends, S1 |-> S1, S3 |-> S3,
                S7 |-> S7,
                ToldBack |-> ToldBack, C2 |-> C2, Final |-> Final,
                Unmapped |-> Unmapped, Spared |-> Spared,
                Permanent |-> Permanent, NewAttach |-> New("attach"),
                NewMap |-> New("map"), NewVmap |-> New("vmap"),
                NewMmap |-> New("mmap"), NewFault |-> New("touch"),
                NewBegin |-> New("begin"), Consistent |-> Consistent,
                Allowed |-> Allowed, Unaffected |-> Unaffected,
                MapAgain |-> MapAgain]
StepCases   == [Refines |-> RefinesCase, Ends |-> EndsCase, S1 |-> S1case,
                S3 |-> S3case, S7 |-> S7case, ToldBack |-> ToldBackCase,
                C2 |-> C2case,
                Final |-> FinalCase, Unmapped |-> UnmappedCase,
                Spared |-> SparedCase,
                ActsBetween |-> ActsBetween, AddsFence |-> AddsFence,
                Permanent |-> PermanentCase, NewAttach |-> NewCase("attach"),
                NewMap |-> NewCase("map"), NewVmap |-> NewCase("vmap"),
                NewMmap |-> NewCase("mmap"), NewFault |-> NewCase("touch"),
                NewBegin |-> NewCase("begin"), Consistent |-> ConsistentCase,
                Allowed |-> AllowedCase, Unaffected |-> UnaffectedCase,
                MapAgain |-> MapAgainCase]
=============================================================================
=============================================================================

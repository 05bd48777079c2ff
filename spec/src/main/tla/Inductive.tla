\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Inductive ------------------------------
(***************************************************************************)
(* How TLC checks that Invariant is inductive, and that each of its        *)
(* conjuncts is needed. The initial states are all type-correct states     *)
(* that keep the invariant; TLC must find no others. In a second run the   *)
(* initial states break one conjunct and keep all others; from some of     *)
(* them a step must break another conjunct, or a claim.                    *)
(***************************************************************************)
EXTENDS Invariant, TLC

VARIABLE lacking        \* the conjunct that the initial state breaks, or "none"

CONSTANTS Lacking,      \* the conjuncts to break, or "none" for the invariant
          Broken,       \* claims that the design breaks
          Needed,       \* TLC register: the conjuncts found to be needed
          Fired         \* TLC register: the actions that have fired

ASSUME TLCSet(Needed, {}) /\ TLCSet(Fired, {})

\* "asked" and "heard" are history: no step reads them.
View == <<lacking, fixed, stage, ready, list, resv, outer, flag, closed, count,
          comp, todo, importer, calls, cpus>>

-----------------------------------------------------------------------------
\* Each conjunct stands where TLC has chosen the variables that it reads.
Is(name, holds) == IF lacking = name THEN ~holds ELSE holds

Suffixes(s) == {SubSeq(s, n, Len(s)) : n \in DOMAIN s}
Positions(x) == {Rest} \cup UNION {
  {On([Rest EXCEPT !.op = op], s) : s \in Suffixes(Work(op))}
    : op \in Ops[x] \cap Design.Offers}

CalledAt(ops, at) == {[Called(op, "-") EXCEPT !.at = at] : op \in ops}

\* Calls that have failed and have not returned yet.
ErrorsOf(op, errors) ==
  {[Called(op, "-") EXCEPT !.at = "done", !.res = e] : e \in errors}

DriverStates ==
  {Idle} \cup CalledAt({"attach", "detach", "lock", "unlock", "pin", "unpin",
                        "map", "unmap"}, "called")
         \cup CalledAt({"attach"}, "tested") \cup {[Called("attach", "-")
                           EXCEPT !.at = "done", !.res = "OK"]}
         \cup CalledAt({"map"}, "waiting")
         \cup CalledAt({"unlock"}, "unlocked")
         \cup {Called("submit", u) : u \in JobUsages}
         \cup ErrorsOf("attach", {"ENODEV", "EOPNOTSUPP"})
         \cup ErrorsOf("map", {"ENODEV", "EINVAL"})
         \cup UNION {{[c EXCEPT !.arg = u] : u \in JobUsages}
                        : c \in ErrorsOf("submit", {"EINVAL"})}
CpuStates ==
  {Idle} \cup CalledAt({"mmap", "touch", "munmap", "vmap", "vunmap", "end"},
                       "called")
         \cup CalledAt({"touch"}, "tested")
         \cup {[Called("begin", how) EXCEPT !.at = at] :
                 how \in {"read", "write"}, at \in {"called", "tested"}}
         \cup {Called("import", "READ")}
         \cup ErrorsOf("mmap", {"ENODEV"}) \cup ErrorsOf("vmap", {"ENODEV"})
         \cup ErrorsOf("touch", {"SIGBUS"})
         \cup UNION {{[c EXCEPT !.arg = how] : how \in {"read", "write"}}
                        : c \in ErrorsOf("begin", {"ENODEV"})}

\* Calls that ask for access may be late.
AnyTime(S) == S \cup {[c EXCEPT !.late = TRUE] : c \in {d \in S :
                                                     d.op \in Entries}}

\* An absent importer or program does nothing.
OfImporters(S, none) ==
  {f \in [Importers -> S \cup {none}] :
     \A i \in Importers : kind[i] = "absent" => f[i] = none}
OfPrograms(S, none) ==
  {f \in [CpuUsers -> S \cup {none}] :
     \A c \in CpuUsers : kind[c] = "absent" => f[c] = none}
Orders(S) == {s \in UNION {[1 .. n -> S] : n \in 0 .. Cardinality(S)} :
                \A m, n \in DOMAIN s : s[m] = s[n] => m = n}

ChooseExporters ==
  /\ exp \in {e \in [Exporters -> UNION {Positions(x) : x \in Exporters}] :
                \A x \in Exporters : e[x] \in Positions(x)}
  /\ outer \in Exporters \cup {Free}            /\ Is("OuterHeld", OuterHeld)
  /\ resv \in Exporters \cup Importers \cup {Free}
                                                /\ Is("ResvHeld", ResvHeld)
  /\ flag \in BOOLEAN /\ closed \in BOOLEAN     /\ Is("FlagKnown", FlagKnown)
                                                /\ Is("ClosedIsRevoked",
                                                      ClosedIsRevoked)
  /\ stage \in {"live", "revoking", "quiet", "revoked", "closed"}
                                                /\ Is("StageIs", StageIs)
ChooseImporters ==
  /\ drv \in OfImporters(AnyTime(DriverStates), Idle)
                                                /\ Is("Unlocks", Unlocks)
                                                /\ Is("Lates", Lates)
  /\ list \in Orders({i \in Importers : kind[i] # "absent"})
                                                /\ Is("Attaches", Attaches)
                                                /\ Is("Tellable", Tellable)
  /\ ready \in OfImporters(BOOLEAN, FALSE)      /\ Is("ReadyIs", ReadyIs)
  /\ todo \in Orders({i \in Importers : kind[i] # "absent"})
                                                /\ Is("SomeTell", SomeTell)
  /\ cb \in OfImporters({Called("invalidate", "-")}, Idle)
                                                /\ Is("OneTold", OneTold)
  /\ mapped \in OfImporters(BOOLEAN, FALSE)     /\ Is("Attached", Attached)
                                                /\ Is("AllToTell", AllToTell)
                                                /\ Is("Detaching", Detaching)
                                                /\ Is("MapsOnce", MapsOnce)
                                                /\ Is("Waits", Waits)
  /\ deferred \in OfImporters(BOOLEAN, FALSE)   /\ Is("DeferredMapped",
                                                      DeferredMapped)
                                                /\ Is("AllDeferred",
                                                      AllDeferred)
  /\ job \in OfImporters(JobUsages, "none")     /\ Is("JobFenced", JobFenced)
                                                /\ Is("UnmapsIdle", UnmapsIdle)
                                                /\ Is("DevicesQuiet",
                                                      DevicesQuiet)
  /\ hw \in OfImporters(BOOLEAN, FALSE)         /\ Is("HwMapped", HwMapped)
  /\ pinned \in OfImporters(BOOLEAN, FALSE)
  /\ dead \in OfImporters(BOOLEAN, FALSE)

ChoosePrograms ==
  /\ cpu \in OfPrograms(AnyTime(CpuStates), Idle)
                                                /\ Is("CpuLates", CpuLates)
                                                /\ Is("Faults", Faults)
  /\ vma \in OfPrograms({"vma", "pte"}, "none") /\ Is("Zapped", Zapped)
  /\ vmapped \in OfPrograms(BOOLEAN, FALSE)     /\ Is("Vmaps", Vmaps)
                                                /\ Is("NoneMapped", NoneMapped)
  /\ begun \in OfPrograms(BOOLEAN, FALSE)
  /\ foreign \in OfPrograms({"READ"}, "none")

ChooseCount ==
  /\ count \in Saturated .. (1 + Cardinality(Importers \cup CpuUsers))
                                                /\ Is("CountIs", CountIs)
  /\ comp \in BOOLEAN                           /\ Is("CompIs", CompIs)

Resting == /\ asked = "live" /\ timer = Idle
           /\ heard = [i \in Importers |-> "nothing"] /\ move = NoMove
           /\ wrk = [i \in Importers |-> Idle]
           /\ dev = [i \in Importers |-> Idle]
           /\ fence = [c \in CpuUsers |-> Idle]

-----------------------------------------------------------------------------
\* The conjuncts by name.
Conjuncts ==
  [ OuterHeld |-> OuterHeld, ResvHeld |-> ResvHeld, FlagKnown |-> FlagKnown,
    ClosedIsRevoked |-> ClosedIsRevoked, StageIs |-> StageIs,
    ReadyIs |-> ReadyIs,
    Lates |-> Lates, CpuLates |-> CpuLates,
    Tellable |-> Tellable, Attaches |-> Attaches,
    AllToTell |-> AllToTell, SomeTell |-> SomeTell, OneTold |-> OneTold,
    Attached |-> Attached, Detaching |-> Detaching, HwMapped |-> HwMapped,
    JobFenced |-> JobFenced,
    DeferredMapped |-> DeferredMapped, MapsOnce |-> MapsOnce,
    UnmapsIdle |-> UnmapsIdle, Unlocks |-> Unlocks, Waits |-> Waits,
    AllDeferred |-> AllDeferred, DevicesQuiet |-> DevicesQuiet,
    NoneMapped |-> NoneMapped,
    CountIs |-> CountIs, CompIs |-> CompIs, Zapped |-> Zapped,
    Faults |-> Faults, Vmaps |-> Vmaps ]

Names ==
  {"OuterHeld", "ResvHeld", "FlagKnown", "ClosedIsRevoked", "StageIs",
   "ReadyIs", "Lates", "CpuLates", "Tellable", "Attaches", "AllToTell",
   "SomeTell", "OneTold", "Attached", "Detaching", "HwMapped", "JobFenced",
   "DeferredMapped", "MapsOnce", "UnmapsIdle", "Unlocks", "Waits",
   "AllDeferred", "DevicesQuiet", "NoneMapped", "CountIs", "CompIs", "Zapped",
   "Faults", "Vmaps"}
None  == {"none"}
\* The conjuncts and claims that a state breaks, and those that a step breaks.
Wrong == Failing(Conjuncts) \cup Failing(StateClaims)
           \cup IF TypeOK /\ list \in Orders(Importers)
                         /\ todo \in Orders(Importers)
                  THEN {} ELSE {"types"}
Bad   == Failing(StepClaims) \ Broken

-----------------------------------------------------------------------------
\* The broken conjunct has already been found to be needed.
Known == lacking \in TLCGet(Needed)

\* All type-correct states that keep the invariant, or lack one conjunct.
InitI ==
  \/ lacking = "none" /\ Init
  \/ /\ lacking \in Lacking
     /\ design \in Explored /\ kind \in Populations
     /\ ChooseExporters /\ ~Known /\ ChooseImporters /\ ~Known
     /\ ChoosePrograms /\ ChooseCount /\ Resting

\* From a state that breaks a conjunct TLC takes one step.
NextI == /\ lacking # "none" => ~Known /\ Failing(Conjuncts) = {lacking}
         /\ Next
         /\ UNCHANGED lacking

\* Always TRUE.
Report(by) == \/ by = {}
              \/ /\ TLCSet(Needed, TLCGet(Needed) \cup {lacking})
                 /\ PrintT(<<"needed", lacking, by>>)

StateI == CASE lacking = "none" -> Wrong = {} /\ DOMAIN Conjuncts = Names
            [] Known            -> TRUE
            [] OTHER            -> Report(Wrong \ {lacking})
StepI  == CASE lacking = "none" -> TRUE
            [] Known            -> TRUE
            [] OTHER            -> Report(Bad)
StepsHold == [][lacking = "none" => Bad = {}]_vars

\* Overrides Step of Graph.tla.
NoteStep(action, params, function, section) ==
  IF lacking # "none" \/ action \in TLCGet(Fired) THEN TRUE
    ELSE /\ TLCSet(Fired, TLCGet(Fired) \cup {action})
         /\ PrintT(<<"fires", action>>)
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Types --------------------------------
(***************************************************************************)
(* The exact type of each variable. A call stands only at a place, and     *)
(* ends only with a result, that its operation can have.                   *)
(***************************************************************************)
EXTENDS Events

\* The places where a call of an operation can stand between call and return,
\* and the errors with which it may end. "other" occurs in traces only: an
\* error whose cause the spec does not model.
Op(at, errors) == [at |-> at \cup {"called"}, errors |-> errors]

DriverOps ==
  [ attach |-> Op({"tested"}, {"ENODEV", "EOPNOTSUPP", "other"}),
    map    |-> Op({"tested", "waiting"},
                  {"ENODEV", "EINVAL", "ENOMEM", "ERESTARTSYS", "other"}),
    pin    |-> Op({"tested"}, {"EOPNOTSUPP", "ENOMEM"}),
    submit |-> Op({}, {"EINVAL"}),
    unlock |-> Op({"unlocked"}, {}),
    detach |-> Op({}, {}), lock |-> Op({}, {}), unpin |-> Op({}, {}),
    unmap  |-> Op({}, {}) ]
CpuOps ==
  [ mmap   |-> Op({}, {"ENODEV"}),         vmap   |-> Op({}, {"ENODEV"}),
    touch  |-> Op({"tested"}, {"SIGBUS"}),
    begin  |-> Op({"tested"}, {"ENODEV"}),
    munmap |-> Op({}, {}),                 vunmap |-> Op({}, {}),
    end    |-> Op({}, {}),                 import |-> Op({}, {}) ]

\* The argument of an operation; for a submit, the class of its fence.
Args(op) == CASE op = "submit" -> JobUsages
              [] op = "begin"  -> {"read", "write"}
              [] op = "import" -> {"READ"}
              [] OTHER         -> {"-"}

\* c is no call, or a call of one of the operations in table.
IsCall(c, table) ==
  \/ c = Idle
  \/ /\ DOMAIN c = DOMAIN Idle
     /\ c.op \in DOMAIN table
     /\ c.arg \in Args(c.op)
     /\ c.late \in BOOLEAN /\ (c.late => c.op \in Entries)
     /\ IF c.at = "done" THEN c.res \in {"OK"} \cup table[c.op].errors
                         ELSE c.at \in table[c.op].at /\ c.res = "-"

IsShort(c, op) == c = Idle \/ c \in {Called(op, "-"),
                    [Called(op, "-") EXCEPT !.at = "done", !.res = "OK"]}

\* s is a suffix of the sequence "of".
IsEnd(s, of) == Len(s) <= Len(of) /\ s = SubSeq(of, Len(of) - Len(s) + 1,
                                                Len(of))
\* The other ends of a program: the buffer was found pinned by a move, or the
\* exporter gave the operation up.
Endings == {<<"unlock", "finish">>, <<"unlock", "giveup">>, <<"giveup">>,
            <<"quarantine">>}
IsOperation(e) == \/ e = Rest
                  \/ /\ DOMAIN e = DOMAIN Rest
                     /\ e.op \in Design.Offers
                     /\ e.at \in {"idle", "done"} => e.left = << >>
                     /\ \/ IsEnd(Ahead(e), Work(e.op))
                        \/ Ahead(e) \in Endings

IsOrder(s) == s \in UNION {[1 .. n -> Importers] :
                             n \in 0 .. Cardinality(Importers)}

Classes == {"none"} \cup JobUsages \cup {KindTable[k].drain : k \in Kinds}

\* One conjunct for each variable.
Types ==
  /\ design \in Explored
  /\ kind \in [Importers \cup CpuUsers
                 -> Kinds \cup {"cpu", "sync", "reader", "absent"}]
  /\ IsOrder(list)
  /\ resv \in Exporters \cup Importers \cup {Free}
  /\ outer \in Exporters \cup {Free}
  /\ flag \in BOOLEAN
  /\ closed \in BOOLEAN
  /\ asked \in {"nothing", "revoked", "again", "live"}
  /\ stage \in {"live", "revoking", "quiet", "revoked", "closed"}
  /\ heard \in [Importers -> {"nothing", "gone", "back"}]
  /\ ready \in [Importers -> BOOLEAN]
  /\ /\ move \in [at : {"none", "begun", "copies"},
                 old : SUBSET Importers,
                 queued : SUBSET Importers]
     /\ \A i \in move.queued : job[i] # "none"
  /\ count \in
       Saturated .. (2 + Cardinality(Importers \cup CpuUsers))
  /\ comp \in BOOLEAN
  /\ IsOrder(todo)
  /\ mapped \in [Importers -> BOOLEAN]
  /\ pinned \in [Importers -> BOOLEAN]
  /\ /\ deferred \in [Importers -> BOOLEAN]
     /\ \A i \in Importers : deferred[i] => mapped[i]
  /\ dead \in [Importers -> BOOLEAN]
  /\ hw \in [Importers -> BOOLEAN]
  /\ job \in [Importers -> Classes]
  /\ /\ DOMAIN exp = Exporters
     /\ \A x \in Exporters : IsOperation(exp[x])
  /\ /\ DOMAIN drv = Importers
     /\ \A i \in Importers : IsCall(drv[i], DriverOps)
  /\ /\ DOMAIN cb = Importers
     /\ \A i \in Importers : IsShort(cb[i], "invalidate")
  /\ /\ DOMAIN wrk = Importers
     /\ \A i \in Importers : IsShort(wrk[i], "unmap")
  /\ /\ DOMAIN dev = Importers
     /\ \A i \in Importers : IsShort(dev[i], "signal")
  /\ IsShort(timer, "expire")
  /\ vma \in [CpuUsers -> {"none", "vma", "pte"}]
  /\ begun \in [CpuUsers -> BOOLEAN]
  /\ vmapped \in [CpuUsers -> BOOLEAN]
  /\ foreign \in [CpuUsers -> {"none", "READ"}]
  /\ /\ DOMAIN cpu = CpuUsers
     /\ \A c \in CpuUsers : IsCall(cpu[c], CpuOps)
  /\ /\ DOMAIN fence = CpuUsers
     /\ \A c \in CpuUsers : IsShort(fence[c], "signal")

\* The override of Recall checks a type again only when its variable has
\* changed.
TypeOK == Recall(Types)
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Types --------------------------------
(***************************************************************************)
(* The type of each variable: what it can be, and no more.  A call is in a *)
(* place of its own kind of call, with an answer that such a call can get. *)
(***************************************************************************)
EXTENDS Events

\* Of an operation, the places where it can stand between call and return,
\* and the errors that it may end with ("other": traces, of other causes).
Op(at, errors) == [at |-> at \cup {"called"}, errors |-> errors]

DriverOps ==
  [ attach |-> Op({"tested"}, {"ENODEV", "EOPNOTSUPP", "other"}),
    map    |-> Op({"tested", "waiting"}, {"ENODEV", "EINVAL", "ENOMEM", "ERESTARTSYS",
                                      "other"}),
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

\* What an operation may be told; of a submit, the class of its fence.
Args(op) == CASE op = "submit" -> JobUsages
              [] op = "begin"  -> {"read", "write"}
              [] op = "import" -> {"READ"}
              [] OTHER         -> {"-"}

\* c is no call, or one of the operations in table.
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

\* What is left of a program of the exporter.
IsEnd(s, of) == Len(s) <= Len(of) /\ s = SubSeq(of, Len(of) - Len(s) + 1,
                                                Len(of))
\* What else it may end with: a move that finds the buffer pinned, and an
\* exporter that gives up.
Endings == {<<"unlock", "finish">>, <<"unlock", "giveup">>, <<"giveup">>,
            <<"quarantine">>}
IsOperation(e) == \/ e = Rest
                  \/ /\ DOMAIN e = DOMAIN Rest
                     /\ e.op \in Design.Offers
                     /\ \/ IsEnd(e.left, Work(e.op))
                        \/ e.left \in Endings

IsOrder(s) == s \in UNION {[1 .. n -> Importers] :
                             n \in 0 .. Cardinality(Importers)}

Classes == {"none"} \cup JobUsages \cup {KindTable[k].drain : k \in Kinds}

\* Each variable by its name.
TypesOf ==
  [ design  |-> design \in Explored,
    kind    |-> kind \in [Importers \cup CpuUsers
                            -> Kinds \cup {"cpu", "sync", "absent"}],
    list    |-> IsOrder(list),
    resv    |-> resv \in Exporters \cup Importers \cup {Free},
    outer   |-> outer \in Exporters \cup {Free},
    flag    |-> flag \in BOOLEAN,
    closed  |-> closed \in BOOLEAN,
    asked   |-> asked \in {"nothing", "revoked", "again", "live"},
    stage   |-> stage \in {"live", "revoking", "quiet", "revoked", "closed"},
    heard   |-> heard \in [Importers -> {"nothing", "gone", "back"}],
    ready   |-> ready \in [Importers -> BOOLEAN],
    move    |-> /\ move \in [at : {"none", "begun", "copies"},
                            old : SUBSET Importers,
                            queued : SUBSET Importers]
                /\ \A i \in move.queued : job[i] # "none",
    count   |-> count \in
                  Saturated .. (2 + Cardinality(Importers \cup CpuUsers)),
    comp    |-> comp \in BOOLEAN,
    todo    |-> IsOrder(todo),
    mapped  |-> mapped \in [Importers -> BOOLEAN],
    pinned  |-> pinned \in [Importers -> BOOLEAN],
    told    |-> /\ told \in [Importers -> BOOLEAN]
                /\ \A i \in Importers : told[i] => mapped[i],
    dead    |-> dead \in [Importers -> BOOLEAN],
    hw      |-> hw \in [Importers -> BOOLEAN],
    job     |-> job \in [Importers -> Classes],
    exp     |-> /\ DOMAIN exp = Exporters
                /\ \A x \in Exporters : IsOperation(exp[x]),
    drv     |-> /\ DOMAIN drv = Importers
                /\ \A i \in Importers : IsCall(drv[i], DriverOps),
    cb      |-> /\ DOMAIN cb = Importers
                /\ \A i \in Importers : IsShort(cb[i], "invalidate"),
    wrk     |-> /\ DOMAIN wrk = Importers
                /\ \A i \in Importers : IsShort(wrk[i], "unmap"),
    dev     |-> /\ DOMAIN dev = Importers
                /\ \A i \in Importers : IsShort(dev[i], "signal"),
    timer   |-> IsShort(timer, "expire"),
    vma     |-> vma \in [CpuUsers -> {"none", "vma", "pte"}],
    begun   |-> begun \in [CpuUsers -> BOOLEAN],
    vmapped |-> vmapped \in [CpuUsers -> BOOLEAN],
    foreign |-> foreign \in [CpuUsers -> {"none", "READ"}],
    cpu     |-> /\ DOMAIN cpu = CpuUsers
                /\ \A c \in CpuUsers : IsCall(cpu[c], CpuOps),
    fence   |-> /\ DOMAIN fence = CpuUsers
                /\ \A c \in CpuUsers : IsShort(fence[c], "signal") ]

\* A type is asked again only where the variable has another value.
TypeOK == LET types == Recall(TypesOf) IN \A v \in DOMAIN types : types[v]
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Traced --------------------------------
(***************************************************************************)
(* The protocol as a recorder sees it in a running kernel, with other      *)
(* events than those of Events.tla. Probes show that the exporter takes    *)
(* and drops the reservation lock; that a broadcast or a wait for fences   *)
(* ends; that a mapping is gone, but not which thread of the importer      *)
(* unmapped it; and that a fence enters the reservation object, and        *)
(* signals. The locks and pins of importers are silent. The graph has one  *)
(* importer, of any kind that keeps the rules, or one fence of another     *)
(* driver; docs/6-traces.md says why that is enough.                       *)
(***************************************************************************)
EXTENDS Models

\* One importer of each kind alone, or a fence that belongs to no mapping.
OneAtATime == {[i1 |-> k, c1 |-> "absent"] : k \in Good}
                \cup {[i1 |-> "absent", c1 |-> "cpu"]}

-----------------------------------------------------------------------------
\* Calls can fail for reasons that have nothing to do with revoke.
AttachFails(i) ==
  /\ At(drv[i], "attach", "called")
  /\ DriverDone(i, "other")
  /\ UNCHANGED <<fixed, past, shared, importer, exp, cb, wrk, dev, timer,
                 cpus>>
  /\ Step("AttachFails", <<"driver", i>>, "dma_buf_dynamic_attach", "5.2")

MapFails(i) ==
  /\ At(drv[i], "map", "called")
  /\ DriverDone(i, "other")
  /\ UNCHANGED <<fixed, past, shared, importer, exp, cb, wrk, dev, timer,
                 cpus>>
  /\ Step("MapFails", <<"driver", i>>, "dma_buf_map_attachment", "5.3")

\* Only the fences of a program matter here.
ForeignFence(c) == \/ CpuCall(c, "import", "READ") \/ Import(c)
                   \/ CpuReturn(c) \/ FenceRuns(c)

AnyNext == \/ ExporterNext \/ DriverNext \/ CallbackNext \/ TimerNext
           \/ \E i \in Importers : AttachFails(i) \/ MapFails(i)
           \/ \E c \in CpuUsers : ForeignFence(c)

\* A call that no probe shows may begin just before it takes effect and return
\* just after: no other process takes a step in between. This leaves out no
\* observation, and makes the graph much smaller.
Unseen(i) == drv[i].op \in {"lock", "unlock", "pin", "unpin", "unmap",
                            "submit"}

Urgent == \/ \E i \in Importers : \/ Unseen(i)
                                  \/ wrk[i] # Idle
                                  \/ dev[i].at = "done"
          \/ \E c \in CpuUsers : cpu[c] # Idle \/ fence[c].at = "done"

UrgentNext ==
  \/ \E i \in Importers :
       \/ Unseen(i) /\ (DriverLocks(i) \/ DriverRuns(i))
       \/ WorkerUnmap(i) \/ WorkerReturn(i) \/ SignalReturn(i)
  \/ \E c \in CpuUsers : Import(c) \/ CpuReturn(c) \/ ForeignReturn(c)

NextX == IF Urgent THEN UrgentNext ELSE AnyNext

-----------------------------------------------------------------------------
\* The calls and returns of Events that a kernel shows.
Shown(e) == CASE e.role = "exporter" -> TRUE
              [] e.role = "driver"   -> e.op \in {"attach", "detach", "map"}
              [] e.role = "callback" -> TRUE
              [] e.role \in {"device", "fence"} -> e.ev = "call"
              [] OTHER -> FALSE

\* An attach shows whether the importer has importer ops at all; iommufd maps
\* by a call of its own.
Manner(i) == IF kind[i] = "static" THEN "static" ELSE "dynamic"

ReturnOf(role, who, op, arg) == Ret(role, who, op, arg, "OK")

MappingGone(i) == mapped[i] /\ ~mapped'[i] /\ K(i).counted
Started(i)  == job[i] = "none" /\ job'[i] # "none"
Added(c)    == foreign[c] = "none" /\ foreign'[c] # "none"
Passes(x, s) == Does(x, s) /\ exp'[x] # exp[x]

\* The events of silent steps that a kernel shows.
SilentEvent ==
  CASE resv' \in Exporters /\ resv' # resv ->
         Call("section", resv', "hold", "-")
    [] resv \in Exporters /\ resv' # resv ->
         ReturnOf("section", resv, "hold", "-")
    [] \E x \in Exporters : Passes(x, "broadcast") ->
         LET x == CHOOSE y \in Exporters : Passes(y, "broadcast")
         IN  ReturnOf("broadcast", x, "notify", "-")
    [] \E x \in Exporters : Passes(x, "fences") ->
         ReturnOf("wait", CHOOSE x \in Exporters : Passes(x, "fences"),
                  "fences", Design.FenceWait)
    [] \E i \in Importers : MappingGone(i) ->
         ReturnOf("mapping", CHOOSE i \in Importers : MappingGone(i),
                  "unmap", "-")
    [] \E i \in Importers : Started(i) ->
         LET i == CHOOSE j \in Importers : Started(j)
         IN  ReturnOf("job", i, "start", job'[i])
    [] \E c \in CpuUsers : Added(c) ->
         ReturnOf("foreign", CHOOSE c \in CpuUsers : Added(c), "add", "-")
    [] OTHER -> Silent

Watched == LET e == Event IN
         CASE e = Silent     -> SilentEvent
           [] ~Shown(e)      -> Silent
           [] e.op = "attach" -> [e EXCEPT !.arg = Manner(e.who)]
           [] e.op = "map" /\ ~K(e.who).counted -> [e EXCEPT !.arg = "private"]
           [] OTHER          -> e

-----------------------------------------------------------------------------
InitX  == Init /\ ExportInit(Contract!Init)
StateX == ExportState(Recall([S2 |-> S2]), Recall([Full |-> Full]))
StepX  == ExportStep(Recall(Watched), Recall([S1 |-> S1]),
                     Recall([S1 |-> S1case]))
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Buffer -------------------------------
(***************************************************************************)
(* The state of one buffer and of those who share it, and the words in     *)
(* which the actors' modules speak of it.                                  *)
(*                                                                         *)
(* A process is idle, or in a call: the call and its return are steps of   *)
(* their own, and what takes effect does so between them.                  *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Bugs, Steps, Graph

CONSTANTS Explored,     \* names of designs and bugs: those that are followed
          Exporters,    \* threads of the exporter
          Ops,          \* thread -> operations; of these those of the design
          Importers,    \* drivers; each has a worker, a callback, a device
          CpuUsers,     \* processes that use the buffer by the CPU
          Overlap,      \* how many of them may be in a call at one time
          Returns,      \* TRUE: a call returns in a step of its own; FALSE:
                        \* with its effect, unless it fails, and timers,
                        \* workers and devices act without a call (a smaller
                        \* graph, to decide)
          JobUsages,    \* the classes of the fences that jobs are given
          Populations   \* who shares the buffer: a set of functions from
                        \* Importers to Kinds \cup {"absent"}, and from
                        \* CpuUsers to {"cpu", "absent"}, or "sync" for a
                        \* program that only imports fences

ASSUME /\ Explored \subseteq DOMAIN DesignTable
       /\ Populations \subseteq [Importers \cup CpuUsers
                                    -> Kinds \cup {"cpu", "sync", "absent"}]
       /\ JobUsages \subseteq {Usages[n] : n \in DOMAIN Usages}

VARIABLES
  design,  \* name of the design that all follow; chosen once
  kind,    \* importer, CPU user -> its kind; chosen once
  list,    \* dma_buf.attachments, newest first
  resv,    \* owner of the reservation lock, or Free
  outer,   \* owner of the exporter's outer lock (vfio: memory_lock), or Free
  flag,    \* priv->revoked
  closed,  \* off the exporter's list for ever (vfio: vdev = NULL)
  asked,   \* what the last holder of the outer lock was asked for (history)
  stage,   \* how far a revoke has come, by what its steps did (history)
  heard,   \* importer -> what the revoke that is being undone, or the
           \* restore, has told it last: "nothing", "gone", "back" (history)
  ready,   \* importer -> it has all that its callback needs
  move,    \* the exporter's latest move: how far its job is, who has not
           \* mapped since (history), whose new jobs are queued behind it
  count,   \* priv->kref: 1 for the registration and 1 a mapping
  comp,    \* priv->comp: the count came to 0 and nobody has taken note yet
  todo,    \* attachments that the running broadcast has still to call
  mapped,  \* importer -> it holds a mapping
  pinned,  \* importer -> it has pinned the buffer
  deferred,    \* importer -> its callback left the unmap to the worker
  dead,    \* importer -> invalidated for good: it never maps again
  hw,      \* importer -> its hardware has the addresses of the mapping
  job,     \* importer -> class of the fence of its running job, or "none"
  exp,     \* exporter thread -> its call: the step that is next, and those
           \* that are left after it
  drv,     \* importer's driver thread -> its call
  cb,      \* importer's callback -> its call
  wrk,     \* importer's worker -> its call
  dev,     \* importer's device -> its call
  timer,   \* the timer of a bounded wait -> its call
  vma,     \* CPU user -> "none"; "vma", mapped without a page; "pte", with it
  begun,   \* CPU user -> between begin_cpu_access and end_cpu_access
  vmapped, \* CPU user -> it has a kernel mapping (vmap)
  foreign, \* CPU user -> class of the fence that it imported, or "none"
  cpu,     \* CPU user -> its call
  fence    \* CPU user -> the call that signals its fence

shared   == <<list, resv, outer, flag, closed, asked, count, comp, todo>>
importer == <<mapped, pinned, deferred, dead, hw, job>>
calls    == <<exp, drv, cb, wrk, dev, timer>>
fixed    == <<design, kind>>
past     == <<stage, heard, ready, move>>
cpus     == <<vma, begun, vmapped, foreign, cpu, fence>>
vars     == <<fixed, past, shared, importer, calls, cpus>>

Free == "free"
Idle == [op |-> "idle", arg |-> "-", at |-> "idle", res |-> "-",
         late |-> FALSE]
Rest == [op |-> "idle", at |-> "idle", left |-> << >>]
NoMove == [at |-> "none", old |-> {}, queued |-> {}]

\* Processes in a call; callbacks are part of the exporter's.
Busy == Cardinality({x \in Exporters : exp[x].op # "idle"})
      + Cardinality({i \in Importers : drv[i].op # "idle"})
      + Cardinality({i \in Importers : wrk[i].op # "idle"})
      + Cardinality({i \in Importers : dev[i].op # "idle"})
      + Cardinality({c \in CpuUsers : cpu[c].op # "idle"})
      + Cardinality({c \in CpuUsers : fence[c].op # "idle"})

MayBegin == Busy < Overlap

Called(op, arg) == [Idle EXCEPT !.op = op, !.arg = arg, !.at = "called"]

\* A driver or a program begins a call.  It is late if it asks for access, and
\* a revoke has returned and is not being undone (history).
Entries == {"attach", "map", "mmap", "touch", "vmap", "begin"}
Begun(op, arg) == [Called(op, arg) EXCEPT
                     !.late = /\ op \in Entries
                              /\ stage \in {"revoked", "closed"}]
InTime(c) == [c EXCEPT !.late = FALSE]

At(c, op, at)   == c.op = op /\ c.at = at
\* Whether op of a timer, a worker or a device is to take effect.
Due(c, op, wanted) == IF Returns THEN At(c, op, "called") ELSE wanted

\* An error is seen in every scene: it returns in a step of its own.
Done(c, res)    == IF Returns \/ res # "OK"
                     THEN [InTime(c) EXCEPT !.at = "done", !.res = res]
                     ELSE Idle

\* Whether the next step of an exporter's thread is s.
Does(x, s) == exp[x].at = s

\* An exporter's call goes on with these steps; after the last it is done.
On(call, steps) ==
  IF steps = << >> THEN [call EXCEPT !.at = "done", !.left = << >>]
                   ELSE [call EXCEPT !.at = Head(steps), !.left = Tail(steps)]
GoOn(x, steps) == exp' = [exp EXCEPT ![x] = On(@, steps)]
Pop(x)         == GoOn(x, exp[x].left)

\* What it still has to do, the next step first.
Ahead(call) == IF call.at \in {"idle", "done"} THEN << >>
                                              ELSE <<call.at>> \o call.left

\* What an exporter's call has to do.  Where no program ever uses the CPU
\* there is nothing to zap.
Work(op) == IF \A c \in CpuUsers : kind[c] = "absent"
              THEN SelectSeq(Program(DesignTable[design], op),
                             LAMBDA s : s # "zap")
              ELSE Program(DesignTable[design], op)

\* The setting of the knobs that all follow.
Design == DesignTable[design]

K(i) == KindTable[kind[i]]

Listed(i) == \E n \in DOMAIN list : list[n] = i

\* The design has a way to the pages by the CPU.
CpuPaths == {Design.Mmap, Design.Vmap, Design.Begin} # {"None"}

\* RDMA's old pinned importer is the one of the design's time.
InItsTime(p) == [u \in DOMAIN p |-> IF p[u] = "legacy" THEN Design.OldPinner
                                                     ELSE p[u]]

\* Memory may be off when the buffer is exported.  Then it is revoked, and the
\* flag says so, unless the exporter forgets it.
BornRevoked == stage = "revoked"

BufferInit ==
  /\ design \in Explored
  /\ kind   \in IF Design.Guest = "none"
                THEN {InItsTime(p) : p \in
                        {q \in Populations : ~CpuPaths =>
                           \A c \in CpuUsers : q[c] # "cpu"}}
                ELSE {[u \in Importers \cup CpuUsers |->
                         IF u = v THEN Design.Guest ELSE "absent"]
                       : v \in IF Design.Guest = "cpu" THEN CpuUsers
                                                       ELSE Importers}
  /\ list   = << >>
  /\ resv   = Free
  /\ outer  = Free
  /\ stage  \in {"live"} \cup IF Design.AtExport = "Enabled" THEN {}
                                                          ELSE {"revoked"}
  /\ flag   = (BornRevoked /\ Design.AtExport = "Flagged")
  /\ closed = FALSE
  /\ asked  = IF BornRevoked THEN "revoked" ELSE "nothing"
  /\ heard  = [i \in Importers |-> "nothing"]
  /\ ready  = [i \in Importers |-> FALSE]
  /\ move   = NoMove
  /\ count  = 1
  /\ comp   = FALSE
  /\ todo   = << >>
  /\ mapped = [i \in Importers |-> FALSE]
  /\ pinned = [i \in Importers |-> FALSE]
  /\ deferred   = [i \in Importers |-> FALSE]
  /\ dead   = [i \in Importers |-> FALSE]
  /\ hw     = [i \in Importers |-> FALSE]
  /\ job    = [i \in Importers |-> "none"]
  /\ exp    = [x \in Exporters |-> Rest]
  /\ drv    = [i \in Importers |-> Idle]
  /\ cb     = [i \in Importers |-> Idle]
  /\ wrk    = [i \in Importers |-> Idle]
  /\ dev    = [i \in Importers |-> Idle]
  /\ timer  = Idle
  /\ vma     = [c \in CpuUsers |-> "none"]
  /\ begun   = [c \in CpuUsers |-> FALSE]
  /\ vmapped = [c \in CpuUsers |-> FALSE]
  /\ foreign = [c \in CpuUsers |-> "none"]
  /\ cpu     = [c \in CpuUsers |-> Idle]
  /\ fence   = [c \in CpuUsers |-> Idle]

-----------------------------------------------------------------------------
\* A reference count as refcount_t counts: once it is taken from 0, or put
\* at 0, it is saturated and stays so (reference 7.1, 7.2).
Saturated == -1
Get(c) == IF c <= 0 THEN Saturated ELSE c + 1
Put(c) == IF c <= 0 THEN Saturated ELSE c - 1

\* A move's job has been given to the GPU, and its fence is pending.
Copying == move.at = "copies"

\* The job of i runs: it is not queued behind a move's.
Runs(i) == job[i] # "none" /\ i \notin move.queued

\* No fence of class w, or of a stronger one, is pending; that of a move's job
\* is of class KERNEL.
NoFence(w) == /\ \A i \in Importers : job[i] # "none" => ~Covers(w, job[i])
              /\ Copying => ~Covers(w, "KERNEL")
              /\ \A c \in CpuUsers :
                   foreign[c] # "none" => ~Covers(w, foreign[c])

\* kref_put: the last one completes.
PutCount == /\ count' = Put(count)
            /\ comp'  = (comp \/ count = 1)

\* The hardware lets go of the addresses; where that may fail, nobody asks.
Stop(i) == \E h \in {FALSE} \cup IF Design.HwStep = "MayFail"
                                   THEN {hw[i]} ELSE {} :
             hw' = [hw EXCEPT ![i] = h]

\* dma_buf_unmap_attachment: the mapping of i, if it still has one, is gone.
Unmap(i) == /\ mapped' = [mapped EXCEPT ![i] = FALSE]
            /\ deferred'   = [deferred EXCEPT ![i] = FALSE]
            /\ Stop(i)
            /\ IF K(i).counted /\ (mapped[i] \/ ~Design.UnmapTests)
                 THEN PutCount ELSE UNCHANGED <<count, comp>>
=============================================================================

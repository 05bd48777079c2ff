\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Buffer -------------------------------
(***************************************************************************)
(* The state of one buffer and of its users, and the definitions that the  *)
(* modules of the actors share.                                            *)
(*                                                                         *)
(* A process is idle or in a call. The call and its return are steps of    *)
(* their own; the steps that have an effect lie between them.              *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Bugs, Steps, Graph

CONSTANTS Explored,     \* names of the designs and bugs to be explored
          Exporters,    \* threads of the exporter
          Ops,          \* thread -> the operations that it may call, of those
                        \* that the design offers
          Importers,    \* drivers; each has a worker, a callback, a device
          CpuUsers,     \* programs that use the buffer by the CPU
          Overlap,      \* how many processes may be in a call at one time
          Returns,      \* TRUE: each return is a step of its own. FALSE: a
                        \* call that succeeds returns together with its
                        \* effect, and timers, workers and devices act
                        \* without a call; this graph is smaller
          JobUsages,    \* the classes that the fences of jobs may have
          Populations   \* who shares the buffer: a set of functions from
                        \* Importers to Kinds \cup {"absent"}, and from
                        \* CpuUsers to {"cpu", "absent"}, or "sync" for a
                        \* program that only imports fences, "reader" for
                        \* one that only begins and ends accesses

ASSUME /\ Explored \subseteq DOMAIN DesignTable
       /\ Populations \subseteq
            [Importers \cup CpuUsers
               -> Kinds \cup {"cpu", "sync", "reader", "absent"}]
       /\ JobUsages \subseteq {Usages[n] : n \in DOMAIN Usages}

VARIABLES
  design,  \* name of the design that all processes follow; never changes
  kind,    \* importer, CPU user -> its kind; never changes
  list,    \* dma_buf.attachments, newest first
  resv,    \* owner of the reservation lock, or Free
  outer,   \* owner of the exporter's outer lock (vfio: memory_lock), or Free
  flag,    \* priv->revoked
  closed,  \* off the exporter's list for ever (vfio: vdev = NULL)
  asked,   \* what the latest owner of the outer lock was called for (history)
  stage,   \* the contract's phase, as the steps so far have set it (history)
  heard,   \* importer -> what its callback was called for last, since the
           \* last restore ended: "nothing"; "gone", by a revoke; "back", by a
           \* restore after the flag was cleared (history)
  ready,   \* importer -> it has all that its callback needs (history)
  move,    \* the exporter's latest move: how far it is; the importers that
           \* have not mapped again since it began (history); those whose new
           \* jobs are queued behind its job
  count,   \* priv->kref: 1 for the registration and 1 for each mapping
  comp,    \* priv->comp: the count fell to 0, and no waiter has seen it yet
  todo,    \* attachments whose callback the broadcast has still to call
  mapped,  \* importer -> it holds a mapping
  pinned,  \* importer -> it has pinned the buffer
  deferred,    \* importer -> its callback has deferred the unmap
  dead,    \* importer -> it was invalidated for good and never maps again
  hw,      \* importer -> its hardware has the addresses of the mapping
  job,     \* importer -> class of the fence of its running job, or "none"
  exp,     \* exporter thread -> its call: the next step, and those after it
  drv,     \* importer's driver thread -> its call
  cb,      \* importer's callback -> its call
  wrk,     \* importer's worker -> its call
  dev,     \* importer's device -> its call
  timer,   \* the timer of a bounded wait -> its call
  vma,     \* CPU user -> "none"; "vma", mapped without a page; "pte", with one
  begun,   \* CPU user -> it is between begin_cpu_access and end_cpu_access
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

\* The number of processes in a call. A callback is part of its caller's call.
Busy == Cardinality({x \in Exporters : exp[x].op # "idle"})
      + Cardinality({i \in Importers : drv[i].op # "idle"})
      + Cardinality({i \in Importers : wrk[i].op # "idle"})
      + Cardinality({i \in Importers : dev[i].op # "idle"})
      + Cardinality({c \in CpuUsers : cpu[c].op # "idle"})
      + Cardinality({c \in CpuUsers : fence[c].op # "idle"})

MayBegin == Busy < Overlap

Called(op, arg) == [Idle EXCEPT !.op = op, !.arg = arg, !.at = "called"]

\* A driver or a program begins a call. The call is late if it asks for access
\* after a revoke has returned and before the flag is cleared (history).
Entries == {"attach", "map", "mmap", "touch", "vmap", "begin"}
Begun(op, arg) == [Called(op, arg) EXCEPT
                     !.late = /\ op \in Entries
                              /\ stage \in {"revoked", "closed"}]
InTime(c) == [c EXCEPT !.late = FALSE]

At(c, op, at)   == c.op = op /\ c.at = at
\* Whether a timer, a worker or a device may take its step op: after its call
\* where returns are steps of their own, and when it is wanted elsewhere.
Due(c, op, wanted) == IF Returns THEN At(c, op, "called") ELSE wanted

\* A call that fails returns in a step of its own in every scene.
Done(c, res)    == IF Returns \/ res # "OK"
                     THEN [InTime(c) EXCEPT !.at = "done", !.res = res]
                     ELSE Idle

\* The next step of the exporter's thread x is s.
Does(x, s) == exp[x].at = s

\* The exporter's call continues with these steps; after the last it is done.
On(call, steps) ==
  IF steps = << >> THEN [call EXCEPT !.at = "done", !.left = << >>]
                   ELSE [call EXCEPT !.at = Head(steps), !.left = Tail(steps)]
GoOn(x, steps) == exp' = [exp EXCEPT ![x] = On(@, steps)]
Pop(x)         == GoOn(x, exp[x].left)

\* The steps that the call has still to take, the next one first.
Ahead(call) == IF call.at \in {"idle", "done"} THEN << >>
                                              ELSE <<call.at>> \o call.left

\* The program of an exporter's operation. Where no program uses the CPU there
\* is nothing to zap.
Work(op) == IF \A c \in CpuUsers : kind[c] = "absent"
              THEN SelectSeq(Program(DesignTable[design], op),
                             LAMBDA s : s # "zap")
              ELSE Program(DesignTable[design], op)

\* The knobs of the design that all processes follow.
Design == DesignTable[design]

K(i) == KindTable[kind[i]]

Listed(i) == \E n \in DOMAIN list : list[n] = i

\* The design lets the CPU reach the pages.
CpuPaths == {Design.Mmap, Design.Vmap, Design.Begin} # {"None"}

\* RDMA's old pinned importer is not the same in every design (OldPinner).
InItsTime(p) == [u \in DOMAIN p |-> IF p[u] = "legacy" THEN Design.OldPinner
                                                     ELSE p[u]]

\* The memory may be off when the buffer is exported. The buffer is then
\* revoked from the start, and the flag is set unless the exporter forgets
\* that.
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
\* A reference count, as refcount_t counts: a get or a put of a count of 0
\* saturates it, and it stays saturated (reference 7.1, 7.2).
Saturated == -1
Get(c) == IF c <= 0 THEN Saturated ELSE c + 1
Put(c) == IF c <= 0 THEN Saturated ELSE c - 1

\* The job of a move was given to the GPU, and its fence is pending.
Copying == move.at = "copies"

\* The job of i runs; it is not queued behind the job of a move.
Runs(i) == job[i] # "none" /\ i \notin move.queued

\* No fence that a wait for class w covers is pending. The fence of a move's
\* job is of class KERNEL.
NoFence(w) == /\ \A i \in Importers : job[i] # "none" => ~Covers(w, job[i])
              /\ Copying => ~Covers(w, "KERNEL")
              /\ \A c \in CpuUsers :
                   foreign[c] # "none" => ~Covers(w, foreign[c])

\* kref_put: the put of the last reference completes.
PutCount == /\ count' = Put(count)
            /\ comp'  = (comp \/ count = 1)

\* The hardware drops the addresses. It may fail to, where HwStep says so, and
\* the driver does not check.
Stop(i) == \E h \in {FALSE} \cup IF Design.HwStep = "MayFail"
                                   THEN {hw[i]} ELSE {} :
             hw' = [hw EXCEPT ![i] = h]

\* dma_buf_unmap_attachment. The unmap does nothing if i has no mapping and
\* the design tests that (UnmapTests).
Unmap(i) == /\ mapped' = [mapped EXCEPT ![i] = FALSE]
            /\ deferred'   = [deferred EXCEPT ![i] = FALSE]
            /\ Stop(i)
            /\ IF K(i).counted /\ (mapped[i] \/ ~Design.UnmapTests)
                 THEN PutCount ELSE UNCHANGED <<count, comp>>
=============================================================================

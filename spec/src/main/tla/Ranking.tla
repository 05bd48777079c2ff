\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Ranking -------------------------------
(***************************************************************************)
(* Why a revoke, a restore and a close end (L1, L4), for any number of     *)
(* importers, threads and programs. A thread of the exporter takes the     *)
(* steps of a finite program. Where it waits for others they form a finite *)
(* set, which nobody joins and each of them leaves by a step that          *)
(* Fairness.tla names. ./revoke prove proves these claims of each state    *)
(* and step; TLC checks in scenes that the steps in question are enabled   *)
(* (Enabled). L1 follows by the rules for fairness: docs/7.                *)
(***************************************************************************)
EXTENDS Moving

\* The callback of i is still to be called.
Untold(i) == \E n \in DOMAIN todo : todo[n] = i

\* The next step of x waits for importer i: for the fence of its job, its
\* mapping, its callback, or its job on the old place of a move.
Awaits(x, i) ==
  \/ /\ Does(x, "fences")
     /\ job[i] # "none" /\ Covers(Design.FenceWait, job[i])
  \/ Does(x, "unmaps")    /\ mapped[i] /\ K(i).counted
  \/ Does(x, "broadcast") /\ (cb[i] # Idle \/ Untold(i))
  \/ /\ Does(x, "arrive") /\ i \in move.old
     /\ Runs(i) /\ Covers(Design.FenceWait, job[i])

\* It waits for program c: for the fence of user space, or the kernel mapping.
AwaitsCpu(x, c) ==
  \/ /\ Does(x, "fences")
     /\ foreign[c] # "none" /\ Covers(Design.FenceWait, foreign[c])
  \/ Does(x, "unmaps") /\ vmapped[c]

\* A driver that holds the lock waits in its map for the fence of j.
MapAwaits(i, j) == drv[i].at = "waiting" /\ job[j] = "KERNEL"

-----------------------------------------------------------------------------
\* A step of a thread leaves fewer steps of its program, unless it begins one.
Forward == \A x \in Exporters : exp'[x] # exp[x] =>
             \/ exp[x] = Rest
             \/ exp'[x] = Rest
             \/ Len(Ahead(exp'[x])) < Len(Ahead(exp[x]))

\* While a thread waits, nobody joins those whom it waits for.
Shrinks == \A x \in Exporters : exp'[x] = exp[x] =>
             /\ \A i \in Importers : Awaits(x, i)' => Awaits(x, i)
             /\ \A c \in CpuUsers : AwaitsCpu(x, c)' => AwaitsCpu(x, c)

\* A callback that has been called is not called again in this broadcast, and
\* no job begins meanwhile for which one might wait.
CalledOnce ==
  \A x \in Exporters : Does(x, "broadcast") /\ exp'[x] = exp[x] =>
    \A i \in Importers :
      /\ Untold(i)' => Untold(i)
      /\ cb'[i].at = "called" => Untold(i) \/ cb[i].at = "called"
      /\ job'[i] # "none" => job[i] # "none"

\* The same for a driver that waits in its map.
MapShrinks == \A i \in Importers : drv'[i] = drv[i] =>
                \A j \in Importers : MapAwaits(i, j)' => MapAwaits(i, j)

-----------------------------------------------------------------------------
\* A thread that cannot go on waits for somebody.
Goes(x)  == /\ Does(x, "fences")    => NoFence(Design.FenceWait)
            /\ Does(x, "unmaps")    => comp
            /\ Does(x, "broadcast") => /\ todo = << >>
                                       /\ \A i \in Importers : cb[i] = Idle
            /\ Does(x, "arrive")    =>
                 \A i \in move.old :
                   Runs(i) => ~Covers(Design.FenceWait, job[i])
Somebody == \A x \in Exporters :
              \/ Goes(x)
              \/ \E i \in Importers : Awaits(x, i)
              \/ \E c \in CpuUsers : AwaitsCpu(x, c)

\* The device of i will signal.
Answers(i)  == Runs(i) /\ K(i).answers

\* Each of those has what it needs to leave: a device that signals, a worker
\* to which an idle device's unmap was deferred, a callback that does not wait
\* or waits for such a device.
MayLeave == \A x \in Exporters, i \in Importers : Awaits(x, i) =>
              /\ Does(x, "fences") \/ Does(x, "arrive") => Answers(i)
              /\ Does(x, "unmaps") => Left(i) /\ job[i] = "none"
              /\ Does(x, "broadcast") /\ cb[i].at = "called" =>
                   \/ ~mapped[i]
                   \/ K(i).response \in {"inside", "later"}
                   \/ K(i).response = "waits"
                        /\ (job[i] = "none" \/ Answers(i))
MapMayEnd == \A i \in Importers : drv[i].at = "waiting" =>
               /\ \/ NoFence("KERNEL")
                  \/ Copying
                  \/ \E j \in Importers : MapAwaits(i, j)
               /\ \A j \in Importers :
                    MapAwaits(i, j) => Answers(j) \/ j \in move.queued

\* No wait for a lock is in a circle. A thread waits for the outer lock behind
\* one that has it and is within its program; with the outer lock, it waits
\* for resv behind an importer, or nobody; and an importer that has resv is
\* attached and may unlock, or waits in its map.
Holders == /\ outer # Free =>
                \E x \in Exporters : outer = x /\ Inside(x)
           /\ \A x \in Exporters : Does(x, "lock") => resv \notin Exporters
           /\ \A i \in Importers : resv = i =>
                /\ Listed(i)
                /\ K(i).pins \/ drv[i].at = "waiting"

\* What the invariant has for that: an importer that has resv, or is about to
\* take it, is attached.
Keeper == \A i \in Importers : resv = i => /\ Listed(i)
                                         /\ drv[i].op # "detach"
                                         /\ \/ K(i).pins
                                            \/ drv[i].at = "waiting"
Taker  == \A i \in Importers : At(drv[i], "lock", "called") =>
                               Listed(i) /\ K(i).pins

Keepers    == [Keeper |-> Keeper, Taker |-> Taker]
RankStates == [Somebody |-> Somebody, MayLeave |-> MayLeave,
               MapMayEnd |-> MapMayEnd, Holders |-> Holders]
RankSteps  == [Forward |-> Forward, Shrinks |-> Shrinks,
               CalledOnce |-> CalledOnce, MapShrinks |-> MapShrinks]

-----------------------------------------------------------------------------
\* For TLC: the steps of which this speaks are enabled. No bound on how many
\* are in a call may get in the way.
Works(i)   == WorkerCall(i) \/ WorkerUnmap(i) \/ WorkerReturn(i)
Device(i)  == SignalCall(i) \/ Signal(i) \/ SignalReturn(i)
LockIsFree(x) == /\ Does(x, "outer") => outer = Free
                 /\ Does(x, "lock")  => resv = Free
NobodyHears(x) == /\ Does(x, "broadcast") /\ todo # << >>
                 /\ \A i \in Importers : cb[i] = Idle
Enabled ==
  /\ \A x \in Exporters :
       /\ exp[x] # Rest /\ (Goes(x) \/ NobodyHears(x)) /\ LockIsFree(x) =>
            ENABLED (ExporterRuns(x) \/ ExporterLocks(x))
       /\ \A i \in Importers : Awaits(x, i) =>
            /\ Does(x, "fences") \/ Does(x, "arrive") => ENABLED Device(i)
            /\ Does(x, "unmaps") /\ resv = Free => ENABLED Works(i)
            /\ Does(x, "broadcast") /\ cb[i] # Idle =>
                 ENABLED (CallbackRuns(i) \/ Device(i))
       /\ \A c \in CpuUsers : AwaitsCpu(x, c) =>
            /\ Does(x, "fences") => ENABLED FenceRuns(c)
            /\ Does(x, "unmaps") /\ cpu[c] = Idle =>
                 ENABLED CpuCall(c, "vunmap", "-")
  /\ \A i \in Importers : resv = i =>
       CASE drv[i] = Idle           -> ENABLED DriverCall(i, "unlock", "-")
         [] drv[i].at = "waiting" -> NoFence("KERNEL") => ENABLED MapWait(i)
         [] OTHER -> ENABLED (DriverRuns(i) \/ DriverLocks(i))

RankStep == [][Forward /\ Shrinks /\ CalledOnce /\ MapShrinks]_vars
=============================================================================

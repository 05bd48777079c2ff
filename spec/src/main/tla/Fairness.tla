\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Fairness ------------------------------
(***************************************************************************)
(* What must go on happening for a revoke to end (reference 11.2).  Each   *)
(* conjunct has a name; the manifest names the property that is lost with  *)
(* it, and the run that shows it.                                          *)
(***************************************************************************)
EXTENDS DmaBuf

\* Threads run: without it a thread stops between two steps, for ever.
ThreadsRun ==
  /\ \A x \in Exporters : WF_vars(ExporterRuns(x))
  /\ \A i \in Importers : WF_vars(DriverRuns(i))
  /\ \A c \in CpuUsers : WF_vars(CpuRuns(c))

\* Callbacks run, in whichever thread called them: without it revoke waits in R3.
CallbacksRun == \A i \in Importers : WF_vars(CallbackRuns(i))

\* Locks are fair: without it others overtake a waiting thread for ever.
LocksAreFair ==
  /\ \A x \in Exporters : SF_vars(ExporterLocks(x))
  /\ \A i \in Importers : SF_vars(DriverLocks(i))
  /\ \A c \in CpuUsers : SF_vars(CpuLocks(c))

\* Fences signal: without it revoke waits in R4, with the lock held.
FencesSignal ==
  /\ \A i \in Importers :
       WF_vars(SignalCall(i) \/ Signal(i) \/ SignalReturn(i))
  /\ \A c \in CpuUsers : WF_vars(FenceRuns(c))

\* Workers unmap what they were told to unmap: without it revoke waits in
\* R7 (the lazy importer of D11).
WorkersUnmap ==
  \A i \in Importers : SF_vars(WorkerCall(i) \/ WorkerUnmap(i)
                                             \/ WorkerReturn(i))

\* Importers let go of the lock: without it revoke waits in R1.
HoldersLetGo ==
  \A i \in Importers : SF_vars(DriverCall(i, "unlock", "-"))

\* Kernel mappings are given back: without it revoke waits in R7, because
\* nobody can take them back.
VmapsEnd == \A c \in CpuUsers : SF_vars(CpuCall(c, "vunmap", "-"))

\* Timers expire: without it a bounded wait is an unbounded one.
TimersExpire == WF_vars(TimerNext)
=============================================================================

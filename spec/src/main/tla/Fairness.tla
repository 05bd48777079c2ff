\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Fairness ------------------------------
(***************************************************************************)
(* The fairness that a revoke needs to end (reference 11.2). Each conjunct *)
(* has a name. For each, the manifest names a property that fails without  *)
(* it, and the length of the counterexample.                               *)
(***************************************************************************)
EXTENDS DmaBuf

\* Threads run. Without this a thread may stop for ever between two steps.
ThreadsRun ==
  /\ \A x \in Exporters : WF_vars(ExporterRuns(x))
  /\ \A i \in Importers : WF_vars(DriverRuns(i))
  /\ \A c \in CpuUsers : WF_vars(CpuRuns(c))

\* Callbacks run, in the thread that called them. Without this a revoke may
\* wait in R3.
CallbacksRun == \A i \in Importers : WF_vars(CallbackRuns(i))

\* Locks are fair. Without this other threads may overtake a waiting one for
\* ever.
LocksAreFair ==
  /\ \A x \in Exporters : SF_vars(ExporterLocks(x))
  /\ \A i \in Importers : SF_vars(DriverLocks(i))
  /\ \A c \in CpuUsers : SF_vars(CpuLocks(c))

\* Fences signal. Without this a revoke may wait in R4, with the lock held.
FencesSignal ==
  /\ \A i \in Importers :
       WF_vars(SignalCall(i) \/ Signal(i) \/ SignalReturn(i))
  /\ \A c \in CpuUsers : WF_vars(FenceRuns(c))

\* Workers do the unmaps that were deferred to them. Without this a revoke may
\* wait in R7 (the lazy importer of D11).
WorkersUnmap ==
  \A i \in Importers : SF_vars(WorkerCall(i) \/ WorkerUnmap(i)
                                             \/ WorkerReturn(i))

\* Importers release the reservation lock. Without this a revoke may wait in
\* R1.
HoldersLetGo ==
  \A i \in Importers : SF_vars(DriverCall(i, "unlock", "-"))

\* Programs give back their kernel mappings. Without this a revoke may wait in
\* R7, because the exporter cannot take them back.
VmapsEnd == \A c \in CpuUsers : SF_vars(CpuCall(c, "vunmap", "-"))

\* Timers expire. Without this a bounded wait may last for ever.
TimersExpire == WF_vars(TimerNext)
=============================================================================

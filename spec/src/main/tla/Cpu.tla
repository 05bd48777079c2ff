\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Cpu ---------------------------------
(***************************************************************************)
(* Access by the CPU: mmap and its page faults, vmap, begin and end of CPU *)
(* access, and the fences that user space can import. In Linux 7.3 the     *)
(* core tests nothing here, and vfio has no such paths. The cover letter   *)
(* promises that all of them fail after a revoke; the proposal of 4.10     *)
(* zaps pages and refuses new mappings. An exporter can take back a page   *)
(* (Zap) but not a kernel mapping, because its holder has no callback. So  *)
(* a revoke waits for kernel mappings as it waits for those of devices, or *)
(* the design has none. Source: reference 2.6 H6, 4.10, 5.5, 5.6, 7.12,    *)
(* D7.                                                                     *)
(***************************************************************************)
EXTENDS Buffer

CpuDone(c, res) == cpu' = [cpu EXCEPT ![c] = Done(@, res)]
\* The path is gated, and the flag is set.
Shut(path) == path = "Gated" /\ flag

MayUse(c, op) ==
  /\ kind[c] = "sync" => op = "import"
  /\ kind[c] = "reader" => op \in {"begin", "end"}
  /\ CASE op = "mmap"   -> vma[c] = "none" /\ Design.Mmap # "None"
       [] op = "touch"  -> vma[c] # "none"
       [] op = "munmap" -> vma[c] # "none"
       [] op = "vmap"   -> ~vmapped[c] /\ Design.Vmap # "None"
       [] op = "vunmap" -> vmapped[c]
       [] op = "begin"  -> ~begun[c] /\ Design.Begin # "None"
       [] op = "end"    -> begun[c]
       [] op = "import" -> foreign[c] = "none"

-----------------------------------------------------------------------------
CpuCall(c, op, arg) ==
  /\ kind[c] # "absent"
  /\ cpu[c] = Idle
  /\ MayUse(c, op)
  /\ MayBegin
  /\ cpu' = [cpu EXCEPT ![c] = Begun(op, arg)]
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, begun, vmapped,
                 foreign, fence>>
  /\ Step("CpuCall", <<"cpu", c, op, arg>>, "user", "5.5")

CpuReturn(c) ==
  /\ cpu[c].at = "done"
  /\ cpu' = [cpu EXCEPT ![c] = Idle]
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, begun, vmapped,
                 foreign, fence>>
  /\ Step("CpuReturn", <<"cpu", c>>, "user", "5.5")

\* mmap tests the flag without a lock. That is enough, because it maps no
\* page.
Mmap(c) ==
  /\ At(cpu[c], "mmap", "called")
  /\ IF Shut(Design.Mmap) THEN /\ CpuDone(c, "ENODEV")
                                 /\ UNCHANGED vma
                            ELSE /\ CpuDone(c, "OK")
                                 /\ vma' = [vma EXCEPT ![c] = "vma"]
  /\ UNCHANGED <<fixed, past, shared, importer, calls, begun, vmapped,
                 foreign, fence>>
  /\ Step("Mmap", <<"cpu", c>>, "dma_buf_mmap_internal", "5.5")

Munmap(c) ==
  /\ At(cpu[c], "munmap", "called")
  /\ vma' = [vma EXCEPT ![c] = "none"]
  /\ CpuDone(c, "OK")
  /\ UNCHANGED <<fixed, past, shared, importer, calls, begun, vmapped,
                 foreign, fence>>
  /\ Step("Munmap", <<"cpu", c>>, "(unmaps)", "5.5")

\* The page is mapped: the CPU reads and writes without any test.
Touch(c) ==
  /\ At(cpu[c], "touch", "called")
  /\ vma[c] = "pte"
  /\ CpuDone(c, "OK")
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, begun, vmapped,
                 foreign, fence>>
  /\ Step("Touch", <<"cpu", c>>, "(load or store)", "5.6")

\* The page is not mapped: the fault tests the flag under the reservation
\* lock.
Fault(c) ==
  /\ At(cpu[c], "touch", "called")
  /\ vma[c] = "vma"
  /\ resv = Free
  /\ CASE Shut(Design.Mmap) -> CpuDone(c, "SIGBUS") /\ UNCHANGED vma
       [] Design.Fault = "InHold" \/ Design.Mmap # "Gated" ->
            CpuDone(c, "OK") /\ vma' = [vma EXCEPT ![c] = "pte"]
       [] OTHER -> cpu' = [cpu EXCEPT ![c].at = "tested"] /\ UNCHANGED vma
  /\ UNCHANGED <<fixed, past, shared, importer, calls, begun, vmapped,
                 foreign, fence>>
  /\ Step("Fault", <<"cpu", c>>, "(fault handler)", "5.6")

\* The handler of the proposal drops that lock, takes the outer lock for
\* reading, tests the flag again and inserts the page (7.12: no second test).
FaultInsert(c) ==
  /\ At(cpu[c], "touch", "tested")
  /\ outer = Free \/ Design.Fault = "NoLock"
  /\ IF flag /\ Design.Fault = "Retest"
       THEN CpuDone(c, "SIGBUS") /\ UNCHANGED vma
       ELSE CpuDone(c, "OK") /\ vma' = [vma EXCEPT ![c] = "pte"]
  /\ UNCHANGED <<fixed, past, shared, importer, calls, begun, vmapped,
                 foreign, fence>>
  /\ Step("FaultInsert", <<"cpu", c>>, "(inserts the PFN)", "5.6")

Vmap(c) ==
  /\ At(cpu[c], "vmap", "called")
  /\ resv = Free
  /\ IF Shut(Design.Vmap)
       THEN CpuDone(c, "ENODEV") /\ UNCHANGED <<vmapped, count>>
       ELSE /\ CpuDone(c, "OK")
            /\ vmapped' = [vmapped EXCEPT ![c] = TRUE]
            /\ count' = IF Design.VmapWaits THEN Get(count) ELSE count
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, comp,
                 todo, importer, calls, vma, begun, foreign, fence>>
  /\ Step("Vmap", <<"cpu", c>>, "dma_buf_vmap", "5.5")

Vunmap(c) ==
  /\ At(cpu[c], "vunmap", "called")
  /\ resv = Free
  /\ vmapped' = [vmapped EXCEPT ![c] = FALSE]
  /\ CpuDone(c, "OK")
  /\ IF Design.VmapWaits THEN PutCount ELSE UNCHANGED <<count, comp>>
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, todo,
                 importer, calls, vma, begun, foreign, fence>>
  /\ Step("Vunmap", <<"cpu", c>>, "dma_buf_vunmap", "5.5")

Begin(c) ==
  /\ At(cpu[c], "begin", "called")
  /\ IF Shut(Design.Begin) THEN CpuDone(c, "ENODEV")
                             ELSE cpu' = [cpu EXCEPT ![c].at = "tested"]
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, begun, vmapped,
                 foreign, fence>>
  /\ Step("Begin", <<"cpu", c>>, "dma_buf_begin_cpu_access", "5.5")

\* The core waits for implicit fences only: before a write for those of class
\* READ and stronger, before a read for WRITE and stronger. Jobs of class
\* BOOKKEEP go on.
BeginWait(c) ==
  /\ At(cpu[c], "begin", "tested")
  /\ NoFence(IF cpu[c].arg = "write" THEN "READ" ELSE "WRITE")
  /\ begun' = [begun EXCEPT ![c] = TRUE]
  /\ CpuDone(c, "OK")
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, vmapped, foreign,
                 fence>>
  /\ Step("BeginWait", <<"cpu", c>>, "dma_resv_wait_timeout", "5.5")

End(c) ==
  /\ At(cpu[c], "end", "called")
  /\ begun' = [begun EXCEPT ![c] = FALSE]
  /\ CpuDone(c, "OK")
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, vmapped, foreign,
                 fence>>
  /\ Step("End", <<"cpu", c>>, "dma_buf_end_cpu_access", "5.5")

\* User space adds a fence of its own; a revoke waits for it too (D7).
Import(c) ==
  /\ At(cpu[c], "import", "called")
  /\ resv = Free
  /\ foreign' = [foreign EXCEPT ![c] = cpu[c].arg]
  /\ CpuDone(c, "OK")
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, begun, vmapped,
                 fence>>
  /\ Step("Import", <<"cpu", c>>, "dma_buf_import_sync_file", "5.5")

-----------------------------------------------------------------------------
ForeignCall(c) ==
  /\ Returns
  /\ fence[c] = Idle
  /\ MayBegin
  /\ foreign[c] # "none"
  /\ fence' = [fence EXCEPT ![c] = Called("signal", "-")]
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, begun, vmapped,
                 foreign, cpu>>
  /\ Step("ForeignCall", <<"fence", c>>, "(the fence signals)", "6")

ForeignSignal(c) ==
  /\ Due(fence[c], "signal", foreign[c] # "none")
  /\ foreign' = [foreign EXCEPT ![c] = "none"]
  /\ fence' = [fence EXCEPT ![c] = Done(@, "OK")]
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, begun, vmapped,
                 cpu>>
  /\ Step("ForeignSignal", <<"fence", c>>, "(the fence signals)", "6")

ForeignReturn(c) ==
  /\ fence[c].at = "done"
  /\ fence' = [fence EXCEPT ![c] = Idle]
  /\ UNCHANGED <<fixed, past, shared, importer, calls, vma, begun, vmapped,
                 foreign, cpu>>
  /\ Step("ForeignReturn", <<"fence", c>>, "(the fence signals)", "6")

-----------------------------------------------------------------------------
CpuCalls(c) ==
  /\ kind[c] # "absent"
  /\ cpu[c] = Idle
  /\ \/ \E op \in {"mmap", "touch", "munmap", "vmap", "vunmap", "end"} :
          CpuCall(c, op, "-")
     \/ \E how \in {"read", "write"} : CpuCall(c, "begin", how)
     \/ CpuCall(c, "import", "READ")

\* The steps for which a program waits for a lock.
CpuLocks(c) ==
  /\ cpu[c] # Idle
  /\ \/ Fault(c) \/ FaultInsert(c) \/ Vmap(c) \/ Vunmap(c) \/ Import(c)

CpuRuns(c) ==
  /\ cpu[c] # Idle
  /\ \/ Mmap(c) \/ Munmap(c) \/ Touch(c) \/ Begin(c) \/ BeginWait(c) \/ End(c)
     \/ CpuReturn(c)

FenceRuns(c) == ForeignCall(c) \/ ForeignSignal(c) \/ ForeignReturn(c)

CpuNext == \E c \in CpuUsers : CpuCalls(c) \/ CpuLocks(c) \/ CpuRuns(c)
                                           \/ FenceRuns(c)
=============================================================================

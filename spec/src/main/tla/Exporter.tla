\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Exporter ------------------------------
(***************************************************************************)
(* The exporter's threads: vfio_pci_dma_buf_move and                       *)
(* vfio_pci_dma_buf_cleanup, one step of Steps.tla at a time. Source:      *)
(* reference 4.1, 4.2, 4.3, 14.2.                                          *)
(***************************************************************************)
EXTENDS Move, GivingUp

\* The operation is already done when it gets the outer lock.
NothingToDo(op) == \/ closed
                   \/ op = "restore" /\ ~flag /\ Design.RevokeOnce
                   \/ op = "revoke"  /\ flag  /\ Design.RevokeOnce
                   \/ op \in {"close", "kill"} /\ flag /\ Design.CloseOnce

\* The attachments whose callback the broadcast calls.
HasCallback(i) == /\ K(i).callback
                  /\ CASE Design.Broadcast = "All"    -> TRUE
                       [] Design.Broadcast = "Mapped" -> mapped[i]
                       [] Design.Broadcast = "None"   -> FALSE

\* The operations that revoke the buffer.
TakesAway(op) == op \in {"revoke", "close", "kill"}

\* The contract's phase, stage, is history: it says what the steps of a revoke
\* have claimed so far. When the flag is set, no new access begins; after the
\* wait for fences, or else at the put of the registration, devices are quiet
\* (NowQuiet), if that wait does not follow; when the revoke is over, no user
\* has access.
NowOver(x) ==
  stage' = CASE closed -> stage
             [] exp[x].op \in {"close", "kill"} -> "closed"
             [] exp[x].op = "revoke" /\ stage \in {"revoking", "quiet"} ->
                  "revoked"
             [] OTHER -> stage

\* The value of heard[i] after x has called the callback of i.
Hears(x, i) == CASE TakesAway(exp[x].op)          -> "gone"
                 [] heard[i] = "gone" /\ ~flag    -> "back"
                 [] OTHER                         -> heard[i]

\* The kernel function and the section of the reference, for Step.
Function(x) == IF exp[x].op = "close" THEN "vfio_pci_dma_buf_cleanup"
                                      ELSE "vfio_pci_dma_buf_move"
Unlocking(x) == IF Does(x, "unlock") THEN "dma_resv_unlock"
                                     ELSE "(drops memory_lock)"
Section(x, revoke, restore) == IF exp[x].op = "restore" THEN restore
                                                        ELSE revoke

-----------------------------------------------------------------------------
ExporterCall(x, op) ==
  /\ exp[x] = Rest
  /\ op \in Design.Offers
  /\ op = "close" => ~closed
  /\ MayBegin
  /\ exp' = [exp EXCEPT ![x] = On([Rest EXCEPT !.op = op], Work(op))]
  /\ UNCHANGED <<fixed, past, shared, importer, drv, cb, wrk, dev, timer,
                 cpus>>
  /\ Step("ExporterCall", <<"exporter", x, op>>,
           "vfio_pci_dma_buf_move", "4.9")

\* On entry the operation tests whether it is already done. A thread that
\* takes the lock again within its call does not test that (7.53).
OuterLock(x) ==
  /\ Does(x, "outer") \/ Does(x, "retakeouter")
  /\ outer = Free
  /\ outer' = x
  /\ asked' = CASE exp[x].op = "move" \/ Does(x, "retakeouter") -> asked
                 [] exp[x].op = "revoke" /\ flag /\ ~NothingToDo("revoke") ->
                      "again"
                 [] closed \/ exp[x].op # "restore" -> "revoked"
                 [] OTHER -> "live"
  /\ IF Does(x, "outer") /\ NothingToDo(exp[x].op)
       THEN GoOn(x, <<"finish">>)
       ELSE Pop(x)
  /\ stage' = IF /\ exp[x].op = "restore" /\ Does(x, "outer")
                 /\ ~flag /\ ~closed
                THEN "live" ELSE stage
  /\ UNCHANGED <<fixed, heard, ready, move, list, resv, flag, closed, count,
                 comp, todo, importer, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("OuterLock", <<"exporter", x>>, "(takes memory_lock)",
           IF Does(x, "outer") THEN "4.1" ELSE "7.53")

Lock(x) ==
  /\ Does(x, "lock")
  /\ resv = Free
  /\ resv' = x
  /\ todo' = IF \E n \in DOMAIN exp[x].left : exp[x].left[n] = "broadcast"
               THEN SelectSeq(list, HasCallback) ELSE << >>
  /\ Pop(x)
  /\ UNCHANGED <<fixed, past, list, outer, flag, closed, asked, count, comp,
                 importer, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("Lock", <<"exporter", x>>, "dma_resv_lock",
           Section(x, "4.1 R1", "4.2 U1"))

SetFlag(x) ==
  /\ Does(x, "set")
  /\ flag' = TRUE
  /\ stage' = "revoking"
  /\ Pop(x)
  /\ UNCHANGED <<fixed, heard, ready, move, list, resv, outer, closed, asked,
                 count, comp, todo, importer, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("SetFlag", <<"exporter", x>>, Function(x), "4.1 R2")

\* The broadcast calls one callback at a time, newest attachment first.
Notify(x, i) ==
  /\ Does(x, "broadcast")
  /\ todo # << >>
  /\ i = Head(todo)
  /\ \A j \in Importers : cb[j] = Idle
  /\ todo' = Tail(todo)
  /\ cb' = [cb EXCEPT ![i] = Called("invalidate", "-")]
  /\ heard' = [heard EXCEPT ![i] = Hears(x, i)]
  /\ UNCHANGED <<fixed, stage, ready, move, list, resv, outer, flag, closed,
                 asked, count, comp, importer, exp, drv, wrk, dev, timer,
                 cpus>>
  /\ Step("Notify", <<"exporter", x, i>>,
           "dma_buf_invalidate_mappings",
           Section(x, "4.1 R3", "4.2 U2"))

BroadcastEnd(x) ==
  /\ Does(x, "broadcast")
  /\ todo = << >>
  /\ \A j \in Importers : cb[j] = Idle
  /\ Pop(x)
  /\ UNCHANGED <<fixed, past, shared, importer, drv, cb, wrk, dev, timer,
                 cpus>>
  /\ Step("BroadcastEnd", <<"exporter", x>>,
           "dma_buf_invalidate_mappings",
           Section(x, "4.8", "4.2 U2"))

FenceWait(x) ==
  /\ Does(x, "fences")
  /\ NoFence(Design.FenceWait)
  /\ NowQuiet
  /\ Pop(x)
  /\ UNCHANGED <<fixed, heard, ready, move, shared, importer, drv, cb, wrk,
                 dev, timer, cpus>>
  /\ Step("FenceWait", <<"exporter", x>>, "dma_resv_wait_timeout",
           Section(x, "4.1 R4", "4.2 U3"))

\* Drops the reservation lock; or, within a call, the outer lock, so that
\* other threads may revoke and restore meanwhile (7.53).
Unlock(x) ==
  /\ Does(x, "unlock") \/ Does(x, "dropouter")
  /\ resv'  = IF Does(x, "unlock") THEN Free ELSE resv
  /\ outer' = IF Does(x, "dropouter") /\ outer = x THEN Free ELSE outer
  /\ Pop(x)
  /\ UNCHANGED <<fixed, past, list, flag, closed, asked, count, comp, todo,
                 importer, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("Unlock", <<"exporter", x>>, Unlocking(x),
           IF Does(x, "unlock")
             THEN Section(x, "4.1 R5", "4.2 U4") ELSE "7.53")

\* unmap_mapping_range: the page leaves all page tables, and the next access
\* by a CPU faults.
Zap(x) ==
  /\ Does(x, "zap")
  /\ vma' = [c \in CpuUsers |-> IF vma[c] = "pte" THEN "vma" ELSE vma[c]]
  /\ Pop(x)
  /\ UNCHANGED <<fixed, past, shared, importer, drv, cb, wrk, dev, timer,
                 begun, vmapped, foreign, cpu, fence>>
  /\ Step("Zap", <<"exporter", x>>, "unmap_mapping_range", "4.1 R9")

PutRegistration(x) ==
  /\ Does(x, "put")
  /\ PutCount
  /\ IF \E n \in DOMAIN exp[x].left : exp[x].left[n] = "fences"
       THEN UNCHANGED stage ELSE NowQuiet
  /\ Pop(x)
  /\ UNCHANGED <<fixed, heard, ready, move, list, resv, outer, flag, closed,
                 asked, todo, importer, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("PutRegistration", <<"exporter", x>>, "kref_put", "4.1 R6")

\* The waiter is woken, and the timer of a bounded wait is cancelled.
UnmapWait(x) ==
  /\ Does(x, "unmaps")
  /\ comp
  /\ comp' = FALSE
  /\ timer' = IF timer.at = "called" THEN Done(timer, "OK") ELSE timer
  /\ Pop(x)
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, count,
                 todo, importer, drv, cb, wrk, dev, cpus>>
  /\ Step("UnmapWait", <<"exporter", x>>, "wait_for_completion", "4.1 R7")

Rearm(x) ==
  /\ Does(x, "rearm")
  /\ count' = 1
  /\ comp'  = FALSE
  /\ Pop(x)
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, todo,
                 importer, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("Rearm", <<"exporter", x>>,
           "kref_init, reinit_completion",
           Section(x, "4.1 R8", "7.1"))

ClearFlag(x) ==
  /\ Does(x, "clear")
  /\ flag' = FALSE
  /\ stage' = "live"
  /\ drv' = [i \in Importers |-> InTime(drv[i])]
  /\ cpu' = [c \in CpuUsers |-> InTime(cpu[c])]
  /\ Pop(x)
  /\ UNCHANGED <<fixed, heard, ready, move, list, resv, outer, closed, asked,
                 count, comp, todo, importer, cb, wrk, dev, timer, vma, begun,
                 vmapped, foreign, fence>>
  /\ Step("ClearFlag", <<"exporter", x>>, "vfio_pci_dma_buf_move", "4.2 U5")

Finish(x) ==
  /\ Does(x, "finish")
  /\ outer'  = IF outer = x THEN Free ELSE outer
  /\ closed' = (closed \/ exp[x].op = "kill"
                       \/ (exp[x].op = "close" /\ Design.CloseFinal))
  /\ NowOver(x)
  /\ heard' = IF flag THEN heard ELSE [i \in Importers |-> "nothing"]
  /\ IF Returns THEN Pop(x) ELSE exp' = [exp EXCEPT ![x] = Rest]
  /\ UNCHANGED <<fixed, ready, move, list, resv, flag, asked, count, comp,
                 todo, importer, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("Finish", <<"exporter", x>>, "(drops memory_lock)", "4.3")

ExporterReturn(x) ==
  /\ Does(x, "done")
  /\ exp' = [exp EXCEPT ![x] = Rest]
  /\ UNCHANGED <<fixed, past, shared, importer, drv, cb, wrk, dev, timer,
                 cpus>>
  /\ Step("ExporterReturn", <<"exporter", x>>, Function(x), "4.9")

-----------------------------------------------------------------------------
\* The steps for which a thread of the exporter waits for a lock.
ExporterLocks(x) == exp[x] # Rest /\ (OuterLock(x) \/ Lock(x))

\* All other steps within a call.
ExporterRuns(x) ==
  /\ exp[x] # Rest
  /\ \/ SetFlag(x) \/ BroadcastEnd(x) \/ FenceWait(x) \/ Unlock(x)
     \/ Zap(x) \/ PutRegistration(x) \/ UnmapWait(x) \/ Rearm(x)
     \/ ClearFlag(x) \/ Place(x) \/ Copy(x) \/ Arrive(x)
     \/ FenceGivenUp(x) \/ GiveUp(x)
     \/ Finish(x) \/ ExporterReturn(x)
     \/ \E i \in Importers : Notify(x, i)

ExporterNext ==
  \E x \in Exporters :
    \/ exp[x] = Rest /\ \E op \in Ops[x] : ExporterCall(x, op)
    \/ ExporterLocks(x)
    \/ ExporterRuns(x)
=============================================================================

------------------------------ MODULE Exporter ------------------------------
(***************************************************************************)
(* The exporter's threads: vfio_pci_dma_buf_move and .._cleanup, one step  *)
(* of Steps.tla at a time.  Source: reference 4.1, 4.2, 4.3, 14.2.         *)
(***************************************************************************)
EXTENDS Buffer

Does(x, s) == exp[x].left # << >> /\ Head(exp[x].left) = s
Pop(x)     == exp' = [exp EXCEPT ![x].left = Tail(@)]

\* What an operation still has to do once the outer lock is held.
NothingToDo(op) == \/ closed
                   \/ op = "restore" /\ ~flag /\ Design.RevokeOnce
                   \/ op = "revoke"  /\ flag  /\ Design.RevokeOnce
                   \/ op = "close"   /\ flag  /\ Design.CloseOnce

HasCallback(i) == K(i).callback

\* For the names of steps: the function, and the section, of x's operation.
Function(x) == IF exp[x].op = "close" THEN "vfio_pci_dma_buf_cleanup"
                                      ELSE "vfio_pci_dma_buf_move"
Section(x, revoke, restore) == IF exp[x].op = "restore" THEN restore
                                                        ELSE revoke

-----------------------------------------------------------------------------
ExporterCall(x, op) ==
  /\ exp[x] = Rest
  /\ op = "close" => ~closed
  /\ MayBegin
  /\ exp' = [exp EXCEPT ![x] = [op |-> op, left |-> Program(Design, op)]]
  /\ UNCHANGED <<fixed, shared, importer, drv, cb, wrk, dev, timer>>
  /\ Step("ExporterCall", <<"exporter", x, op>>,
           "vfio_pci_dma_buf_move", "4.9")

OuterLock(x) ==
  /\ Does(x, "outer")
  /\ outer = Free
  /\ outer' = x
  /\ asked' = IF closed \/ exp[x].op # "restore" THEN "revoked" ELSE "live"
  /\ IF NothingToDo(exp[x].op)
       THEN exp' = [exp EXCEPT ![x].left = <<"finish">>]
       ELSE Pop(x)
  /\ UNCHANGED <<fixed, list, resv, flag, closed, count, comp, todo,
                 importer, drv, cb, wrk, dev, timer>>
  /\ Step("OuterLock", <<"exporter", x>>, "down_write(memory_lock)", "4.1")

Lock(x) ==
  /\ Does(x, "lock")
  /\ resv = Free
  /\ resv' = x
  /\ todo' = IF \E n \in DOMAIN exp[x].left : exp[x].left[n] = "broadcast"
               THEN SelectSeq(list, HasCallback) ELSE << >>
  /\ Pop(x)
  /\ UNCHANGED <<fixed, list, outer, flag, closed, asked, count, comp,
                 importer, drv, cb, wrk, dev, timer>>
  /\ Step("Lock", <<"exporter", x>>, "dma_resv_lock",
           Section(x, "4.1 R1", "4.2 U1"))

SetFlag(x) ==
  /\ Does(x, "set")
  /\ flag' = TRUE
  /\ Pop(x)
  /\ UNCHANGED <<fixed, list, resv, outer, closed, asked, count, comp, todo,
                 importer, drv, cb, wrk, dev, timer>>
  /\ Step("SetFlag", <<"exporter", x>>, Function(x), "4.1 R2")

\* The broadcast calls one callback at a time, newest attachment first.
Notify(x, i) ==
  /\ Does(x, "broadcast")
  /\ todo # << >>
  /\ i = Head(todo)
  /\ \A j \in Importers : cb[j] = Idle
  /\ todo' = Tail(todo)
  /\ cb' = [cb EXCEPT ![i] = Called("invalidate", "-")]
  /\ UNCHANGED <<fixed, list, resv, outer, flag, closed, asked, count, comp,
                 importer, exp, drv, wrk, dev, timer>>
  /\ Step("Notify", <<"exporter", x, i>>,
           "dma_buf_invalidate_mappings",
           Section(x, "4.1 R3", "4.2 U2"))

BroadcastEnd(x) ==
  /\ Does(x, "broadcast")
  /\ todo = << >>
  /\ \A j \in Importers : cb[j] = Idle
  /\ Pop(x)
  /\ UNCHANGED <<fixed, shared, importer, drv, cb, wrk, dev, timer>>
  /\ Step("BroadcastEnd", <<"exporter", x>>,
           "dma_buf_invalidate_mappings",
           Section(x, "4.8", "4.2 U2"))

FenceWait(x) ==
  /\ Does(x, "fences")
  /\ \A i \in Importers : job[i] # "none" => ~Covers(Design.FenceWait, job[i])
  /\ Pop(x)
  /\ UNCHANGED <<fixed, shared, importer, drv, cb, wrk, dev, timer>>
  /\ Step("FenceWait", <<"exporter", x>>, "dma_resv_wait_timeout",
           Section(x, "4.1 R4", "4.2 U3"))

Unlock(x) ==
  /\ Does(x, "unlock")
  /\ resv' = Free
  /\ Pop(x)
  /\ UNCHANGED <<fixed, list, outer, flag, closed, asked, count, comp, todo,
                 importer, drv, cb, wrk, dev, timer>>
  /\ Step("Unlock", <<"exporter", x>>, "dma_resv_unlock",
           Section(x, "4.1 R5", "4.2 U4"))

PutRegistration(x) ==
  /\ Does(x, "put")
  /\ PutCount
  /\ Pop(x)
  /\ UNCHANGED <<fixed, list, resv, outer, flag, closed, asked, todo,
                 importer, drv, cb, wrk, dev, timer>>
  /\ Step("PutRegistration", <<"exporter", x>>, "kref_put", "4.1 R6")

\* Being woken cancels the timer of a bounded wait.
UnmapWait(x) ==
  /\ Does(x, "unmaps")
  /\ comp
  /\ comp' = FALSE
  /\ timer' = IF timer.at = "called" THEN Done(timer, "OK") ELSE timer
  /\ Pop(x)
  /\ UNCHANGED <<fixed, list, resv, outer, flag, closed, asked, count, todo,
                 importer, drv, cb, wrk, dev>>
  /\ Step("UnmapWait", <<"exporter", x>>, "wait_for_completion", "4.1 R7")

Rearm(x) ==
  /\ Does(x, "rearm")
  /\ count' = 1
  /\ comp'  = FALSE
  /\ Pop(x)
  /\ UNCHANGED <<fixed, list, resv, outer, flag, closed, asked, todo,
                 importer, drv, cb, wrk, dev, timer>>
  /\ Step("Rearm", <<"exporter", x>>,
           "kref_init, reinit_completion",
           Section(x, "4.1 R8", "7.1"))

ClearFlag(x) ==
  /\ Does(x, "clear")
  /\ flag' = FALSE
  /\ Pop(x)
  /\ UNCHANGED <<fixed, list, resv, outer, closed, asked, count, comp, todo,
                 importer, drv, cb, wrk, dev, timer>>
  /\ Step("ClearFlag", <<"exporter", x>>, "vfio_pci_dma_buf_move", "4.2 U5")

Finish(x) ==
  /\ Does(x, "finish")
  /\ outer'  = Free
  /\ closed' = (closed \/ exp[x].op = "close")
  /\ IF Returns THEN Pop(x) ELSE exp' = [exp EXCEPT ![x] = Rest]
  /\ UNCHANGED <<fixed, list, resv, flag, asked, count, comp, todo,
                 importer, drv, cb, wrk, dev, timer>>
  /\ Step("Finish", <<"exporter", x>>, "up_write(memory_lock)", "4.3")

ExporterReturn(x) ==
  /\ exp[x] # Rest
  /\ exp[x].left = << >>
  /\ exp' = [exp EXCEPT ![x] = Rest]
  /\ UNCHANGED <<fixed, shared, importer, drv, cb, wrk, dev, timer>>
  /\ Step("ExporterReturn", <<"exporter", x>>, Function(x), "4.9")

-----------------------------------------------------------------------------
\* The timer of a bounded wait (wait_for_completion_timeout in v5).
Ticking == /\ Design.UnmapWait = "Bounded"
           /\ \E x \in Exporters : Does(x, "unmaps")

TimerCall ==
  /\ Returns
  /\ timer = Idle
  /\ Ticking
  /\ timer' = Called("expire", "-")
  /\ UNCHANGED <<fixed, shared, importer, exp, drv, cb, wrk, dev>>
  /\ Step("TimerCall", <<"timer">>, "schedule_timeout", "3.2 v5")

Expire ==
  /\ Due(timer, "expire", Ticking)
  /\ timer' = Done(timer, "OK")
  /\ exp' = [x \in Exporters |->
               IF Does(x, "unmaps") THEN [exp[x] EXCEPT !.left = Tail(@)]
                                  ELSE exp[x]]
  /\ UNCHANGED <<fixed, shared, importer, drv, cb, wrk, dev>>
  /\ Step("Expire", <<"timer">>, "wait_for_completion_timeout", "7.7")

TimerReturn ==
  /\ timer.at = "done"
  /\ timer' = Idle
  /\ UNCHANGED <<fixed, shared, importer, exp, drv, cb, wrk, dev>>
  /\ Step("TimerReturn", <<"timer">>, "schedule_timeout", "3.2 v5")

-----------------------------------------------------------------------------
\* The steps for which an exporter's thread waits for a lock.
ExporterLocks(x) == exp[x] # Rest /\ (OuterLock(x) \/ Lock(x))

\* All its other steps within a call.
ExporterRuns(x) ==
  /\ exp[x] # Rest
  /\ \/ SetFlag(x) \/ BroadcastEnd(x) \/ FenceWait(x) \/ Unlock(x)
     \/ PutRegistration(x) \/ UnmapWait(x) \/ Rearm(x) \/ ClearFlag(x)
     \/ Finish(x) \/ ExporterReturn(x)
     \/ \E i \in Importers : Notify(x, i)

ExporterNext ==
  \/ \E x \in Exporters :
       \/ \E op \in Ops[x] : ExporterCall(x, op)
       \/ ExporterLocks(x)
       \/ ExporterRuns(x)
  \/ TimerCall
  \/ Expire
  \/ TimerReturn
=============================================================================

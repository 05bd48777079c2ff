------------------------------ MODULE Importer ------------------------------
(***************************************************************************)
(* An importer's driver thread: attach, map, use, unmap, detach, whenever  *)
(* it likes.  Kinds that pin take the reservation lock themselves and keep *)
(* it over several calls (S-UMEM); the others use the _unlocked variants.  *)
(* An importer keeps the rules of reference 4.6: it does not unmap under a *)
(* running job, nor detach while it holds anything.                        *)
(* Source: reference 5.2, 5.3, 5.7, 14.1.                                  *)
(***************************************************************************)
EXTENDS Buffer

Holds(i)   == resv = i
CanLock(i) == resv \in {Free, i}

\* May the driver call op now?  Anything else would be misuse.
MayCall(i, op) ==
  CASE op = "attach" -> ~Listed(i) /\ kind[i] # "absent"
    [] ~Listed(i)    -> FALSE
    [] op = "detach" -> /\ ~Holds(i) /\ ~mapped[i] /\ ~pinned[i]
                        /\ wrk[i].at # "called"
    [] op = "lock"   -> /\ K(i).pins /\ ~Holds(i)
                        /\ dead[i] => mapped[i] \/ pinned[i]
    [] op = "unlock" -> Holds(i)
    [] op = "pin"    -> Holds(i) /\ ~pinned[i] /\ ~dead[i]
    [] op = "unpin"  -> Holds(i) /\ pinned[i] /\ ~mapped[i]
    [] op = "map"    -> /\ ~mapped[i]
                        /\ K(i).pins => Holds(i) /\ (pinned[i] \/ dead[i])
    [] op = "unmap"  -> /\ mapped[i]
                        /\ Design.IdleUnmap => job[i] = "none"
                        /\ K(i).pins => Holds(i)
    [] op = "submit" -> /\ mapped[i] /\ job[i] = "none"
                        /\ K(i).pins => Holds(i)

DriverDone(i, res) == drv' = [drv EXCEPT ![i] = Done(@, res)]

-----------------------------------------------------------------------------
DriverCall(i, op, arg) ==
  /\ drv[i] = Idle
  /\ MayBegin \/ op = "unlock"
  /\ MayCall(i, op)
  /\ drv' = [drv EXCEPT ![i] = Called(op, arg)]
  /\ UNCHANGED <<fixed, shared, importer, exp, cb, wrk, dev, timer>>
  /\ Step("DriverCall", <<"driver", i, op, arg>>, "importer", "5.7")

DriverReturn(i) ==
  /\ drv[i].at = "done"
  /\ drv' = [drv EXCEPT ![i] = Idle]
  /\ UNCHANGED <<fixed, shared, importer, exp, cb, wrk, dev, timer>>
  /\ Step("DriverReturn", <<"driver", i>>, "importer", "5.7")

\* The exporter's test, without any lock: an early exit, no more.
AttachTest(i) ==
  /\ At(drv[i], "attach", "called")
  /\ LET res == CASE Design.P2pTest /\ ~K(i).p2p -> "EOPNOTSUPP"
                  [] flag -> "ENODEV"
                  [] Design.RevocableTest /\ ~K(i).callback -> "EOPNOTSUPP"
                  [] OTHER -> "OK"
     IN  IF res = "OK" THEN drv' = [drv EXCEPT ![i].at = "tested"]
                       ELSE DriverDone(i, res)
  /\ UNCHANGED <<fixed, shared, importer, exp, cb, wrk, dev, timer>>
  /\ Step("AttachTest", <<"driver", i>>, "vfio_pci_dma_buf_attach", "4.5")

AttachInsert(i) ==
  /\ At(drv[i], "attach", "tested")
  /\ resv = Free
  /\ list' = <<i>> \o list
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, resv, outer, flag, closed, asked, count, comp, todo,
                 importer, exp, cb, wrk, dev, timer>>
  /\ Step("AttachInsert", <<"driver", i>>, "dma_buf_dynamic_attach", "5.2")

Detach(i) ==
  /\ At(drv[i], "detach", "called")
  /\ Design.DetachLock => resv = Free
  /\ list' = SelectSeq(list, LAMBDA j : j # i)
  /\ dead' = [dead EXCEPT ![i] = FALSE]
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, resv, outer, flag, closed, asked, count, comp, todo,
                 mapped, pinned, told, job, exp, cb, wrk, dev, timer>>
  /\ Step("Detach", <<"driver", i>>, "dma_buf_detach", "5.2")

ResvLock(i) ==
  /\ At(drv[i], "lock", "called")
  /\ resv = Free
  /\ resv' = i
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, list, outer, flag, closed, asked, count, comp, todo,
                 importer, exp, cb, wrk, dev, timer>>
  /\ Step("ResvLock", <<"driver", i>>, "dma_resv_lock", "5.4")

ResvUnlock(i) ==
  /\ At(drv[i], "unlock", "called")
  /\ resv' = Free
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, list, outer, flag, closed, asked, count, comp, todo,
                 importer, exp, cb, wrk, dev, timer>>
  /\ Step("ResvUnlock", <<"driver", i>>, "dma_resv_unlock", "5.4")

Pin(i) ==
  /\ At(drv[i], "pin", "called")
  /\ pinned' = [pinned EXCEPT ![i] = TRUE]
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, shared, mapped, told, dead, job,
                 exp, cb, wrk, dev, timer>>
  /\ Step("Pin", <<"driver", i>>, "dma_buf_pin", "5.3")

Unpin(i) ==
  /\ At(drv[i], "unpin", "called")
  /\ pinned' = [pinned EXCEPT ![i] = FALSE]
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, shared, mapped, told, dead, job,
                 exp, cb, wrk, dev, timer>>
  /\ Step("Unpin", <<"driver", i>>, "dma_buf_unpin", "5.3")

\* The real gate.  A dead importer does not even ask (umem_dmabuf.c:27).
Refusal(i) == CASE dead[i]                 -> "EINVAL"
                [] Design.MapTest /\ flag  -> "ENODEV"
                [] OTHER                   -> "OK"

MapRefused(i) ==
  /\ At(drv[i], "map", "called")
  /\ CanLock(i)
  /\ Refusal(i) # "OK"
  /\ DriverDone(i, Refusal(i))
  /\ UNCHANGED <<fixed, shared, importer, exp, cb, wrk, dev, timer>>
  /\ Step("MapRefused", <<"driver", i>>, "vfio_pci_dma_buf_map", "4.5")

\* Test and count are one step, because the flag cannot change in a hold of
\* resv; where a design sets it without the lock they are two.
OneHold == Design.FlagSet # "Unlocked"

MapTest(i) ==
  /\ ~OneHold
  /\ At(drv[i], "map", "called")
  /\ CanLock(i)
  /\ Refusal(i) = "OK"
  /\ resv' = i
  /\ drv' = [drv EXCEPT ![i].at = "tested"]
  /\ UNCHANGED <<fixed, list, outer, flag, closed, asked, count, comp, todo,
                 importer, exp, cb, wrk, dev, timer>>
  /\ Step("MapTest", <<"driver", i>>,
           "vfio_pci_dma_buf_map", "14.2 map check")

Map(i) ==
  /\ IF OneHold THEN /\ At(drv[i], "map", "called")
                     /\ CanLock(i)
                     /\ Refusal(i) = "OK"
                ELSE At(drv[i], "map", "tested")
  /\ mapped' = [mapped EXCEPT ![i] = TRUE]
  /\ count'  = Get(count)
  /\ IF K(i).waits
       THEN /\ drv'  = [drv EXCEPT ![i].at = "waiting"]
            /\ resv' = i
       ELSE /\ DriverDone(i, "OK")
            /\ resv' = IF K(i).pins THEN i ELSE Free
  /\ UNCHANGED <<fixed, list, outer, flag, closed, asked, comp, todo,
                 pinned, told, dead, job, exp, cb, wrk, dev, timer>>
  /\ Step("Map", <<"driver", i>>, "vfio_pci_dma_buf_map", "4.5")

\* A static importer waits for KERNEL fences inside map, under the lock.
MapWait(i) ==
  /\ At(drv[i], "map", "waiting")
  /\ \A j \in Importers : job[j] # "none" => ~Covers("KERNEL", job[j])
  /\ resv' = Free
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, list, outer, flag, closed, asked, count, comp, todo,
                 importer, exp, cb, wrk, dev, timer>>
  /\ Step("MapWait", <<"driver", i>>, "dma_buf_map_attachment", "5.3")

\* A job starts on the mapping, and its fence goes into the reservation
\* object.  A mapping that was invalidated is not used any more.
Submit(i) ==
  /\ At(drv[i], "submit", "called")
  /\ CanLock(i)
  /\ IF mapped[i] /\ ~told[i]
       THEN /\ job' = [job EXCEPT ![i] = drv[i].arg]
            /\ DriverDone(i, "OK")
       ELSE /\ DriverDone(i, "EINVAL")
            /\ UNCHANGED job
  /\ UNCHANGED <<fixed, shared, mapped, pinned, told, dead,
                 exp, cb, wrk, dev, timer>>
  /\ Step("Submit", <<"driver", i>>, "dma_resv_add_fence", "6")

\* The importer's own unmap: it may find that the worker was faster.
DriverUnmap(i) ==
  /\ At(drv[i], "unmap", "called")
  /\ CanLock(i)
  /\ Unmap(i)
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, list, resv, outer, flag, closed, asked, todo,
                 pinned, dead, job, exp, cb, wrk, dev, timer>>
  /\ Step("DriverUnmap", <<"driver", i>>, "dma_buf_unmap_attachment", "5.3")

-----------------------------------------------------------------------------
DriverCalls(i) ==
  /\ drv[i] = Idle
  /\ \/ \E op \in {"attach", "detach", "lock", "unlock", "pin", "unpin",
                   "map", "unmap"} : DriverCall(i, op, "-")
     \/ \E u \in JobUsages : DriverCall(i, "submit", u)

\* The steps for which the driver waits for the lock.
DriverLocks(i) ==
  /\ drv[i] # Idle
  /\ \/ AttachInsert(i) \/ Detach(i) \/ ResvLock(i) \/ MapRefused(i)
     \/ MapTest(i) \/ Map(i) \/ Submit(i) \/ DriverUnmap(i)

\* All its other steps within a call.
DriverRuns(i) ==
  /\ drv[i] # Idle
  /\ \/ AttachTest(i) \/ ResvUnlock(i) \/ Pin(i) \/ Unpin(i) \/ MapWait(i)
     \/ DriverReturn(i)

DriverNext ==
  \E i \in Importers : DriverCalls(i) \/ DriverLocks(i) \/ DriverRuns(i)
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Mapping -------------------------------
(***************************************************************************)
(* The driver thread of an importer once it is attached: map, use, unmap;  *)
(* and all steps of a driver together. Source: reference 4.5, 5.3, 6, 8.1. *)
(***************************************************************************)
EXTENDS Importer

\* The test that decides. A dead importer fails before it calls the exporter
\* (umem_dmabuf.c:27).
TestOf(i)    == IF K(i).counted THEN Design.MapTest ELSE Design.RangeTest
Refusal(i) == CASE dead[i]                       -> "EINVAL"
                [] TestOf(i) = "Refuses" /\ flag   -> "ENODEV"
                [] TestOf(i) = "Always"            -> "ENODEV"
                [] OTHER                         -> "OK"

\* May map return now?
MayReturn(i) == dead[i] \/ ~flag \/ TestOf(i) # "Blocks"

\* A lazy importer unmaps the old mapping first (xe_bo_move_dmabuf).
LazyUnmap(i) ==
  /\ At(drv[i], "map", "called")
  /\ mapped[i]
  /\ resv = Free
  /\ Unmap(i)
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, todo,
                 pinned, dead, job, exp, drv, cb, wrk, dev, timer, cpus>>
  /\ Step("LazyUnmap", <<"driver", i>>, "xe_bo_move_dmabuf", "D11")

MapRefused(i) ==
  /\ At(drv[i], "map", "called")
  /\ ~mapped[i]
  /\ CanLock(i)
  /\ MayReturn(i)
  /\ Refusal(i) # "OK"
  /\ DriverDone(i, Refusal(i))
  /\ UNCHANGED <<fixed, past, shared, importer, exp, cb, wrk, dev, timer,
                 cpus>>
  /\ Step("MapRefused", <<"driver", i>>, "vfio_pci_dma_buf_map", "4.5")

\* Test and count are one step, because the flag cannot change while resv is
\* held. They are two steps in a design that sets the flag without the lock,
\* or that moves the buffer between them.
OneHold == Design.FlagSet # "Unlocked" /\ Design.MoveIn # "Map"

MapTest(i) ==
  /\ ~OneHold
  /\ At(drv[i], "map", "called")
  /\ CanLock(i)
  /\ MayReturn(i)
  /\ Refusal(i) = "OK"
  /\ resv' = i
  /\ todo' = ToTell(i, "Map")
  /\ drv' = [drv EXCEPT ![i].at = "tested"]
  /\ UNCHANGED <<fixed, past, list, outer, flag, closed, asked, count, comp,
                 importer, exp, cb, wrk, dev, timer, cpus>>
  /\ Step("MapTest", <<"driver", i>>,
           "vfio_pci_dma_buf_map", "14.2 map check")

\* Importers that pin wait in map as well, if a move's fence is pending.
WaitsInMap(i) == K(i).mapwaits \/ (K(i).pins /\ Copying)

Map(i) ==
  /\ ~mapped[i]
  /\ IF OneHold THEN /\ At(drv[i], "map", "called")
                     /\ CanLock(i)
                     /\ MayReturn(i)
                     /\ Refusal(i) = "OK"
                ELSE At(drv[i], "map", "tested") /\ AllTold
  /\ mapped' = [mapped EXCEPT ![i] = TRUE]
  /\ count'  = IF K(i).counted THEN Get(count) ELSE count
  /\ hw' = [hw EXCEPT ![i] = /\ ~WaitsInMap(i)
                             /\ K(i).pins => Design.Install = "InHold"]
  /\ HasLeft(i)
  /\ IF WaitsInMap(i)
       THEN /\ drv'  = [drv EXCEPT ![i].at = "waiting"]
            /\ resv' = i
       ELSE /\ DriverDone(i, "OK")
            /\ resv' = IF K(i).pins THEN i ELSE Free
  /\ UNCHANGED <<fixed, stage, heard, ready, list, outer, flag, closed,
                 asked, comp, todo, pinned, deferred, dead, job, exp, cb,
                 wrk, dev, timer, cpus>>
  /\ Step("Map", <<"driver", i>>, "vfio_pci_dma_buf_map", "4.5")

\* Static importers wait for KERNEL fences inside map, under the lock. RDMA on
\* demand waits for them itself before it unlocks (umem_dmabuf.c:75).
MapWait(i) ==
  /\ At(drv[i], "map", "waiting")
  /\ NoFence("KERNEL")
  /\ resv' = IF K(i).pins THEN i ELSE Free
  /\ hw' = [hw EXCEPT ![i] = TRUE]
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, past, list, outer, flag, closed, asked, count, comp,
                 todo, mapped, pinned, deferred, dead, job, exp, cb, wrk, dev,
                 timer, cpus>>
  /\ Step("MapWait", <<"driver", i>>, "dma_buf_map_attachment", "5.3")

\* A map may leak the count any number of times; models bound that.
MayLeak == TRUE

\* Map fails for a reason that has nothing to do with revoke. It has not
\* counted yet, or it gives the count back before it unlocks; in a design that
\* leaks, it keeps the count.
MapError(i) ==
  /\ Design.MapError # "Never"
  /\ Design.MapError = "Leaks" => MayLeak
  /\ At(drv[i], "map", "called")
  /\ ~mapped[i]
  /\ CanLock(i)
  /\ MayReturn(i)
  /\ Refusal(i) = "OK"
  /\ count' = IF Design.MapError = "Leaks" /\ K(i).counted
                THEN Get(count) ELSE count
  /\ DriverDone(i, "ENOMEM")
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, comp,
                 todo, importer, exp, cb, wrk, dev, timer, cpus>>
  /\ Step("MapError", <<"driver", i>>, "vfio_pci_dma_buf_map", "4.5")

\* A signal ends the wait for KERNEL fences, and the core undoes the mapping.
MapInterrupted(i) ==
  /\ Design.MapError = "AfterCount"
  /\ At(drv[i], "map", "waiting")
  /\ Unmap(i)
  /\ resv' = Free
  /\ DriverDone(i, "ERESTARTSYS")
  /\ UNCHANGED <<fixed, past, list, outer, flag, closed, asked, todo, pinned,
                 dead, job, exp, cb, wrk, dev, timer, cpus>>
  /\ Step("MapInterrupted", <<"driver", i>>, "dma_buf_map_attachment", "5.3")

Queue(i) == move' = IF Copying /\ Design.JobWait = "KERNEL"
                      THEN [move EXCEPT !.queued = @ \cup {i}] ELSE move

\* A job starts on the mapping, and its fence goes into the reservation
\* object. No job starts on a mapping that was invalidated. While a move's job
\* runs, the new job is queued behind it.
Submit(i) ==
  /\ At(drv[i], "submit", "called")
  /\ CanLock(i)
  /\ IF mapped[i] /\ ~deferred[i]
       THEN /\ job' = [job EXCEPT ![i] = drv[i].arg]
            /\ Queue(i)
            /\ DriverDone(i, "OK")
       ELSE /\ DriverDone(i, "EINVAL")
            /\ UNCHANGED <<job, move>>
  /\ UNCHANGED <<fixed, stage, heard, ready, shared, mapped, pinned,
                 deferred, dead, hw, exp, cb, wrk, dev, timer, cpus>>
  /\ Step("Submit", <<"driver", i>>, "dma_resv_add_fence", "6")

\* The driver unmaps. If the worker has unmapped before, this does nothing.
DriverUnmap(i) ==
  /\ At(drv[i], "unmap", "called")
  /\ CanLock(i)
  /\ Unmap(i)
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, todo,
                 pinned, dead, job, exp, cb, wrk, dev, timer, cpus>>
  /\ Step("DriverUnmap", <<"driver", i>>, "dma_buf_unmap_attachment", "5.3")

-----------------------------------------------------------------------------
DriverCalls(i) ==
  /\ drv[i] = Idle
  /\ \/ \E op \in {"attach", "detach", "lock", "unlock", "pin", "unpin",
                   "map", "unmap"} : DriverCall(i, op, "-")
     \/ \E u \in JobUsages : DriverCall(i, "submit", u)

\* The steps for which a driver waits for the lock.
DriverLocks(i) ==
  /\ drv[i] # Idle
  /\ \/ AttachInsert(i) \/ Detach(i) \/ ResvLock(i) \/ MapRefused(i)
     \/ MapTest(i) \/ LazyUnmap(i) \/ Map(i) \/ MapError(i) \/ Submit(i)
     \/ DriverUnmap(i)

\* All other steps within a call.
DriverRuns(i) ==
  /\ drv[i] # Idle
  /\ \/ AttachTest(i) \/ ResvUnlock(i) \/ Install(i) \/ PinMoves(i) \/ Pin(i)
     \/ PinError(i) \/ Unpin(i) \/ MapWait(i) \/ MapInterrupted(i)
     \/ DriverReturn(i)
     \/ \E j \in Importers : DriverNotify(i, j)

DriverNext ==
  \E i \in Importers : DriverCalls(i) \/ DriverLocks(i) \/ DriverRuns(i)
=============================================================================

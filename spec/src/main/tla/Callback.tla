\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Callback ------------------------------
(***************************************************************************)
(* How an importer reacts to an invalidation: its invalidate_mappings      *)
(* callback, which runs while its caller holds resv; its worker, which     *)
(* does a deferred unmap; and its device, whose jobs end when their fences *)
(* signal. Source: reference 4.6, 8.1.                                     *)
(***************************************************************************)
EXTENDS Mapping

CallbackDone(i) == cb' = [cb EXCEPT ![i] = Done(@, "OK")]
Mark(i)         == dead' = [dead EXCEPT ![i] = ~K(i).again]

\* An importer that unmaps because of an invalidation unpins as well, except
\* iommufd, which keeps its pin.
LetGo(i) == pinned' = [pinned EXCEPT ![i] = @ /\ K(i).keeps]

-----------------------------------------------------------------------------
\* Nothing is mapped. irdma takes the invalidation as final all the same;
\* iommufd does not, because it may be about to map for the first time
\* (pages.c:1445).
InvalidateUnmapped(i) ==
  /\ At(cb[i], "invalidate", "called")
  /\ ~mapped[i]
  /\ IF K(i).early THEN Mark(i) ELSE UNCHANGED dead
  /\ CallbackDone(i)
  /\ UNCHANGED <<fixed, past, shared, mapped, pinned, deferred, hw, job, exp,
                 drv, wrk, dev, timer, cpus>>
  /\ Step("InvalidateUnmapped", <<"callback", i>>,
           "invalidate_mappings", "4.6")

\* Some importers unmap and unpin here when their job is done, and virtio-gpu
\* waits for that. A faulty importer unmaps while its job runs
\* (ib_umem_dmabuf_revoke_locked).
InvalidateUnmap(i) ==
  /\ At(cb[i], "invalidate", "called")
  /\ mapped[i]
  /\ K(i).response \in {"inside", "waits", "hasty"}
  /\ K(i).response # "hasty" => job[i] = "none"
  /\ Unmap(i)
  /\ LetGo(i)
  /\ Mark(i)
  /\ CallbackDone(i)
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, todo,
                 job, exp, drv, wrk, dev, timer, cpus>>
  /\ Step("InvalidateUnmap", <<"callback", i>>,
           "ib_umem_dmabuf_revoke_locked", "8.1")

\* An importer that maps again inside the callback gets the result that a map
\* has at this moment.
InvalidateRemap(i) ==
  /\ At(cb[i], "invalidate", "called")
  /\ mapped[i]
  /\ K(i).response = "remaps" /\ job[i] = "none"
  /\ IF Refusal(i) = "OK"
       THEN /\ count' = Get(Put(count))
            /\ comp'  = (comp \/ count = 1)
            /\ UNCHANGED <<mapped, deferred, hw>>
       ELSE Unmap(i)
  /\ CallbackDone(i)
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, todo,
                 pinned, dead, job, exp, drv, wrk, dev, timer, cpus>>
  /\ Step("InvalidateRemap", <<"callback", i>>,
           "dma_buf_map_attachment", "7.62")

\* The accesses under way become the last job on the mapping: the driver
\* starts no new ones, and the hardware has the addresses only while that job
\* runs.
Publish(i) == IF K(i).drain = "none"
              THEN UNCHANGED <<job, hw>>
              ELSE /\ job' = [job EXCEPT ![i] = K(i).drain]
                   /\ hw'  = [hw EXCEPT ![i] = FALSE]

\* Otherwise the callback defers the unmap. The worker does it in bounded
\* kernel time.
InvalidateDefer(i) ==
  /\ At(cb[i], "invalidate", "called")
  /\ mapped[i]
  /\ K(i).response \in {"later", "lazy", "fickle", "inside", "remaps"}
  /\ K(i).response \in {"inside", "remaps"} => job[i] # "none"
  /\ deferred' = [deferred EXCEPT ![i] = TRUE]
  /\ Publish(i)
  /\ Mark(i)
  /\ CallbackDone(i)
  /\ UNCHANGED <<fixed, past, shared, mapped, pinned, exp, drv, wrk, dev,
                 timer, cpus>>
  /\ Step("InvalidateDefer", <<"callback", i>>, "invalidate_mappings", "4.6")

\* The callback does nothing, and no process will unmap.
InvalidateNothing(i) ==
  /\ At(cb[i], "invalidate", "called")
  /\ mapped[i]
  /\ K(i).response \in {"never", "fickle"}
  /\ CallbackDone(i)
  /\ UNCHANGED <<fixed, past, shared, importer, exp, drv, wrk, dev, timer,
                 cpus>>
  /\ Step("InvalidateNothing", <<"callback", i>>,
           "invalidate_mappings", "7.17")

CallbackReturn(i) ==
  /\ cb[i].at = "done"
  /\ cb' = [cb EXCEPT ![i] = Idle]
  /\ UNCHANGED <<fixed, past, shared, importer, exp, drv, wrk, dev, timer,
                 cpus>>
  /\ Step("CallbackReturn", <<"callback", i>>, "invalidate_mappings", "4.8")

-----------------------------------------------------------------------------
\* The callback has deferred an unmap to the worker.
Left(i) == deferred[i] /\ K(i).response # "lazy"

WorkerCall(i) ==
  /\ Returns
  /\ wrk[i] = Idle
  /\ MayBegin
  /\ Left(i)
  /\ wrk' = [wrk EXCEPT ![i] = Called("unmap", "-")]
  /\ UNCHANGED <<fixed, past, shared, importer, exp, drv, cb, dev, timer,
                 cpus>>
  /\ Step("WorkerCall", <<"worker", i>>, "ttm_bo_delayed_delete", "14.5")

\* The worker waits for the job, takes resv, unmaps and unpins. If the driver
\* has unmapped before, the worker has nothing to do and does not wait for a
\* job.
WorkerUnmap(i) ==
  /\ Due(wrk[i], "unmap", Left(i))
  /\ deferred[i] => job[i] = "none"
  /\ resv = Free
  /\ IF deferred[i]
       THEN /\ Unmap(i)
            /\ LetGo(i)
       ELSE UNCHANGED <<mapped, deferred, pinned, hw, count, comp>>
  /\ wrk' = [wrk EXCEPT ![i] = Done(@, "OK")]
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, todo,
                 dead, job, exp, drv, cb, dev, timer, cpus>>
  /\ Step("WorkerUnmap", <<"worker", i>>, "dma_buf_unmap_attachment", "5.3")

WorkerReturn(i) ==
  /\ wrk[i].at = "done"
  /\ wrk' = [wrk EXCEPT ![i] = Idle]
  /\ UNCHANGED <<fixed, past, shared, importer, exp, drv, cb, dev, timer,
                 cpus>>
  /\ Step("WorkerReturn", <<"worker", i>>, "ttm_bo_delayed_delete", "14.5")

-----------------------------------------------------------------------------
SignalCall(i) ==
  /\ Returns
  /\ dev[i] = Idle
  /\ MayBegin
  /\ Runs(i)
  /\ dev' = [dev EXCEPT ![i] = Called("signal", "-")]
  /\ UNCHANGED <<fixed, past, shared, importer, exp, drv, cb, wrk, timer,
                 cpus>>
  /\ Step("SignalCall", <<"device", i>>, "(the fence signals)", "6")

JobEnds(i) ==
  /\ job' = [job EXCEPT ![i] = "none"]
  /\ dev' = [dev EXCEPT ![i] = Done(@, "OK")]

Signal(i) ==
  /\ Due(dev[i], "signal", Runs(i))
  /\ K(i).answers
  /\ JobEnds(i)
  /\ UNCHANGED <<fixed, past, shared, mapped, pinned, deferred, dead, hw, exp,
                 drv, cb, wrk, timer, cpus>>
  /\ Step("Signal", <<"device", i>>, "(the fence signals)", "6")

\* The same for a device that may never answer: Fairness.tla does not name
\* this step.
SignalPerhaps(i) ==
  /\ Due(dev[i], "signal", Runs(i))
  /\ ~K(i).answers
  /\ JobEnds(i)
  /\ UNCHANGED <<fixed, past, shared, mapped, pinned, deferred, dead, hw, exp,
                 drv, cb, wrk, timer, cpus>>
  /\ Step("SignalPerhaps", <<"device", i>>, "(the fence signals)", "7.61")

SignalReturn(i) ==
  /\ dev[i].at = "done"
  /\ dev' = [dev EXCEPT ![i] = Idle]
  /\ UNCHANGED <<fixed, past, shared, importer, exp, drv, cb, wrk, timer,
                 cpus>>
  /\ Step("SignalReturn", <<"device", i>>, "(the fence signals)", "6")

-----------------------------------------------------------------------------
CallbackRuns(i) ==
  /\ cb[i] # Idle
  /\ \/ InvalidateUnmapped(i) \/ InvalidateUnmap(i)
     \/ InvalidateRemap(i) \/ InvalidateDefer(i) \/ InvalidateNothing(i)
     \/ CallbackReturn(i)

CallbackNext ==
  \E i \in Importers :
    \/ CallbackRuns(i)
    \/ WorkerCall(i) \/ WorkerUnmap(i) \/ WorkerReturn(i)
    \/ SignalCall(i) \/ Signal(i) \/ SignalPerhaps(i) \/ SignalReturn(i)
=============================================================================

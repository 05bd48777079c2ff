\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Importer ------------------------------
(***************************************************************************)
(* The driver thread of an importer: attach, lock, pin and detach, at any  *)
(* time; Mapping.tla adds what it does with mappings. Kinds that pin take  *)
(* the reservation lock themselves and keep it over several calls          *)
(* (S-UMEM); the others use the _unlocked variants. An importer keeps the  *)
(* rules of reference 4.6: it does not unmap while its job runs, and it    *)
(* detaches only when it holds nothing. Source: reference 5.2, 5.3, 5.7,   *)
(* 14.1.                                                                   *)
(***************************************************************************)
EXTENDS Buffer

Holds(i)   == resv = i
CanLock(i) == resv \in {Free, i}

\* May the driver call op now? Any other call would be misuse.
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
    [] op = "map"    -> /\ mapped[i] => K(i).response = "lazy" /\ deferred[i]
                        /\ K(i).pins => Holds(i) /\ (pinned[i] \/ dead[i])
    [] op = "unmap"  -> /\ mapped[i]
                        /\ K(i).drain = "none"
                        /\ Design.IdleUnmap => job[i] = "none"
                        /\ K(i).pins => Holds(i)
    [] op = "submit" -> /\ K(i).fenced /\ mapped[i] /\ job[i] = "none"
                        /\ K(i).pins => Holds(i)

\* i no longer uses the place that the buffer had before the latest move.
HasLeft(i) == move' = [move EXCEPT !.old = @ \ {i}]

DriverDone(i, res) == drv' = [drv EXCEPT ![i] = Done(@, res)]

-----------------------------------------------------------------------------
DriverCall(i, op, arg) ==
  /\ drv[i] = Idle
  /\ MayCall(i, op)
  /\ MayBegin \/ op = "unlock"
  /\ drv' = [drv EXCEPT ![i] = Begun(op, arg)]
  /\ ready' = [ready EXCEPT ![i] = @ \/ (op = "attach" /\ Design.ReadyFirst)]
  /\ UNCHANGED <<fixed, stage, heard, move, shared, importer, exp, cb, wrk,
                 dev, timer, cpus>>
  /\ Step("DriverCall", <<"driver", i, op, arg>>, "importer", "5.7")

DriverReturn(i) ==
  /\ drv[i].at = "done"
  /\ drv' = [drv EXCEPT ![i] = Idle]
  /\ ready' = IF drv[i].op = "attach" THEN [ready EXCEPT ![i] = Listed(i)]
                                      ELSE ready
  /\ UNCHANGED <<fixed, stage, heard, move, shared, importer, exp, cb, wrk,
                 dev, timer, cpus>>
  /\ Step("DriverReturn", <<"driver", i>>, "importer", "5.7")

\* The exporter tests the flag without a lock: this refuses early, and
\* guarantees nothing.
AttachTest(i) ==
  /\ At(drv[i], "attach", "called")
  /\ LET gone == Design.AttachTest /\ flag
         res == CASE Design.FlagFirst /\ gone -> "ENODEV"
                  [] Design.P2pTest /\ ~K(i).p2p -> "EOPNOTSUPP"
                  [] gone -> "ENODEV"
                  [] Design.RevocableTest /\ ~K(i).callback -> "EOPNOTSUPP"
                  [] OTHER -> "OK"
     IN  IF res = "OK"
           THEN drv' = [drv EXCEPT ![i].at = "tested"]
           ELSE DriverDone(i, res)
  /\ UNCHANGED <<fixed, past, shared, importer, exp, cb, wrk, dev,
                 timer, cpus>>
  /\ Step("AttachTest", <<"driver", i>>, "vfio_pci_dma_buf_attach", "4.5")

\* From here on the callback may run. The return of attach, after which the
\* importer stores the attachment, is a step of its own (D16).
AttachInsert(i) ==
  /\ At(drv[i], "attach", "tested")
  /\ resv = Free
  /\ list' = <<i>> \o list
  /\ drv' = [drv EXCEPT ![i] = [InTime(@) EXCEPT !.at = "done", !.res = "OK"]]
  /\ UNCHANGED <<fixed, past, resv, outer, flag, closed, asked, count, comp,
                 todo, importer, exp, cb, wrk, dev, timer, cpus>>
  /\ Step("AttachInsert", <<"driver", i>>, "dma_buf_dynamic_attach", "5.2")

Detach(i) ==
  /\ At(drv[i], "detach", "called")
  /\ Design.DetachLock => resv = Free
  /\ list' = SelectSeq(list, LAMBDA j : j # i)
  /\ dead' = [dead EXCEPT ![i] = FALSE]
  /\ heard' = [heard EXCEPT ![i] = "nothing"]
  /\ ready' = [ready EXCEPT ![i] = FALSE]
  /\ HasLeft(i)
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, stage, resv, outer, flag, closed, asked, count, comp,
                 todo, mapped, pinned, deferred, hw, job, exp, cb, wrk, dev,
                 timer, cpus>>
  /\ Step("Detach", <<"driver", i>>, "dma_buf_detach", "5.2")

ResvLock(i) ==
  /\ At(drv[i], "lock", "called")
  /\ resv = Free
  /\ resv' = i
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, past, list, outer, flag, closed, asked, count, comp,
                 todo, importer, exp, cb, wrk, dev, timer, cpus>>
  /\ Step("ResvLock", <<"driver", i>>, "dma_resv_lock", "5.4")

ResvUnlock(i) ==
  /\ At(drv[i], "unlock", "called")
  /\ resv' = Free
  /\ IF Design.Install = "AfterUnlock" /\ mapped[i] /\ ~hw[i]
       THEN drv' = [drv EXCEPT ![i].at = "unlocked"]
       ELSE DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, past, list, outer, flag, closed, asked, count, comp,
                 todo, importer, exp, cb, wrk, dev, timer, cpus>>
  /\ Step("ResvUnlock", <<"driver", i>>, "dma_resv_unlock", "5.4")

\* A pinned importer programs its hardware only after the unlock (7.18).
Install(i) ==
  /\ At(drv[i], "unlock", "unlocked")
  /\ hw' = [hw EXCEPT ![i] = TRUE]
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, past, shared, mapped, pinned, deferred, dead, job,
                 exp, cb, wrk, dev, timer, cpus>>
  /\ Step("Install", <<"driver", i>>, "(programs its hardware)", "7.18")

\* An exporter that moves the buffer inside an importer's call invalidates all
\* attachments, that importer's too, while it holds the lock. A buffer that
\* the importer has pinned does not move.
ToTell(i, op) == IF Design.MoveIn = op /\ ~pinned[i]
                   THEN SelectSeq(list, LAMBDA j : K(j).callback) ELSE << >>
AllTold == todo = << >> /\ \A j \in Importers : cb[j] = Idle

PinMoves(i) ==
  /\ Design.MoveIn = "Pin"
  /\ At(drv[i], "pin", "called")
  /\ drv'  = [drv EXCEPT ![i].at = "tested"]
  /\ todo' = ToTell(i, "Pin")
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, count,
                 comp, importer, exp, cb, wrk, dev, timer, cpus>>
  /\ Step("PinMoves", <<"driver", i>>, "amdgpu_dma_buf_pin", "8.2")

DriverNotify(i, j) ==
  /\ drv[i].op \in {"pin", "map"} /\ drv[i].at = "tested"
  /\ todo # << >>
  /\ j = Head(todo)
  /\ \A k \in Importers : cb[k] = Idle
  /\ todo' = Tail(todo)
  /\ cb' = [cb EXCEPT ![j] = Called("invalidate", "-")]
  /\ UNCHANGED <<fixed, past, list, resv, outer, flag, closed, asked, count,
                 comp, importer, exp, drv, wrk, dev, timer, cpus>>
  /\ Step("DriverNotify", <<"driver", i, j>>,
           "dma_buf_invalidate_mappings", "8.2")

Pin(i) ==
  /\ IF Design.MoveIn = "Pin" THEN At(drv[i], "pin", "tested") /\ AllTold
                              ELSE At(drv[i], "pin", "called")
  /\ IF \/ Design.PinOp = "Refuses"
        \/ Design.PinOp = "Revocable" /\ ~K(i).callback
       THEN /\ DriverDone(i, "EOPNOTSUPP")
            /\ UNCHANGED pinned
       ELSE /\ DriverDone(i, "OK")
            /\ pinned' = [pinned EXCEPT ![i] = TRUE]
  /\ UNCHANGED <<fixed, past, shared, mapped, deferred, dead, hw, job, exp,
                 cb, wrk, dev, timer, cpus>>
  /\ Step("Pin", <<"driver", i>>, "dma_buf_pin", "5.3")

\* The pin fails for a reason that has nothing to do with revoke.
PinError(i) ==
  /\ Design.PinOp = "MayFail"
  /\ At(drv[i], "pin", "called")
  /\ DriverDone(i, "ENOMEM")
  /\ UNCHANGED <<fixed, past, shared, importer, exp, cb, wrk, dev, timer,
                 cpus>>
  /\ Step("PinError", <<"driver", i>>, "dma_buf_pin", "5.3")

Unpin(i) ==
  /\ At(drv[i], "unpin", "called")
  /\ pinned' = [pinned EXCEPT ![i] = FALSE]
  /\ DriverDone(i, "OK")
  /\ UNCHANGED <<fixed, past, shared, mapped, deferred, dead, hw, job, exp,
                 cb, wrk, dev, timer, cpus>>
  /\ Step("Unpin", <<"driver", i>>, "dma_buf_unpin", "5.3")
=============================================================================

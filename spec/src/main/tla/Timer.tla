------------------------------- MODULE Timer --------------------------------
(***************************************************************************)
(* The timer of a bounded wait: wait_for_completion_timeout in v5.  It     *)
(* exists only in designs that have such a wait (reference 3.2, 7.7).      *)
(***************************************************************************)
EXTENDS Buffer

Ticking == /\ Design.UnmapWait = "Bounded"
           /\ \E x \in Exporters : Does(x, "unmaps")

TimerCall ==
  /\ Returns
  /\ timer = Idle
  /\ Ticking
  /\ timer' = Called("expire", "-")
  /\ UNCHANGED <<fixed, past, shared, importer, exp, drv, cb, wrk, dev, cpus>>
  /\ Step("TimerCall", <<"timer">>, "(the timer)", "3.2 v5")

Expire ==
  /\ Due(timer, "expire", Ticking)
  /\ timer' = Done(timer, "OK")
  /\ exp' = [x \in Exporters |->
               IF Does(x, "unmaps") THEN [exp[x] EXCEPT !.left = Tail(@)]
                                  ELSE exp[x]]
  /\ UNCHANGED <<fixed, past, shared, importer, drv, cb, wrk, dev, cpus>>
  /\ Step("Expire", <<"timer">>, "(the wait times out)", "7.7")

TimerReturn ==
  /\ timer.at = "done"
  /\ timer' = Idle
  /\ UNCHANGED <<fixed, past, shared, importer, exp, drv, cb, wrk, dev, cpus>>
  /\ Step("TimerReturn", <<"timer">>, "(the timer)", "3.2 v5")

TimerNext == TimerCall \/ Expire \/ TimerReturn
=============================================================================

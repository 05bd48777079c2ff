\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Timer --------------------------------
(***************************************************************************)
(* The timer of a bounded wait: wait_for_completion_timeout in v5. It      *)
(* exists only in designs that have such a wait (reference 3.2, 7.7). When *)
(* it expires, the exporter continues; or it gives the revoke up and puts  *)
(* the memory in quarantine (4.12).                                        *)
(***************************************************************************)
EXTENDS Buffer

Ticking == /\ Design.UnmapWait \in {"Bounded", "Quarantine"}
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
               CASE ~Does(x, "unmaps") -> exp[x]
                 [] Design.UnmapWait = "Bounded" ->
                      On(exp[x], exp[x].left)
                 [] OTHER -> On(exp[x], <<"quarantine">>)]
  /\ UNCHANGED <<fixed, past, shared, importer, drv, cb, wrk, dev, cpus>>
  /\ Step("Expire", <<"timer">>, "(the wait times out)", "7.7")

TimerReturn ==
  /\ timer.at = "done"
  /\ timer' = Idle
  /\ UNCHANGED <<fixed, past, shared, importer, exp, drv, cb, wrk, dev, cpus>>
  /\ Step("TimerReturn", <<"timer">>, "(the timer)", "3.2 v5")

TimerNext == TimerCall \/ Expire \/ TimerReturn
=============================================================================

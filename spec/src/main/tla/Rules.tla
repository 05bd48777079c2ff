\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Rules -------------------------------
(***************************************************************************)
(* Rules that the actors keep in every step, whatever happens to a revoke. *)
(* No design is judged by them. A mutant of the spec is checked against    *)
(* them as well as against the claims of Properties, so that a lost guard  *)
(* or update is noticed. Source: reference 4, 5 and 14.1.                  *)
(***************************************************************************)
EXTENDS Properties

Present == {i \in Importers : kind[i] # "absent"}

\* The call of driver i takes its last step before the return; and succeeds.
Ending(i)  == Within(drv[i]) /\ ~Within(drv'[i])
Success(i) == Ending(i) /\ ~IsError(drv'[i])

-----------------------------------------------------------------------------
\* An importer that is not attached has nothing of the buffer, and no history.
Detached == \A i \in Present : ~Listed(i) =>
              /\ ~mapped[i] /\ ~pinned[i] /\ ~dead[i] /\ resv # i
              /\ heard[i] = "nothing" /\ i \notin move.old
              /\ (ready[i] => drv[i].op = "attach")
              /\ ~Within(wrk[i])

\* A mapping of an importer that pins is pinned. An importer that does not pin
\* holds the lock only within a call.
Pinned == \A i \in Present : /\ K(i).pins /\ mapped[i] => pinned[i]
                             /\ resv = i => K(i).pins \/ Within(drv[i])

\* While the flag is clear and no operation runs, heard is "nothing" for all.
AtRest == outer = Free /\ ~flag =>
            \A i \in Present : heard[i] = "nothing"

\* An importer is attached at most once.
ListedOnce == \A m, n \in DOMAIN list : list[m] = list[n] => m = n

\* At most one callback runs at a time.
OneByOne == Cardinality({i \in Importers : cb[i] # Idle}) <= 1

\* The list of callbacks to call is worked off before the lock is dropped.
Telling == todo # << >> =>
             \/ resv \in Exporters
             \/ resv \in Present /\ drv[resv].at = "tested"

\* An exporter calls only operations that it offers.
Offered == \A x \in Exporters : exp[x].op \in Design.Offers \cup {"idle"}

\* Some call is under way. It must be able to return.
UnderWay == Busy # 0 \/ timer # Idle

\* A timer runs only while an exporter waits for unmaps.
Timed == timer.at = "called" => \E x \in Exporters : Does(x, "unmaps")

\* Where returns are no steps, timers, workers and devices make no calls.
Silently == Returns \/ /\ timer = Idle
                       /\ \A i \in Present : wrk[i] = Idle /\ dev[i] = Idle
                       /\ \A c \in CpuUsers : fence[c] = Idle

-----------------------------------------------------------------------------
\* A call begins, takes effect, and returns, in this order.
Turn(c, d) == \/ d \in {c, InTime(c)}
              \/ c.at = "idle" /\ d.at = "called"
              \/ /\ Within(c) /\ d.at # "called"
                 /\ IF d.at = "idle" THEN ~Returns ELSE d.op = c.op
              \/ c.at = "done" /\ d.at = "idle"
Turned == /\ Turn(timer, timer')
          /\ drv' = drv \/ \A i \in Present : Turn(drv[i], drv'[i])
          /\ cb' = cb   \/ \A i \in Present : Turn(cb[i], cb'[i])
          /\ wrk' = wrk \/ \A i \in Present : Turn(wrk[i], wrk'[i])
          /\ dev' = dev \/ \A i \in Present : Turn(dev[i], dev'[i])
          /\ cpu' = cpu \/ \A c \in CpuUsers : Turn(cpu[c], cpu'[c])
          /\ fence' = fence \/ \A c \in CpuUsers : Turn(fence[c], fence'[c])

\* A thread of the exporter follows its program step by step. It may skip to
\* the end only when it gets the outer lock and finds its operation done, and
\* it may give up only in a wait.
Straight == \A x \in Exporters :
  LET p == Ahead(exp[x])
      q == Ahead(exp'[x])
  IN  \/ exp'[x] = exp[x]
      \/ /\ exp[x] = Rest /\ exp'[x].op \in Ops[x] /\ Head(q) = "outer"
         /\ exp'[x].op = "close" => ~closed
      \/ exp[x].at = "done" /\ exp'[x] = Rest
      \/ /\ p \in {<<"finish">>, <<"giveup">>, <<"quarantine">>}
         /\ exp'[x] = Rest /\ ~Returns
      \/ /\ p # << >> /\ exp'[x].op = exp[x].op
         /\ \/ q = Tail(p)
            \/ Head(p) = "outer" /\ q = <<"finish">>
            \/ Head(p) = "place" /\ q = <<"unlock", "finish">> /\ Stays
            \/ /\ Head(p) = "fences" /\ ~NoFence(Design.FenceWait)
               /\ q = If(resv = x, <<"unlock">>) \o <<"giveup">>
            \/ Head(p) = "unmaps" /\ q = <<"quarantine">>

\* A call begins only if fewer than Overlap are open, or if it is an unlock.
MayOverlap == \/ Busy < Overlap
              \/ Busy' <= Busy
              \/ \E i \in Importers : drv'[i] # drv[i] /\ drv'[i].op = "unlock"

\* A driver's call that succeeds has had its effect.
Effective == \A i \in Present : Success(i) =>
  CASE drv[i].op = "attach" -> Returns => Listed(i)'
    [] drv[i].op = "detach" -> ~Listed(i)'
    [] drv[i].op = "lock"   -> resv' = i
    [] drv[i].op = "unlock" -> resv' # i
    [] drv[i].op = "pin"    -> pinned'[i] \/ Design.PinOp = "Refuses"
    [] drv[i].op = "unpin"  -> ~pinned'[i]
    [] drv[i].op = "map"    -> Returns \/ drv[i].at = "waiting" =>
                                 mapped'[i] /\ hw'[i]
    [] drv[i].op = "unmap"  -> ~mapped'[i]
    [] drv[i].op = "submit" -> Returns => job'[i] = drv[i].arg

\* The same holds for programs.
CpuEnding(c)  == Within(cpu[c]) /\ ~Within(cpu'[c])
CpuSuccess(c) == CpuEnding(c) /\ ~IsError(cpu'[c])
CpuEffective == \A c \in CpuUsers : CpuSuccess(c) =>
  CASE cpu[c].op = "mmap"   -> Returns => vma'[c] # "none"
    [] cpu[c].op = "touch"  -> Returns => vma'[c] = "pte"
    [] cpu[c].op = "munmap" -> vma'[c] = "none"
    [] cpu[c].op = "vmap"   -> Returns => vmapped'[c]
    [] cpu[c].op = "vunmap" -> ~vmapped'[c]
    [] cpu[c].op = "begin"  -> Returns => begun'[c]
    [] cpu[c].op = "end"    -> ~begun'[c]
    [] cpu[c].op = "import" -> foreign'[c] = cpu[c].arg

\* A call fails with the error for a revoked buffer only while the flag is
\* set, and with another error only where the design allows one. A map that
\* fails leaves no mapping.
Blamed == \A u \in Callers : Answered(u) /\ IsError(CallOf(u)') =>
  /\ CallOf(u)'.res \in {"ENODEV", "SIGBUS"} => flag
  /\ CallOf(u)'.res \in {"ENOMEM", "ERESTARTSYS"} =>
       IF CallOf(u).op = "pin" THEN Design.PinOp = "MayFail"
                               ELSE Design.MapError # "Never"
  /\ CallOf(u).op = "map" => ~mapped'[u]

\* A callback acts in one step. Afterwards an importer that may not map again
\* is dead (iommufd only if it had a mapping), and a mapping that is left has
\* a deferred unmap or is a new one.
CallbackActs == \A i \in Present : Within(cb[i]) =>
  IF Within(cb'[i]) THEN mapped'[i] = mapped[i] /\ deferred'[i] = deferred[i]
  ELSE /\ IF K(i).again \/ ~(mapped[i] \/ K(i).early)
            THEN dead'[i] = dead[i] ELSE dead'[i]
       /\ mapped'[i] => \/ deferred'[i] \/ K(i).response \in {"never", "fickle"}
                        \/ K(i).response = "remaps" /\ ~flag

\* A callback is called by a broadcast, or by a call in which the exporter
\* moves the buffer: under the lock, newest attachment first. A worker is
\* called when an unmap was deferred to it, and a device when it has a job.
Summoned ==
  /\ \A i \in Present :
       /\ cb'[i].at = "called" /\ cb[i] = Idle =>
            /\ i = Head(todo)
            /\ \/ \E x \in Exporters : resv = x /\ Does(x, "broadcast")
               \/ \E j \in Present : resv = j /\ drv[j].at = "tested"
       /\ wrk'[i].at = "called" /\ wrk[i] = Idle => deferred[i]
       /\ dev'[i].at = "called" /\ dev[i] = Idle => Runs(i)
  /\ \A c \in CpuUsers :
       fence'[c].at = "called" /\ fence[c] = Idle => foreign[c] # "none"

\* A worker that is done leaves no deferred unmap, and has waited for the job.
\* An unmap that the driver did not do unpins as well, unless the importer
\* keeps its pin.
Cleared == \A i \in Present :
  /\ Within(wrk[i]) /\ ~Within(wrk'[i]) => ~deferred'[i]
  /\ deferred[i] /\ ~deferred'[i] /\ drv'[i] = drv[i] /\ K(i).response # "lazy"
     => job[i] = "none"
  /\ mapped[i] /\ ~mapped'[i] /\ drv'[i] = drv[i]
     => pinned'[i] = (pinned[i] /\ K(i).keeps)

\* What resv protects changes only while its owner holds it, or in a step that
\* takes and drops it. Importers that pin do everything while they hold it
\* themselves.
Locked == /\ resv' # resv => Free \in {resv, resv'}
          /\ list' # list => resv = Free
          /\ (drv' = drv /\ mapped' = mapped /\ pinned' = pinned /\ job' = job)
             \/ \A i \in Present :
               /\ \/ mapped'[i] # mapped[i]
                  \/ pinned'[i] # pinned[i]
                  \/ job'[i] \notin {"none", job[i]}
                  \/ Ending(i) /\ drv[i].op = "map"
                  => resv \in {Free, i} \/ cb[i] # Idle
               /\ /\ K(i).pins
                  /\ drv'[i] # drv[i]
                  /\ \/ mapped'[i] # mapped[i] \/ pinned'[i] # pinned[i]
                     \/ job'[i] # job[i]
                  => resv = i
          /\ cpu' = cpu \/ \A c \in CpuUsers :
               \/ vmapped'[c] # vmapped[c]
               \/ foreign'[c] \notin {"none", foreign[c]}
               \/ vma[c] = "vma" /\ vma'[c] = "pte"
               => resv = Free

\* The exporter calls callbacks, waits for fences and unlocks while it holds
\* resv. A thread that passes the wait for unmaps consumes the completion,
\* unless the timer has ended the wait; the re-arm clears the completion; and
\* a close leaves the buffer closed.
Passed == \A x \in Exporters :
  /\ /\ \/ Does(x, "broadcast") \/ Does(x, "fences") \/ Does(x, "unlock")
        \/ Does(x, "place") \/ Does(x, "copy")
     /\ exp'[x] # exp[x]
     => resv = x
  /\ Does(x, "unmaps") /\ exp'[x] # exp[x] =>
       \/ comp /\ ~comp'
       \/ /\ Design.UnmapWait \in {"Bounded", "Quarantine"}
          /\ comp' = comp
          /\ Returns => timer.at = "called" /\ timer'.at = "done"
  /\ Does(x, "rearm") /\ exp'[x] # exp[x] => ~comp'
  /\ /\ Does(x, "finish") /\ exp'[x] # exp[x]
     /\ exp[x].op \in {"close", "kill"}
     => closed'

\* The copy of a move begins while the lock is held, and ends when the jobs on
\* the old place have ended. A pinned buffer does not move.
Moved == /\ move.at # "begun" /\ move'.at = "begun" => ~Stays
         /\ move.at # "copies" /\ move'.at = "copies" => move.at = "begun"
         /\ Copying /\ ~Copying' => \A i \in move.old : ~Runs(i)

\* The hardware of an importer that waits in map gets the addresses when the
\* KERNEL fences have signalled. A program begins its access when the fences
\* that conflict with it have signalled.
Waited == /\ \A i \in Present : K(i).mapwaits /\ hw'[i] /\ ~hw[i] =>
               NoFence("KERNEL")
          /\ \A c \in CpuUsers : begun'[c] /\ ~begun[c] =>
               NoFence(IF cpu[c].arg = "write" THEN "READ" ELSE "WRITE")

-----------------------------------------------------------------------------
StateRules == [Detached |-> Detached, Pinned |-> Pinned, AtRest |-> AtRest,
               ListedOnce |-> ListedOnce, OneByOne |-> OneByOne,
               Telling |-> Telling,
               Offered |-> Offered, Timed |-> Timed, Silently |-> Silently]
\* To save time, a rule is not evaluated in a step that cannot break it.
StepRules ==
  [ Turned       |-> Turned,
    MayOverlap      |-> MayOverlap,
    Straight     |-> exp' = exp \/ Straight,
    Passed       |-> exp' = exp \/ Passed,
    Effective    |-> drv' = drv \/ Effective,
    CpuEffective |-> cpu' = cpu \/ CpuEffective,
    Blamed       |-> (drv' = drv /\ cpu' = cpu) \/ Blamed,
    CallbackActs |-> (cb' = cb /\ mapped' = mapped /\ deferred' = deferred)
                       \/ CallbackActs,
    Summoned     |-> (cb' = cb /\ wrk' = wrk /\ dev' = dev /\ fence' = fence)
                       \/ Summoned,
    Cleared      |-> (wrk' = wrk /\ mapped' = mapped /\ deferred' = deferred)
                       \/ Cleared,
    Moved        |-> move' = move \/ Moved,
    Waited       |-> (hw' = hw /\ begun' = begun) \/ Waited,
    Locked       |-> Locked ]
=============================================================================

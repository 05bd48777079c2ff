\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Rules -------------------------------
(***************************************************************************)
(* The rules of the road: what the actors keep to in every step, whatever  *)
(* becomes of a revoke.  No design is judged by them; they are what a      *)
(* mutant of the spec is held against beside the claims of Properties, so  *)
(* that a guard or an update that is lost is missed by somebody.           *)
(* Source: reference 4, 5 and 14.1.                                        *)
(***************************************************************************)
EXTENDS Properties

Present == {i \in Importers : kind[i] # "absent"}

\* Driver i's call takes its last step but the return, and that succeeds.
Ending(i)  == Within(drv[i]) /\ ~Within(drv'[i])
Success(i) == Ending(i) /\ ~IsError(drv'[i])

-----------------------------------------------------------------------------
\* Who is not attached has nothing of the buffer, and starts anew.
Detached == \A i \in Present : ~Listed(i) =>
              /\ ~mapped[i] /\ ~pinned[i] /\ ~dead[i] /\ resv # i
              /\ heard[i] = "nothing" /\ i \notin move.old
              /\ (ready[i] => drv[i].op = "attach")
              /\ ~Within(wrk[i])

\* What an importer that pins has mapped is pinned; one that does not pin has
\* the lock only within a call.
Pinned == \A i \in Present : /\ K(i).pins /\ mapped[i] => pinned[i]
                             /\ resv = i => K(i).pins \/ Within(drv[i])

\* When a buffer is given back, what was told of the revoke is over.
AtRest == outer = Free /\ ~flag =>
            \A i \in Present : heard[i] = "nothing"

\* An importer is attached once.
Once == \A m, n \in DOMAIN list : list[m] = list[n] => m = n

\* There is one callback at a time.
OneByOne == Cardinality({i \in Importers : cb[i] # Idle}) <= 1

\* Whoever is to be told is told in the hold in which that was decided.
Telling == todo # << >> =>
             \/ resv \in Exporters
             \/ resv \in Present /\ drv[resv].at = "tested"

\* An exporter does what it offers.
Offered == \A x \in Exporters : exp[x].op \in Design.Offers \cup {"idle"}

\* Some call is under way: it must be able to end.
UnderWay == Busy # 0 \/ timer # Idle

\* A timer runs while somebody waits for unmaps.
Timed == timer.at = "called" => \E x \in Exporters : Does(x, "unmaps")

\* Where returns are no steps, timers, workers and devices have no calls.
Silently == Returns \/ /\ timer = Idle
                       /\ \A i \in Present : wrk[i] = Idle /\ dev[i] = Idle
                       /\ \A c \in CpuUsers : fence[c] = Idle

-----------------------------------------------------------------------------
\* A call is made, takes effect, and returns; in this order.
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

\* An exporter's thread goes through its program step by step; only when it
\* has the outer lock may it see that there is nothing to do, and only in a
\* wait may it give up.
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

\* No more calls are begun than may overlap, but for those that let go.
MayOverlap == \/ Busy < Overlap
              \/ Busy' <= Busy
              \/ \E i \in Importers : drv'[i] # drv[i] /\ drv'[i].op = "unlock"

\* What a driver's call is for is done when it has succeeded.
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

\* And so for programs.
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

\* Whoever is told that the buffer is revoked is told so while the flag is
\* set; only what may fail for another reason does; and a map that fails leaves
\* no mapping.
Blamed == \A u \in Callers : Answered(u) /\ IsError(CallOf(u)') =>
  /\ CallOf(u)'.res \in {"ENODEV", "SIGBUS"} => flag
  /\ CallOf(u)'.res \in {"ENOMEM", "ERESTARTSYS"} =>
       IF CallOf(u).op = "pin" THEN Design.PinOp = "MayFail"
                               ELSE Design.MapError # "Never"
  /\ CallOf(u).op = "map" => ~mapped'[u]

\* A callback acts in one step.  An importer that may not map again is dead
\* by then, iommufd only if it was mapped; what is still mapped is left to the
\* worker, unless it is mapped anew.
CallbackActs == \A i \in Present : Within(cb[i]) =>
  IF Within(cb'[i]) THEN mapped'[i] = mapped[i] /\ deferred'[i] = deferred[i]
  ELSE /\ IF K(i).again \/ ~(mapped[i] \/ K(i).early)
            THEN dead'[i] = dead[i] ELSE dead'[i]
       /\ mapped'[i] => \/ deferred'[i] \/ K(i).response \in {"never", "fickle"}
                        \/ K(i).response = "remaps" /\ ~flag

\* Callbacks are called in a broadcast, or in a call in which the exporter moves
\* the buffer, under the lock, newest first; workers when they were told to
\* unmap, and devices when they have a job.
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

\* A worker that has done its work has left nothing to do, and it has waited
\* for the job; and what is not unmapped by the driver is unpinned too, unless
\* the importer keeps its pin.
Cleared == \A i \in Present :
  /\ Within(wrk[i]) /\ ~Within(wrk'[i]) => ~deferred'[i]
  /\ deferred[i] /\ ~deferred'[i] /\ drv'[i] = drv[i] /\ K(i).response # "lazy"
     => job[i] = "none"
  /\ mapped[i] /\ ~mapped'[i] /\ drv'[i] = drv[i]
     => pinned'[i] = (pinned[i] /\ K(i).keeps)

\* What resv protects changes only under it: in the owner's hold, or in one
\* of a single step.  Importers that pin do everything in their own hold.
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

\* The exporter tells importers, waits for fences and unlocks in its own hold
\* of resv.  Whoever passes the wait for unmaps takes the completion with it,
\* unless the timer has ended it, and sets it back when he re-arms the count;
\* and who closes leaves the buffer closed.
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

\* A move copies from one hold of the lock to when the jobs that were there
\* have ended, unless the buffer is pinned.
Moved == /\ move.at # "begun" /\ move'.at = "begun" => ~Stays
         /\ move.at # "copies" /\ move'.at = "copies" => move.at = "begun"
         /\ Copying /\ ~Copying' => \A i \in move.old : ~Runs(i)

\* Hardware of an importer that waits in map gets the addresses when the
\* KERNEL fences have signalled, and a program begins when those have that
\* are in its way.
Waited == /\ \A i \in Present : K(i).waits /\ hw'[i] /\ ~hw[i] =>
               NoFence("KERNEL")
          /\ \A c \in CpuUsers : begun'[c] /\ ~begun[c] =>
               NoFence(IF cpu[c].arg = "write" THEN "READ" ELSE "WRITE")

-----------------------------------------------------------------------------
StateRules == [Detached |-> Detached, Pinned |-> Pinned, AtRest |-> AtRest,
               Once |-> Once, OneByOne |-> OneByOne,
               Telling |-> Telling,
               Offered |-> Offered, Timed |-> Timed, Silently |-> Silently]
\* What cannot be broken in a step is not looked at, to save time.
StepRules ==
  [ Turned       |-> Turned,
    MayOverlap      |-> MayOverlap,
    Straight     |-> exp' = exp \/ Straight,
    Passed       |-> exp' = exp \/ Passed,
    Effective    |-> drv' = drv \/ Effective,
    CpuEffective |-> cpu' = cpu \/ CpuEffective,
    Blamed       |-> (drv' = drv /\ cpu' = cpu) \/ Blamed,
    CallbackActs       |-> (cb' = cb /\ mapped' = mapped /\ deferred' = deferred) \/ CallbackActs,
    Summoned     |-> (cb' = cb /\ wrk' = wrk /\ dev' = dev /\ fence' = fence)
                       \/ Summoned,
    Cleared      |-> (wrk' = wrk /\ mapped' = mapped /\ deferred' = deferred)
                       \/ Cleared,
    Moved        |-> move' = move \/ Moved,
    Waited       |-> (hw' = hw /\ begun' = begun) \/ Waited,
    Locked       |-> Locked ]
=============================================================================

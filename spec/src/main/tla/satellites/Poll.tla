\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Poll --------------------------------
(***************************************************************************)
(* epoll, a fence, and a file whose last reference is put: who holds a     *)
(* reference when poll arms a callback on a fence.                         *)
(*                                                                         *)
(* Reference 5.1, 7.26, 7.27. Read in 7.3: epoll takes a reference unless  *)
(* the count is 0 (epi_fget), and dma_buf_poll takes another one for as    *)
(* long as its callback is armed. Not modelled: a second fence, and the    *)
(* poll lock. That the end of a file waits for a poll of it is a guard     *)
(* here.                                                                   *)
(***************************************************************************)
EXTENDS Integers, Graph

Variants == {"Linux73", "DeadFile", "CallbackWithoutReference"}

VARIABLES variant,    \* the variant that is followed; never changes
          count,      \* references on the file, at first that of the fd
          file,       \* "live"; "dying" once the count is 0; "freed"
          open,       \* user space has the fd open
          poll,       \* epoll: "idle", "get", "arm", "put"
          armed,      \* the callback waits for the fence
          signalled   \* the fence has signalled

vars == <<variant, count, file, open, poll, armed, signalled>>

TypeOK == /\ variant \in Variants
          /\ count \in -1..3
          /\ file \in {"live", "dying", "freed"}
          /\ poll \in {"idle", "get", "arm", "put"}
          /\ open \in BOOLEAN /\ armed \in BOOLEAN /\ signalled \in BOOLEAN

Init == /\ variant \in Variants
        /\ count = 1 /\ file = "live" /\ open = TRUE
        /\ poll = "idle" /\ armed = FALSE /\ signalled = FALSE

Fput == /\ count' = count - 1
        /\ file' = IF count = 1 /\ file = "live" THEN "dying" ELSE file

-----------------------------------------------------------------------------
\* The file stays in the list of epoll until it is freed.
EpollWait == /\ poll = "idle" /\ file # "freed"
             /\ poll' = IF variant = "DeadFile" THEN "arm" ELSE "get"
             /\ UNCHANGED <<variant, count, file, open, armed, signalled>>
             /\ Step("EpollWait", <<"user", "epoll">>,
                     "(epoll finds the file)", "7.26")

EpollGet == /\ poll = "get"
            /\ IF count > 0
                 THEN poll' = "arm" /\ count' = count + 1
                 ELSE poll' = "idle" /\ UNCHANGED count
            /\ UNCHANGED <<variant, file, open, armed, signalled>>
            /\ Step("EpollGet", <<"user", "epoll">>, "epi_fget", "7.26")

\* poll arms at most one callback, and none on a fence that has signalled.
Arm == /\ poll = "arm"
       /\ IF armed \/ signalled
            THEN UNCHANGED <<armed, count>>
            ELSE /\ armed' = TRUE
                 /\ count' = IF variant = "CallbackWithoutReference"
                               THEN count ELSE count + 1
       /\ poll' = IF variant = "DeadFile" THEN "idle" ELSE "put"
       /\ UNCHANGED <<variant, file, open, signalled>>
       /\ Step("Arm", <<"user", "epoll">>, "dma_buf_poll", "14.1 poll arm")

EpollPut == /\ poll = "put"
            /\ Fput
            /\ poll' = "idle"
            /\ UNCHANGED <<variant, open, armed, signalled>>
            /\ Step("EpollPut", <<"user", "epoll">>, "fput", "7.26")

Close == /\ open
         /\ open' = FALSE
         /\ Fput
         /\ UNCHANGED <<variant, poll, armed, signalled>>
         /\ Step("Close", <<"user", "closer">>, "close", "7.26")

\* The last put ends the file, and waits for a poll that runs.
Release == /\ file = "dying" /\ poll = "idle"
           /\ file' = "freed"
           /\ UNCHANGED <<variant, count, open, poll, armed, signalled>>
           /\ Step("Release", <<"core", "release">>, "dma_buf_release", "5.1")

\* The fence's callback touches the buffer, then puts its reference.
Signal == /\ ~signalled
          /\ signalled' = TRUE
          /\ armed' = FALSE
          /\ IF armed /\ variant # "CallbackWithoutReference"
               THEN Fput ELSE UNCHANGED <<count, file>>
          /\ UNCHANGED <<variant, open, poll>>
          /\ Step("Signal", <<"device", "fence">>,
                  "dma_buf_poll_cb", "14.1 poll fire")

Next == \/ EpollWait \/ EpollGet \/ Arm \/ EpollPut \/ Close \/ Release
        \/ Signal

-----------------------------------------------------------------------------
\* A reference is taken only while the count is not 0.
NoGetAtZeroCase == count' > count
NoGetAtZero == NoGetAtZeroCase => count > 0
StepNoGetAtZero == [][NoGetAtZero]_vars

\* The callback runs only on a buffer that was not freed.
FiresAliveCase == armed /\ ~armed'
FiresAlive == FiresAliveCase => file # "freed"
StepFiresAlive == [][FiresAlive]_vars

\* A buffer is released only while no callback is armed (else a BUG).
ReleasedIdleCase == file # "freed" /\ file' = "freed"
ReleasedIdle == ReleasedIdleCase => ~armed
StepReleasedIdle == [][ReleasedIdle]_vars

\* Reached: all fds are closed, and a pending fence keeps the buffer.
KeptByFence == ~open /\ poll = "idle" /\ file = "live" /\ armed
=============================================================================

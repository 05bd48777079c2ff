------------------------------ MODULE Release ------------------------------
(***************************************************************************)
(* A revoke walks the exporter's buffers while one of them is released.    *)
(* vfio takes a reference unless the count is 0, under memory_lock; uverbs *)
(* holds a mutex that release takes too, and release clears the pointer.   *)
(*                                                                         *)
(* Reference 4.3, 5.1, 7.32.  Read in 7.3: both ways.  Inferred: the       *)
(* interleaving of the old uverbs.  GetAtZero is safe under memory_lock,   *)
(* for which release waits; but there are two last puts then.              *)
(***************************************************************************)
EXTENDS Naturals, Graph

Vfio     == {"Vfio", "GetAtZero", "SkipsClosed"}
Uverbs   == {"Uverbs", "NoReleaseLock", "ReleaseDoesNotWait"}
Variants == Vfio \cup Uverbs

VARIABLES variant,    \* which of them is followed; chosen once
          pc,         \* revoke, release -> what it does next
          users,      \* who holds a reference on the file
          file,       \* "live", "dying" once nobody does, "freed"; "twice"
          lock,       \* vfio: memory_lock; uverbs: dmabuf_release_lock
          known,      \* the exporter's list, or pointer, leads to the buffer
          flag        \* the buffer is marked as revoked

vars == <<variant, pc, users, file, lock, known, flag>>

TypeOK == /\ variant \in Variants
          /\ users \subseteq {"fd", "importer", "revoke"}
          /\ file \in {"live", "dying", "freed", "twice"}
          /\ lock \in {"free", "revoke"} /\ {known, flag} \subseteq BOOLEAN

Init == /\ variant \in Variants
        /\ pc = [revoke |-> "lock", release |-> "unknow"]
        /\ users = {"fd", "importer"} /\ file = "live" /\ lock = "free"
        /\ known = TRUE /\ flag = FALSE

Me == <<"exporter", "revoke">>
Goto(p, l) == pc' = [pc EXCEPT ![p] = l]
Put(u) == /\ users' = users \ {u}
          /\ file' = CASE users # {u}   -> file
                       [] file = "live" -> "dying"
                       [] OTHER         -> "twice"

-----------------------------------------------------------------------------
\* The number is closed; the importer detaches and puts its reference.
Leave(u) == /\ u \in users
            /\ Put(u)
            /\ UNCHANGED <<variant, pc, lock, known, flag>>
            /\ Step("Leave", <<"user", u>>, "fput", "5.1")

\* Under the lock: off the list, or the pointer cleared.
Unknow == /\ file = "dying" /\ pc.release = "unknow"
          /\ lock = "free" \/ variant \in Uverbs \ {"Uverbs"}
          /\ known' = (variant = "NoReleaseLock") /\ Goto("release", "free")
          /\ UNCHANGED <<variant, users, file, lock, flag>>
          /\ Step("Unknow", <<"core", "release">>, "(its release)", "14.2")

Free == /\ pc.release = "free" /\ Goto("release", "done") /\ file' = "freed"
        /\ UNCHANGED <<variant, users, lock, known, flag>>
        /\ Step("Free", <<"core", "release">>, "dma_buf_release", "5.1")

-----------------------------------------------------------------------------
Lock == /\ pc.revoke = "lock" /\ lock = "free" /\ lock' = "revoke"
        /\ Goto("revoke", "find")
        /\ UNCHANGED <<variant, users, file, known, flag>>
        /\ Step("Lock", Me, "(takes its lock)", "4.1")

Active == CASE variant = "Vfio"        -> users # {}
            [] variant = "GetAtZero"   -> TRUE
            [] variant = "SkipsClosed" -> "fd" \in users
            [] OTHER                   -> known

Looks == IF variant \in Vfio THEN "get_file_active" ELSE "(the pointer)"
Find == /\ pc.revoke = "find"
        /\ Goto("revoke", IF known /\ Active THEN "inside" ELSE "unlock")
        /\ users' = IF known /\ Active /\ variant \in Vfio
                      THEN users \cup {"revoke"} ELSE users
        /\ flag' = (variant \in Uverbs /\ ~known)
        /\ UNCHANGED <<variant, file, lock, known>>
        /\ Step("Find", Me, Looks, "7.32")

\* R1 to R5 of a revoke: all of it needs the buffer's own lock.
Inside == /\ pc.revoke = "inside" /\ flag' = TRUE /\ Goto("revoke", "leave")
          /\ UNCHANGED <<variant, users, file, lock, known>>
          /\ Step("Inside", Me, "dma_resv_lock", "4.1")

Outside == /\ pc.revoke = "leave"
           /\ IF variant \in Vfio THEN Put("revoke")
                                  ELSE UNCHANGED <<users, file>>
           /\ Goto("revoke", "unlock")
           /\ UNCHANGED <<variant, lock, known, flag>>
           /\ Step("Outside", Me, "fput", "4.1 R10")

Unlock == /\ pc.revoke = "unlock" /\ lock' = "free" /\ Goto("revoke", "done")
          /\ UNCHANGED <<variant, users, file, known, flag>>
          /\ Step("Unlock", Me, "(drops its lock)", "4.1")

Next == \/ \E u \in {"fd", "importer"} : Leave(u)
        \/ Unknow \/ Free \/ Lock \/ Find \/ Inside \/ Outside \/ Unlock

-----------------------------------------------------------------------------
\* Revoke touches a buffer only while it is there.
TouchedAliveCase == pc.revoke \in {"inside", "leave"} /\ pc' # pc
TouchedAlive == TouchedAliveCase => file # "freed"

\* A buffer is released once.
ReleasedOnceCase == file = "freed"
ReleasedOnce == file # "twice"

\* The exporter keeps no way to a buffer that is gone.
NoWayThereCase == file = "freed"
NoWayThere == NoWayThereCase => ~known

\* A revoke skips only a buffer that nobody uses.
NobodyMissedCase == pc.revoke = "done"
NobodyMissed == NobodyMissedCase => flag \/ "importer" \notin users

\* Reached: a dying buffer was skipped, and is on the list still.
DyingSkipped == pc.revoke = "done" /\ ~flag /\ known /\ file = "dying"
=============================================================================

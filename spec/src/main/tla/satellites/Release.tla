\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Release ------------------------------
(***************************************************************************)
(* A revoke walks the exporter's buffers while one of them is released.    *)
(* vfio takes a reference unless the count is 0, under memory_lock; uverbs *)
(* holds a mutex that release takes too, and release clears the pointer.   *)
(* File and buffer are two objects. The file ends with its last reference, *)
(* the buffer with its dentry, which an O_PATH descriptor keeps alive.     *)
(* Then the list leads to a buffer whose dmabuf->file is freed, or is      *)
(* another file in the same memory (D24). Reference 4.3, 5.1, 7.32. Read   *)
(* in 7.3: vfio and uverbs. Inferred: the old uverbs, and both fixes.      *)
(***************************************************************************)
EXTENDS Naturals, Graph

Mends    == {"Annulled", "EndsWithFile"}
Vfio     == {"Linux73", "GetAtZero", "SkipsClosed"} \cup Mends
RdmaCore == {"Uverbs", "NoReleaseLock", "ReleaseDoesNotWait"}
Variants == Vfio \cup RdmaCore

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* revoke, release -> what it does next
          users,      \* who holds a reference on the file
          path,       \* the O_PATH descriptor: "never", "open", "closed"
          file,       \* "live", "dying", "freed"; "foreign", "twice"
          lock,       \* vfio: memory_lock; uverbs: dmabuf_release_lock
          known,      \* the exporter's list, or pointer, leads to the buffer
          flag        \* the buffer is marked as revoked
vars == <<variant, pc, users, path, file, lock, known, flag>>

TypeOK == /\ variant \in Variants /\ path \in {"never", "open", "closed"}
          /\ users \subseteq {"fd", "importer", "revoke"}
          /\ file \in {"live", "dying", "freed", "foreign", "twice"}
          /\ lock \in {"free", "revoke"} /\ {known, flag} \subseteq BOOLEAN

Init == /\ variant \in Variants /\ path = "never" /\ file = "live"
        /\ pc = [revoke |-> "lock", release |-> "file"] /\ lock = "free"
        /\ users = {"fd", "importer"} /\ known = TRUE /\ flag = FALSE

Me   == <<"exporter", "revoke">>
Core == <<"core", "release">>
Goto(p, l) == pc' = [pc EXCEPT ![p] = l]
Put(u) == /\ users' = users \ {u}
          /\ file' = CASE users # {u}   -> file
                       [] file = "live" -> "dying"
                       [] OTHER         -> "twice"
-----------------------------------------------------------------------------
Leave(u) == /\ u \in users /\ Put(u)
            /\ UNCHANGED <<variant, pc, path, lock, known, flag>>
            /\ Step("Leave", <<"user", u>>, "fput", "5.1")

\* An O_PATH descriptor is opened through the fd.
Path == /\ \/ path = "never" /\ "fd" \in users /\ path' = "open"
           \/ path = "open" /\ path' = "closed"
        /\ UNCHANGED <<variant, pc, users, file, lock, known, flag>>
        /\ Step("Path", <<"user", "fd">>, "(O_PATH)", "5.1")

FileRelease == /\ file = "dying" /\ pc.release = "file"
               /\ Goto("release", "dentry")
               /\ UNCHANGED <<variant, users, path, file, lock, known, flag>>
               /\ Step("FileRelease", Core, "dma_buf_file_release", "5.1")

\* Under the lock release takes the buffer off the list, or clears the
\* pointer.
Unknow == /\ pc.release = "dentry" /\ known /\ Goto("release", "free")
          /\ path # "open" \/ variant = "EndsWithFile"
          /\ lock = "free" \/ variant \in RdmaCore \ {"Uverbs"}
          /\ known' = (variant = "NoReleaseLock")
          /\ UNCHANGED <<variant, users, path, file, lock, flag>>
          /\ Step("Unknow", Core, "(its release)", "14.2")

Kfree == /\ pc.release = "free" /\ path # "open" /\ Goto("release", "done")
         /\ UNCHANGED <<variant, users, path, file, lock, known, flag>>
         /\ Step("Kfree", Core, "dma_buf_release", "5.1")

\* The file is freed after its dentry was put. Its memory may then be reused.
Frees == IF file = "dying" THEN "(frees the file)" ELSE "(another file)"
FreeFile == /\ \/ file = "dying" /\ file' = "freed"
               \/ file = "freed" /\ file' = "foreign"
            /\ \/ pc.release = "done"
               \/ path = "open"
                  /\ pc.release = IF variant = "EndsWithFile" THEN "free"
                                   ELSE "dentry"
            /\ UNCHANGED <<variant, pc, users, path, lock, known, flag>>
            /\ Step("FreeFile", Core, Frees, "5.1")
-----------------------------------------------------------------------------
Lock == /\ pc.revoke = "lock" /\ lock = "free" /\ lock' = "revoke"
        /\ Goto("revoke", "find")
        /\ UNCHANGED <<variant, users, path, file, known, flag>>
        /\ Step("Lock", Me, "(takes its lock)", "4.1")

\* dmabuf->file is not NULL.
Points == variant \in {"Linux73", "EndsWithFile"} \/ pc.release = "file"
Active == CASE variant = "GetAtZero"   -> Points
            [] variant = "SkipsClosed" -> "fd" \in users
            [] variant \in RdmaCore      -> known
            [] OTHER -> Points /\ (users # {} \/ file = "foreign")

Looks == IF variant \in Vfio THEN "get_file_active" ELSE "(the pointer)"
Find == /\ pc.revoke = "find"
        /\ Goto("revoke", IF known /\ Active THEN "inside" ELSE "unlock")
        /\ users' = IF known /\ Active /\ variant \in Vfio /\ file # "foreign"
                      THEN users \cup {"revoke"} ELSE users
        /\ flag' = (variant \in RdmaCore /\ ~known)
        /\ UNCHANGED <<variant, path, file, lock, known>>
        /\ Step("Find", Me, Looks, "7.32")

\* R1 to R5 of a revoke, which need the buffer's own lock.
UnderResv == /\ pc.revoke = "inside" /\ flag' = TRUE
             /\ Goto("revoke", "leave")
             /\ UNCHANGED <<variant, users, path, file, lock, known>>
             /\ Step("UnderResv", Me, "dma_resv_lock", "4.1")

Unlock == /\ pc.revoke \in {"leave", "unlock"} /\ Goto("revoke", "done")
          /\ IF "revoke" \in users THEN Put("revoke")
                                   ELSE UNCHANGED <<users, file>>
          /\ lock' = "free" /\ UNCHANGED <<variant, path, known, flag>>
          /\ Step("Unlock", Me, "(drops its lock)", "4.1 R10")

Next == \/ \E u \in {"fd", "importer"} : Leave(u)
        \/ Path \/ FileRelease \/ Unknow \/ Kfree \/ FreeFile
        \/ Lock \/ Find \/ UnderResv \/ Unlock
-----------------------------------------------------------------------------
\* Revoke touches a buffer only while it exists.
TouchedAliveCase == pc.revoke \in {"inside", "leave"} /\ pc' # pc
TouchedAlive == TouchedAliveCase => pc.release # "done"
StepTouchedAlive == [][TouchedAlive]_vars

\* Revoke reads and writes a file only while that file exists.
FileAliveCase == pc.revoke = "find" /\ pc'.revoke # "find" /\ variant \in Vfio
FileAlive == FileAliveCase /\ known /\ Points => file \in {"live", "dying"}
StepFileAlive == [][FileAlive]_vars

\* A file is released once.
ReleasedOnceCase == file = "freed"
ReleasedOnce == file # "twice"

\* The exporter's list, or pointer, does not lead to a freed buffer.
NoWayThereCase == pc.release = "done"
NoWayThere == NoWayThereCase => ~known

\* A revoke skips a buffer only if no importer uses it.
NobodyMissedCase == pc.revoke = "done"
NobodyMissed == NobodyMissedCase => flag \/ "importer" \notin users

\* Reached: a buffer was revoked through a file that belongs to somebody else;
\* a dying buffer was skipped and is still on the list.
ByAnotherFile == pc.revoke = "done" /\ flag /\ file = "foreign"
DyingSkipped == pc.revoke = "done" /\ ~flag /\ known /\ file = "dying"
=============================================================================

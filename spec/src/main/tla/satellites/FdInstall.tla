\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE FdInstall -----------------------------
(***************************************************************************)
(* Who owns an exported buffer until user space has its file descriptor:   *)
(* the end of the ioctl by which vfio exports, and another thread of the   *)
(* same process, which closes the descriptor as soon as it exists.         *)
(*                                                                         *)
(* Reference 5.1, 7.3, 7.31. Read in 7.3: a dma_buf_export that succeeds   *)
(* takes ownership of everything; dma_buf_fd consumes the reference only   *)
(* if it succeeds. Inferred: after fd_install the ioctl must not touch the *)
(* buffer.                                                                 *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Linux73", "FreedTwice", "Leaked", "UsedAfterInstall"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* thread -> what it does next
          fd,         \* the descriptor: "none", "open", "closed"
          refs,       \* references on the file of the buffer
          priv        \* private data: "none", "live", "freed", "twice"

vars == <<variant, pc, fd, refs, priv>>

Freed(p) == IF p = "live" THEN "freed" ELSE "twice"
Goto(p, l) == pc' = [pc EXCEPT ![p] = l]

\* The last put releases the buffer, and release frees the private data.
Put == /\ refs' = refs - 1
       /\ priv' = IF refs = 1 THEN Freed(priv) ELSE priv

TypeOK == /\ variant \in Variants
          /\ pc.ioctl \in {"alloc", "export", "fd", "put", "free", "use",
                           "failed", "done"}
          /\ pc.other \in {"close", "done"}
          /\ fd \in {"none", "open", "closed"}
          /\ refs \in 0..1
          /\ priv \in {"none", "live", "freed", "twice"}

Init == /\ variant \in Variants
        /\ pc = [ioctl |-> "alloc", other |-> "close"]
        /\ fd = "none" /\ refs = 0 /\ priv = "none"

-----------------------------------------------------------------------------
Alloc == /\ pc.ioctl = "alloc"
         /\ priv' = "live" /\ Goto("ioctl", "export")
         /\ UNCHANGED <<variant, fd, refs>>
         /\ Step("Alloc", <<"exporter", "ioctl">>,
                 "vfio_pci_core_feature_dma_buf", "14.2")

Export == /\ pc.ioctl = "export"
          /\ refs' = 1 /\ Goto("ioctl", "fd")
          /\ UNCHANGED <<variant, fd, priv>>
          /\ Step("Export", <<"exporter", "ioctl">>, "dma_buf_export", "5.1")

\* The export fails, and the exporter still owns what it allocated.
ExportFails == /\ pc.ioctl = "export" /\ Goto("ioctl", "free")
               /\ UNCHANGED <<variant, fd, refs, priv>>
               /\ Step("ExportFails", <<"exporter", "ioctl">>,
                       "dma_buf_export", "5.1")

InstallFd == /\ pc.ioctl = "fd"
             /\ fd' = "open"
             /\ Goto("ioctl", IF variant = "UsedAfterInstall" THEN "use"
                                                              ELSE "done")
             /\ UNCHANGED <<variant, refs, priv>>
             /\ Step("InstallFd", <<"exporter", "ioctl">>,
                     "fd_install", "5.1")

\* The descriptor table is full: the ioctl still owns the reference and must
\* put it.
NoNumber == /\ pc.ioctl = "fd"
            /\ Goto("ioctl", IF variant = "Leaked" THEN "failed" ELSE "put")
            /\ UNCHANGED <<variant, fd, refs, priv>>
            /\ Step("NoNumber", <<"exporter", "ioctl">>, "dma_buf_fd", "7.3")

PutBuffer == /\ pc.ioctl = "put"
             /\ Put
             /\ Goto("ioctl", IF variant = "FreedTwice" THEN "free"
                                                        ELSE "failed")
             /\ UNCHANGED <<variant, fd>>
             /\ Step("PutBuffer", <<"exporter", "ioctl">>,
                     "dma_buf_put", "7.3")

Kfree == /\ pc.ioctl = "free"
         /\ priv' = Freed(priv) /\ Goto("ioctl", "failed")
         /\ UNCHANGED <<variant, fd, refs>>
         /\ Step("Kfree", <<"exporter", "ioctl">>, "(frees its part)", "7.3")

Use == /\ pc.ioctl = "use" /\ Goto("ioctl", "done")
       /\ UNCHANGED <<variant, fd, refs, priv>>
       /\ Step("Use", <<"exporter", "ioctl">>, "(reads the buffer)", "5.1")

Close == /\ pc.other = "close" /\ fd = "open"
         /\ fd' = "closed"
         /\ Put /\ Goto("other", "done")
         /\ UNCHANGED variant
         /\ Step("Close", <<"user", "other">>, "close", "5.1")

Next == \/ Alloc \/ Export \/ ExportFails \/ InstallFd \/ NoNumber
        \/ PutBuffer \/ Kfree \/ Use \/ Close

-----------------------------------------------------------------------------
\* The private data is freed at most once.
FreedOnceCase == priv = "freed"
FreedOnce == priv # "twice"

\* An ioctl that fails leaves nothing behind.
NothingLeftCase == pc.ioctl = "failed"
NothingLeft == NothingLeftCase => refs = 0 /\ priv # "live"

\* A thread touches the buffer only while it has not been released.
TouchedAliveCase == pc.ioctl = "use" /\ pc'.ioctl # "use"
TouchedAlive == TouchedAliveCase => refs > 0
StepTouchedAlive == [][TouchedAlive]_vars
=============================================================================

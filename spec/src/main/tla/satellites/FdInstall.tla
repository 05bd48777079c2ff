\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE FdInstall -----------------------------
(***************************************************************************)
(* Who owns an exported buffer until user space has its number: the end of *)
(* the ioctl by which vfio exports, and another thread of the same process *)
(* which closes the number as soon as it is there.                         *)
(*                                                                         *)
(* Reference 5.1, 7.3, 7.31.  Read in 7.3: dma_buf_export owns everything  *)
(* from its success on, dma_buf_fd consumes the reference on success only. *)
(* Inferred: nobody may touch the buffer after fd_install.                 *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Linux73", "FreedTwice", "Leaked", "UsedAfterInstall"}

VARIABLES variant,    \* which of them is followed; chosen once
          pc,         \* thread -> what it does next
          fd,         \* the number: "none", "open", "closed"
          refs,       \* references on the file of the buffer
          priv        \* the exporter's part: "none", "live", "freed", "twice"

vars == <<variant, pc, fd, refs, priv>>

Freed(p) == IF p = "live" THEN "freed" ELSE "twice"
Goto(p, l) == pc' = [pc EXCEPT ![p] = l]

\* The last put releases the buffer, and release frees the exporter's part.
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

\* Nothing was exported: what was allocated is still the exporter's.
ExportFails == /\ pc.ioctl = "export" /\ Goto("ioctl", "free")
               /\ UNCHANGED <<variant, fd, refs, priv>>
               /\ Step("ExportFails", <<"exporter", "ioctl">>,
                       "dma_buf_export", "5.1")

Install == /\ pc.ioctl = "fd"
           /\ fd' = "open"
           /\ Goto("ioctl", IF variant = "UsedAfterInstall" THEN "use"
                                                            ELSE "done")
           /\ UNCHANGED <<variant, refs, priv>>
           /\ Step("Install", <<"exporter", "ioctl">>, "fd_install", "5.1")

\* The table is full: the reference is still the caller's, who must put it.
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

Free == /\ pc.ioctl = "free"
        /\ priv' = Freed(priv) /\ Goto("ioctl", "failed")
        /\ UNCHANGED <<variant, fd, refs>>
        /\ Step("Free", <<"exporter", "ioctl">>, "(frees its part)", "7.3")

Use == /\ pc.ioctl = "use" /\ Goto("ioctl", "done")
       /\ UNCHANGED <<variant, fd, refs, priv>>
       /\ Step("Use", <<"exporter", "ioctl">>, "(reads the buffer)", "5.1")

Close == /\ pc.other = "close" /\ fd = "open"
         /\ fd' = "closed"
         /\ Put /\ Goto("other", "done")
         /\ UNCHANGED variant
         /\ Step("Close", <<"user", "other">>, "close", "5.1")

Next == \/ Alloc \/ Export \/ ExportFails \/ Install \/ NoNumber
        \/ PutBuffer \/ Free \/ Use \/ Close

-----------------------------------------------------------------------------
\* The exporter's part is freed once.
FreedOnceCase == priv = "freed"
FreedOnce == priv # "twice"

\* An ioctl that failed leaves nothing behind.
NothingLeftCase == pc.ioctl = "failed"
NothingLeft == NothingLeftCase => refs = 0 /\ priv # "live"

\* A thread touches the buffer only while the buffer is there.
TouchedAliveCase == pc.ioctl = "use" /\ pc'.ioctl # "use"
TouchedAlive == TouchedAliveCase => refs > 0
StepTouchedAlive == [][TouchedAlive]_vars
=============================================================================

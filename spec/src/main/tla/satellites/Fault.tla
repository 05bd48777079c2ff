\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Fault -------------------------------
(***************************************************************************)
(* A page fault on a buffer that user space has mapped, against the close  *)
(* of its device: the mmap proposal, which is not in Linux 7.3.            *)
(*                                                                         *)
(* Reference 5.6, 4.1 R9, 7.12, 7.13. Read in the posted series: the order *)
(* of the fault handler (resv, registration, memory_lock, second test). A  *)
(* result of this module: if zap and flag are under one hold of            *)
(* memory_lock, their order does not matter (ZapFirst); a zap before that  *)
(* is too early (ZapOutside).                                              *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Proposal", "NoSecondTest", "NoRegistration", "ZapFirst",
             "ZapOutside", "OneZap"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* close, fault -> what it does next
          lock,       \* memory_lock is held by the close
          flag,       \* revoked; changes under both memory_lock and resv
          device,     \* of vfio: "there", "gone"
          registered, \* the fault holds a registration of the device
          ptes        \* the address spaces that map the BAR

vars == <<variant, pc, lock, flag, device, registered, ptes>>

TypeOK == /\ variant \in Variants
          /\ {lock, flag, registered} \subseteq BOOLEAN
          /\ device \in {"there", "gone"}
          /\ ptes \subseteq {"buffer", "device"}

ZapsOutside == variant = "ZapOutside"

Init == /\ variant \in Variants
        /\ pc = [close |-> IF ZapsOutside THEN "zap" ELSE "lock",
                 fault |-> "test"]
        /\ lock = FALSE /\ flag = FALSE /\ device = "there"
        /\ registered = FALSE /\ ptes = {}

Goto(p, l) == pc' = [pc EXCEPT ![p] = l]

-----------------------------------------------------------------------------
\* Under resv the handler finds the flag set, or takes a reference on the
\* registration of the device.
Test == /\ pc.fault = "test" /\ Goto("fault", IF flag THEN "test" ELSE "lock")
        /\ registered' = (~flag /\ variant # "NoRegistration")
        /\ UNCHANGED <<variant, lock, flag, device, ptes>>
        /\ Step("Test", <<"user", "fault">>, "(fault handler)", "5.6")

\* Under memory_lock, held for reading, it tests again and inserts the page.
Insert == /\ pc.fault = "lock" /\ ~lock
          /\ ptes' = IF flag /\ variant # "NoSecondTest" THEN ptes
                     ELSE ptes \cup {IF variant = "OneZap" THEN "device"
                                                           ELSE "buffer"}
          /\ Goto("fault", "put")
          /\ UNCHANGED <<variant, lock, flag, device, registered>>
          /\ Step("Insert", <<"user", "fault">>, "(inserts the PFN)", "5.6")

PutDevice == /\ pc.fault = "put"
             /\ registered' = FALSE /\ Goto("fault", "test")
             /\ UNCHANGED <<variant, lock, flag, device, ptes>>
             /\ Step("PutDevice", <<"user", "fault">>,
                     "(puts the registration)", "5.6")

-----------------------------------------------------------------------------
First == IF variant = "ZapFirst" THEN "zap" ELSE "flag"

Lock == /\ pc.close = "lock" /\ ~lock
        /\ lock' = TRUE /\ Goto("close", First)
        /\ UNCHANGED <<variant, flag, device, registered, ptes>>
        /\ Step("Lock", <<"exporter", "close">>,
                "(takes memory_lock)", "4.3")

Revoke == /\ pc.close = "flag"
          /\ flag' = TRUE
          /\ Goto("close", IF First = "flag" /\ ~ZapsOutside THEN "zap"
                                                       ELSE "unlock")
          /\ UNCHANGED <<variant, lock, device, registered, ptes>>
          /\ Step("Revoke", <<"exporter", "close">>,
                  "vfio_pci_dma_buf_move", "4.1 R2")

\* The exporter zaps one address space. In OneZap the page is in another.
Zap == /\ pc.close = "zap"
       /\ ptes' = ptes \ {"buffer"}
       /\ Goto("close", CASE ZapsOutside    -> "lock"
                          [] First = "zap"  -> "flag"
                          [] First = "flag" -> "unlock")
       /\ UNCHANGED <<variant, lock, flag, device, registered>>
       /\ Step("Zap", <<"exporter", "close">>,
               "unmap_mapping_range", "4.1 R9")

Unlock == /\ pc.close = "unlock"
          /\ lock' = FALSE /\ Goto("close", "free")
          /\ UNCHANGED <<variant, flag, device, registered, ptes>>
          /\ Step("Unlock", <<"exporter", "close">>,
                  "(drops memory_lock)", "4.3")

FreeDevice == /\ pc.close = "free" /\ ~registered
              /\ device' = "gone" /\ Goto("close", "done")
              /\ UNCHANGED <<variant, lock, flag, registered, ptes>>
              /\ Step("FreeDevice", <<"exporter", "close">>,
                      "(frees the device)", "7.12")

Next == \/ Test \/ Insert \/ PutDevice
        \/ Lock \/ Revoke \/ Zap \/ Unlock \/ FreeDevice

-----------------------------------------------------------------------------
\* After the close has dropped memory_lock, no page is mapped.
NoStalePageCase == flag /\ pc.close \in {"free", "done"}
NoStalePage == NoStalePageCase => ptes = {}

\* The page fault takes memory_lock only of a device that still exists.
DeviceThereCase == pc.fault = "lock" /\ pc'.fault = "put"
DeviceThere == DeviceThereCase => device = "there"
StepDeviceThere == [][DeviceThere]_vars
=============================================================================

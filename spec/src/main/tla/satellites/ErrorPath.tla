\* SPDX-License-Identifier: Apache-2.0
----------------------------- MODULE ErrorPath -----------------------------
(***************************************************************************)
(* The error paths of an importer: import with a retry, registration with  *)
(* a pin, re-registration. Each step is that of the driver that had the    *)
(* bug: xe, then RDMA's umem, then irdma.                                  *)
(*                                                                         *)
(* Reference 7.15, 7.19, 7.20. Read in 7.3: each try has an object of its  *)
(* own; only the release path unpins; irdma clears its pointer when a      *)
(* re-registration fails. Inferred: the old flow of 7.19.                  *)
(***************************************************************************)
EXTENDS Integers, Graph

Variants == {"Linux73", "RetriesFreed", "UnpinsTwice", "KeepsPointer"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* the importer: what it does next
          object,     \* of the import: "none", "live", "freed"
          tries,      \* how often its initialisation was retried
          revoked,    \* the exporter's flag
          pins,       \* how many pins the exporter counts
          pinned,     \* the importer has marked its umem as pinned
          pointer,    \* its registration points to a umem
          releases    \* how often that umem was released

import == <<object, tries>>
pinning == <<pins, pinned>>
umem == <<pointer, releases>>
vars == <<variant, pc, object, tries, revoked, pins, pinned, pointer,
          releases>>

TypeOK == /\ variant \in Variants
          /\ object \in {"none", "live", "freed"} /\ tries \in 0..1
          /\ pins \in -1..1 /\ releases \in 0..2
          /\ {revoked, pinned, pointer} \subseteq BOOLEAN

Init == /\ variant \in Variants
        /\ pc = "alloc" /\ object = "none"
        /\ tries = 0 /\ pins = 0 /\ releases = 0
        /\ revoked = FALSE /\ pinned = FALSE /\ pointer = FALSE

Me == <<"importer", "i1">>

\* The release of a umem unpins it if it is marked as pinned.
ReleaseUmem == /\ pins' = IF pinned THEN pins - 1 ELSE pins
               /\ pinned' = FALSE
               /\ releases' = releases + 1

-----------------------------------------------------------------------------
Revoke == /\ ~revoked
          /\ revoked' = TRUE
          /\ UNCHANGED <<variant, pc, import, pinning, umem>>
          /\ Step("Revoke", <<"exporter", "x1">>,
                  "vfio_pci_dma_buf_move", "4.1 R2")

Alloc == /\ pc = "alloc" /\ object' = "live" /\ pc' = "init"
         /\ UNCHANGED <<variant, tries, revoked, pinning, umem>>
         /\ Step("Alloc", Me, "(allocates the object)", "7.15")

\* When memory is short, the initialiser frees the object that it was given.
InitFails == /\ pc = "init" /\ tries = 0
             /\ object' = "freed" /\ tries' = 1
             /\ pc' = IF variant = "RetriesFreed" THEN "init" ELSE "alloc"
             /\ UNCHANGED <<variant, revoked, pinning, umem>>
             /\ Step("InitFails", Me, "(initialises the object)", "7.15")

InitDone == /\ pc = "init" /\ pc' = "pin"
            /\ UNCHANGED <<variant, import, revoked, pinning, umem>>
            /\ Step("InitDone", Me, "(initialises the object)", "7.15")

Pin == /\ pc = "pin" /\ pc' = "map"
       /\ pins' = pins + 1 /\ pinned' = TRUE
       /\ UNCHANGED <<variant, import, revoked, umem>>
       /\ Step("Pin", Me, "dma_buf_pin", "5.3")

Map == /\ pc = "map"
       /\ pc' = CASE ~revoked                -> "registered"
                  [] variant = "UnpinsTwice" -> "unpin"
                  [] OTHER                   -> "release"
       /\ pointer' = ~revoked
       /\ UNCHANGED <<variant, import, revoked, pinning, releases>>
       /\ Step("Map", Me, "ib_umem_dmabuf_map_pages", "14.4")

Unpin == /\ pc = "unpin" /\ pins' = pins - 1 /\ pc' = "release"
         /\ UNCHANGED <<variant, import, revoked, pinned, umem>>
         /\ Step("Unpin", Me, "dma_buf_unpin", "7.19")

Release == /\ pc = "release" /\ ReleaseUmem /\ pc' = "done"
           /\ UNCHANGED <<variant, import, revoked, pointer>>
           /\ Step("Release", Me, "ib_umem_dmabuf_release", "7.19")

ReregisterFails == /\ pc = "registered"
                   /\ ReleaseUmem /\ pc' = "deregister"
                   /\ pointer' = (variant = "KeepsPointer")
                   /\ UNCHANGED <<variant, import, revoked>>
                   /\ Step("ReregisterFails", Me,
                           "(re-registration)", "7.20")

Deregister == /\ pc \in {"registered", "deregister"}
              /\ IF pointer THEN ReleaseUmem
                            ELSE UNCHANGED <<pinning, releases>>
              /\ pointer' = FALSE /\ pc' = "done"
              /\ UNCHANGED <<variant, import, revoked>>
              /\ Step("Deregister", Me, "(deregistration)", "14.4")

Next == \/ Revoke \/ Alloc \/ InitFails \/ InitDone \/ Pin \/ Map \/ Unpin
        \/ Release \/ ReregisterFails \/ Deregister

-----------------------------------------------------------------------------
\* An initialisation that succeeds has an object that was not freed.
InitAliveCase == pc = "init" /\ pc' = "pin"
InitAlive == InitAliveCase => object = "live"
StepInitAlive == [][InitAlive]_vars

\* At the end the exporter counts no pin, and never less than none.
PinsBalancedCase == pc = "done"
PinsBalanced == pins >= 0 /\ (PinsBalancedCase => pins = 0)

\* A umem is released at most once.
ReleasedOnceCase == releases > 0
ReleasedOnce == releases <= 1
=============================================================================

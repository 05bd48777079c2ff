\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Flush -------------------------------
(***************************************************************************)
(* Three ways in which addresses outlive a mapping: the TLB of the device, *)
(* a fence that signals too early, and a user that knows the address.      *)
(*                                                                         *)
(* Reference 7.25, D19. 7.25 is a remark in a review of the BOOKKEEP class *)
(* (i915); D19 was read in 7.3, in iommufd's mode without IOMMU. The       *)
(* revoke of this module consists of the wait for the fence and for the    *)
(* unmap.                                                                  *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Linux73", "SignalBeforeFlush", "NoIommu"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* the importer's unmap: what it does next
          pte,        \* the page is in the page table of the device
          tlb,        \* the page is in the TLB of the device
          signalled,  \* the fence of the unmap has signalled
          pages,      \* "lent"; "reused" once the revoke is over
          told        \* user space knows the physical address

vars == <<variant, pc, pte, tlb, signalled, pages, told>>

TypeOK == /\ variant \in Variants
          /\ pc \in {"idle", "signal", "flush", "done"}
          /\ {pte, tlb, signalled, told} \subseteq BOOLEAN
          /\ pages \in {"lent", "reused"}

Init == /\ variant \in Variants
        /\ pc = "idle" /\ pte = TRUE /\ tlb = FALSE /\ signalled = FALSE
        /\ pages = "lent" /\ told = FALSE

SignalsFirst == variant = "SignalBeforeFlush"

-----------------------------------------------------------------------------
\* The device walks its page table and caches the page.
Walk == /\ pte /\ ~tlb
        /\ tlb' = TRUE
        /\ UNCHANGED <<variant, pc, pte, signalled, pages, told>>
        /\ Step("Walk", <<"device", "gpu">>, "(a translation)", "6")

ClearPte == /\ pc = "idle"
            /\ pte' = FALSE
            /\ pc' = IF SignalsFirst THEN "signal" ELSE "flush"
            /\ UNCHANGED <<variant, tlb, signalled, pages, told>>
            /\ Step("ClearPte", <<"importer", "i1">>,
                    "(unbinds its object)", "7.25")

FlushTlb == /\ pc = "flush"
            /\ tlb' = FALSE
            /\ pc' = IF SignalsFirst THEN "done" ELSE "signal"
            /\ UNCHANGED <<variant, pte, signalled, pages, told>>
            /\ Step("FlushTlb", <<"importer", "i1">>,
                    "(flushes the TLB)", "7.25")

Signal == /\ pc = "signal"
          /\ signalled' = TRUE
          /\ pc' = IF SignalsFirst THEN "flush" ELSE "done"
          /\ UNCHANGED <<variant, pte, tlb, pages, told>>
          /\ Step("Signal", <<"importer", "i1">>,
                  "(the fence signals)", "7.25")

\* The revoke is over, and the exporter uses the pages for something else.
Reuse == /\ signalled /\ ~pte /\ pages = "lent"
         /\ pages' = "reused"
         /\ UNCHANGED <<variant, pc, pte, tlb, signalled, told>>
         /\ Step("Reuse", <<"exporter", "x1">>,
                 "dma_resv_wait_timeout", "4.1 R4")

\* A privileged ioctl of that mode, which fails once the buffer is revoked.
Tell == /\ variant = "NoIommu" /\ pte /\ ~told
        /\ told' = TRUE
        /\ UNCHANGED <<variant, pc, pte, tlb, signalled, pages>>
        /\ Step("Tell", <<"user", "root">>, "(privileged ioctl)", "D19")

Next == Walk \/ ClearPte \/ FlushTlb \/ Signal \/ Reuse \/ Tell

-----------------------------------------------------------------------------
\* No device can reach pages that are used for something else.
OutOfReachCase == pages = "reused"
OutOfReach == OutOfReachCase => ~pte /\ ~tlb

\* No user knows the address of pages that are used for something else.
NobodyToldCase == pages = "reused"
NobodyTold == NobodyToldCase => ~told
=============================================================================

\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Kinds --------------------------------
(***************************************************************************)
(* The importers, as a table of kinds, and the classes of fences.          *)
(* A new kind of importer is a new row.  Source: reference 4.6, 6 and 8.1. *)
(***************************************************************************)
EXTENDS Naturals

\* p2p       peer-to-peer flag set: tested first by vfio's attach (4.5)
\* callback  has invalidate_mappings: dma_buf_attach_revocable (4.7)
\* pins      takes resv itself, and pins and maps in one hold of it (5.3)
\* counted   maps by dma_buf_map_attachment, which the exporter counts
\* fenced    its jobs have fences; else its device may do anything as long
\*           as the hardware has the addresses
\* waits     map waits for KERNEL fences under resv (5.3)
\* again     may map again after an invalidation
\* early     an invalidation that finds nothing mapped counts as one, too
\* keeps     its pin stays when its callback, or its worker, unmaps
\* answers   the fences of its device signal; else nobody knows if they do
\* drain     class of the fence that the callback publishes for what is under
\*           way on the mapping, from when on nothing new begins, and only its
\*           worker unmaps; or "none"
\* response  what the callback does with a mapping:
\*             "inside"  unmaps it, if its job is done; else leaves it
\*             "later"   leaves it to a worker
\*             "waits"   waits for its job, then unmaps it
\*             "remaps"  unmaps it and maps again, if its job is done
\*             "lazy"    leaves it to the next map, or to the driver
\*             "hasty"   unmaps it, job or not
\*             "fickle"  leaves it to a worker, or does nothing at all
\*             "never"   does nothing
Usual == [ p2p |-> TRUE,     callback |-> TRUE, pins  |-> FALSE,
             counted |-> TRUE, fenced |-> TRUE,   waits |-> FALSE,
             again |-> TRUE,   early |-> TRUE,    keeps |-> FALSE,
             answers |-> TRUE, drain |-> "none",  response |-> "later" ]

Pinning  == [ Usual EXCEPT !.pins = TRUE ]

KindTable ==
  [ dynamic   |-> Usual,              \* amdgpu
    virtio    |-> [ Usual EXCEPT !.response = "waits" ],
    odp       |-> [ Usual EXCEPT !.response = "inside", !.fenced = FALSE,
                                   !.waits = TRUE ],    \* mlx5
    revocable |-> [ Pinning  EXCEPT !.response = "inside",
                                   !.again = FALSE ],   \* irdma
    iommufd   |-> [ Pinning  EXCEPT !.response = "inside", !.again = FALSE,
                                   !.early = FALSE, !.keeps = TRUE,
                                   !.counted = FALSE, !.fenced = FALSE ],
    legacy    |-> [ Pinning  EXCEPT !.callback = FALSE ],
    static    |-> [ Usual EXCEPT !.p2p = FALSE, !.callback = FALSE,
                                   !.waits = TRUE ],
    \* Posted, and not in Linux 7.3: KVM, whose callback takes the pages out of
    \* the guest's page tables; io_uring with NVMe.
    kvm       |-> [ Usual EXCEPT !.response = "inside", !.counted = FALSE,
                                   !.fenced = FALSE ],
    token     |-> [ Usual EXCEPT !.fenced = FALSE, !.drain = "KERNEL" ],
    \* Those that pass the test and break their promise.
    lazy      |-> [ Usual EXCEPT !.response = "lazy" ],   \* xe (D11)
    hasty     |-> [ Usual EXCEPT !.response = "hasty" ],  \* 7.22
    fickle    |-> [ Usual EXCEPT !.response = "fickle" ], \* 7.23, D21
    final     |-> [ Usual EXCEPT !.response = "inside",
                                   !.again = FALSE ], \* 7.39
    liar      |-> [ Usual EXCEPT !.response = "never" ],  \* 7.17
    warner    |-> [ Pinning EXCEPT !.response = "never" ], \* RDMA's pinned one
                                       \* before v4: its callback warns (7.17)
    slowkvm   |-> [ Usual EXCEPT !.counted = FALSE,
                                   !.fenced = FALSE ], \* 7.60
    \* Those that keep it, with a device that may not, or in an order of the
    \* exporter's that does not expect them.
    mute      |-> [ Usual EXCEPT !.answers = FALSE ], \* 7.61
    eager     |-> [ Usual EXCEPT !.response = "remaps" ] ] \* 7.62

Kinds == DOMAIN KindTable

\* The kinds of Linux 7.3 that keep the rules: those that stand in the scenes.
\* All others come only where a design asks for them (Guest).
Good == {"dynamic", "virtio", "odp", "revocable", "iommufd", "legacy",
         "static"}

\* Usage classes of fences, strongest first; to wait for one is to wait for
\* it and all before it (reference 6, include/linux/dma-resv.h:72-117).
Usages == <<"KERNEL", "WRITE", "READ", "BOOKKEEP">>

UsageRank(u) == CHOOSE n \in DOMAIN Usages : Usages[n] = u

\* Does a wait for class w cover a fence of class u?
Covers(w, u) == w # "None" /\ UsageRank(u) <= UsageRank(w)
=============================================================================

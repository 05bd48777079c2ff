\* SPDX-License-Identifier: Apache-2.0
-------------------------------- MODULE Kinds --------------------------------
(***************************************************************************)
(* The table of the kinds of importers, and the classes of fences. A new   *)
(* kind of importer is a new row. Source: reference 4.6, 6 and 8.1.        *)
(***************************************************************************)
EXTENDS Naturals

\* p2p       sets the peer-to-peer flag; vfio's attach tests it first (4.5)
\* callback  has invalidate_mappings: dma_buf_attach_revocable (4.7)
\* pins      takes resv itself, and pins and maps while it holds it (5.3)
\* counted   maps by dma_buf_map_attachment, which the exporter counts
\* fenced    its jobs have fences; if not, its device may do anything as
\*           long as the hardware has the addresses
\* mapwaits  its map waits for KERNEL fences under resv (5.3)
\* again     it may map again after an invalidation
\* early     an invalidation counts for it even if nothing is mapped
\* keeps     its pin stays when its callback, or its worker, unmaps
\* answers   the fences of its device signal; if not, they may never signal
\* drain     the class of the fence that its callback publishes for the
\*           accesses under way; the driver then starts no new access, and
\*           only the worker unmaps. "none": the callback publishes none
\* response  what its callback does with a mapping:
\*             "inside"  unmaps it if the job is done, else defers the unmap
\*             "later"   defers the unmap to a worker
\*             "waits"   waits for the job, then unmaps
\*             "remaps"  unmaps and maps again if the job is done, else
\*                       defers the unmap
\*             "lazy"    defers the unmap to the next map, or to the driver
\*             "hasty"   unmaps, even while the job runs
\*             "fickle"  defers the unmap to a worker, or does nothing
\*             "never"   does nothing
Usual == [ p2p |-> TRUE,     callback |-> TRUE, pins  |-> FALSE,
             counted |-> TRUE, fenced |-> TRUE,   mapwaits |-> FALSE,
             again |-> TRUE,   early |-> TRUE,    keeps |-> FALSE,
             answers |-> TRUE, drain |-> "none",  response |-> "later" ]

Pinning  == [ Usual EXCEPT !.pins = TRUE ]

KindTable ==
  [ dynamic   |-> Usual,              \* amdgpu
    virtio    |-> [ Usual EXCEPT !.response = "waits" ],
    odp       |-> [ Usual EXCEPT !.response = "inside", !.fenced = FALSE,
                                   !.mapwaits = TRUE ],    \* mlx5
    revocable |-> [ Pinning  EXCEPT !.response = "inside",
                                   !.again = FALSE ],   \* irdma
    iommufd   |-> [ Pinning  EXCEPT !.response = "inside", !.again = FALSE,
                                   !.early = FALSE, !.keeps = TRUE,
                                   !.counted = FALSE, !.fenced = FALSE ],
    legacy    |-> [ Pinning  EXCEPT !.callback = FALSE ],
    static    |-> [ Usual EXCEPT !.p2p = FALSE, !.callback = FALSE,
                                   !.mapwaits = TRUE ],
    \* Importers that were posted and are not in Linux 7.3: KVM, whose
    \* callback removes the pages from the guest's page tables, and io_uring
    \* with NVMe.
    kvm       |-> [ Usual EXCEPT !.response = "inside", !.counted = FALSE,
                                   !.fenced = FALSE ],
    token     |-> [ Usual EXCEPT !.fenced = FALSE, !.drain = "KERNEL" ],
    \* Importers that pass the test of attach and do not invalidate as they
    \* must.
    lazy      |-> [ Usual EXCEPT !.response = "lazy" ],   \* xe (D11)
    hasty     |-> [ Usual EXCEPT !.response = "hasty" ],  \* 7.22
    fickle    |-> [ Usual EXCEPT !.response = "fickle" ], \* 7.23, D21
    final     |-> [ Usual EXCEPT !.response = "inside",
                                   !.again = FALSE ], \* 7.39
    liar      |-> [ Usual EXCEPT !.response = "never" ],  \* 7.17
    warner    |-> [ Pinning EXCEPT !.response = "never" ], \* RDMA's pinned
                           \* importer before v4: its callback warns (7.17)
    slowkvm   |-> [ Usual EXCEPT !.counted = FALSE,
                                   !.fenced = FALSE ], \* 7.60
    \* Importers that invalidate as they must. The device of the first may not
    \* answer; the second maps again in its callback, which is harmful if the
    \* exporter sets the flag only after the broadcast.
    mute      |-> [ Usual EXCEPT !.answers = FALSE ], \* 7.61
    eager     |-> [ Usual EXCEPT !.response = "remaps" ] ] \* 7.62

Kinds == DOMAIN KindTable

\* The kinds of Linux 7.3 that keep the rules. The scenes use these. All other
\* kinds occur only where a design asks for one (Guest).
Good == {"dynamic", "virtio", "odp", "revocable", "iommufd", "legacy",
         "static"}

\* Usage classes of fences, strongest first. A wait for one class covers it
\* and all classes before it (reference 6, include/linux/dma-resv.h:72-117).
Usages == <<"KERNEL", "WRITE", "READ", "BOOKKEEP">>

UsageRank(u) == CHOOSE n \in DOMAIN Usages : Usages[n] = u

\* Does a wait for class w cover a fence of class u?
Covers(w, u) == w # "None" /\ UsageRank(u) <= UsageRank(w)
=============================================================================

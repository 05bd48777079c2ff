-------------------------------- MODULE Kinds --------------------------------
(***************************************************************************)
(* The importers, as a table of kinds, and the classes of fences.          *)
(* A new kind of importer is a new row.  Source: reference 4.6, 6 and 8.1. *)
(***************************************************************************)
EXTENDS Naturals

\* p2p       peer-to-peer flag set: tested first by vfio's attach (4.5)
\* callback  has invalidate_mappings: dma_buf_attach_revocable (4.7)
\* pins      takes resv itself, and pins and maps in one hold of it (5.3)
\* sync      unmaps inside the callback when its job is done
\* again     may map again after an invalidation
\* waits     map waits for KERNEL fences under resv (5.3, static only)
KindTable ==
  [ dynamic   |-> [ p2p |-> TRUE,  callback |-> TRUE,  pins  |-> FALSE,
                    sync |-> FALSE, again |-> TRUE,  waits |-> FALSE ],
    revocable |-> [ p2p |-> TRUE,  callback |-> TRUE,  pins  |-> TRUE,
                    sync |-> TRUE,  again |-> FALSE, waits |-> FALSE ],
    legacy    |-> [ p2p |-> TRUE,  callback |-> FALSE, pins  |-> TRUE,
                    sync |-> FALSE, again |-> TRUE,  waits |-> FALSE ],
    static    |-> [ p2p |-> FALSE, callback |-> FALSE, pins  |-> FALSE,
                    sync |-> FALSE, again |-> TRUE,  waits |-> TRUE ] ]

Kinds == DOMAIN KindTable

\* Usage classes of fences, strongest first; to wait for one is to wait for
\* it and all before it (reference 6, include/linux/dma-resv.h:72-117).
Usages == <<"KERNEL", "WRITE", "READ", "BOOKKEEP">>

UsageRank(u) == CHOOSE n \in DOMAIN Usages : Usages[n] = u

\* Does a wait for class w cover a fence of class u?
Covers(w, u) == w # "None" /\ UsageRank(u) <= UsageRank(w)
=============================================================================

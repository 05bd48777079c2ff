\* SPDX-License-Identifier: Apache-2.0
------------------------------ MODULE Iommufd ------------------------------
(***************************************************************************)
(* iommufd as an importer. The exporter does not count its mapping; its    *)
(* callback empties at once all domains in a list of pairs (area, domain). *)
(* Each step is one hold of the pages' mutex (LockOrder).                  *)
(*                                                                         *)
(* Reference 8.1, 14.3, 7.24, 7.34, 7.36, S10, D18. Read in 7.3: the list, *)
(* and where the range is read. Inferred: what goes wrong without them.    *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Linux73", "ForgetsToAdd", "ForgetsToRemove",
             "FromOtherDomain", "RevivedByRestore", "SecondDoor"}
Domains  == {"d1", "d2"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* map, domain, revoke -> what it does next
          flag,       \* the exporter's flag
          length,     \* of the range: "none" yet, "full", "zero" once revoked
          attached,   \* the domains that are attached
          tracked,    \* the domains that are in the list of pairs
          has,        \* domain -> how it maps the range, or "none"
          door,       \* pages pinned without a domain: "in" if there are any
          answer      \* what MAP_FILE had mapped when it succeeded
vars == <<variant, pc, flag, length, attached, tracked, has, door, answer>>

TypeOK == /\ variant \in Variants /\ flag \in BOOLEAN
          /\ length \in {"none", "full", "zero"}
          /\ {attached, tracked} \subseteq SUBSET Domains
          /\ has \in [Domains -> {"none", "mmio", "memory"}]
          /\ answer \in {"-", "all", "nothing"} /\ door \in {"shut", "in"}

Init == /\ variant \in Variants
        /\ pc = [map |-> "range", domain |-> "attach", revoke |-> "flag"]
        /\ flag = FALSE /\ length = "none" /\ attached = {"d1"}
        /\ tracked = {} /\ has = [d \in Domains |-> "none"] /\ answer = "-"
        /\ door = "shut"

Goto(p, l) == pc' = [pc EXCEPT ![p] = l]

-----------------------------------------------------------------------------
\* Under resv: -ENODEV, or the range.
Range == /\ pc.map = "range" /\ pc.revoke # "callback"
         /\ length' = IF flag THEN length ELSE "full"
         /\ Goto("map", IF flag THEN "done" ELSE "fill")
         /\ UNCHANGED <<variant, flag, attached, tracked, has, door, answer>>
         /\ Step("Range", <<"user", "map">>, "iopt_map_dmabuf", "14.3")

\* The addresses that a domain gets: none, if the range is revoked by now.
Filled(d) == CASE length # "full"         -> "none"
               [] variant = "FromOtherDomain" /\ d # "d1"
                    /\ has["d1"] # "none" -> "memory"
               [] OTHER                    -> "mmio"

\* The domain that is added to the list, or removed; none if that is
\* forgotten.
Changed(forgets) == IF variant = forgets THEN {} ELSE {"d2"}
Only(ds, f)   == [d \in Domains |-> IF d \in ds THEN f[d] ELSE "none"]

Fill == /\ pc.map = "fill" /\ Goto("map", "done")
        /\ has' = Only(attached, [d \in Domains |-> Filled(d)])
        /\ tracked' = tracked \cup attached
        /\ answer' = IF length = "full" THEN "all" ELSE "nothing"
        /\ UNCHANGED <<variant, flag, length, attached, door>>
        /\ Step("Fill", <<"user", "map">>, "iopt_area_fill_domains", "14.3")

Attach == /\ pc.domain = "attach" /\ Goto("domain", "detach")
          /\ attached' = attached \cup {"d2"}
          /\ IF answer = "-" THEN UNCHANGED <<has, tracked>>
               ELSE /\ has' = [has EXCEPT !["d2"] = Filled("d2")]
                    /\ tracked' = tracked \cup Changed("ForgetsToAdd")
          /\ UNCHANGED <<variant, flag, length, door, answer>>
          /\ Step("Attach", <<"user", "hwpt">>, "iopt_fill_domain", "14.3")

Detach == /\ pc.domain = "detach" /\ Goto("domain", "done")
          /\ attached' = attached \ {"d2"}
          /\ has' = [has EXCEPT !["d2"] = "none"]
          /\ tracked' = tracked \ Changed("ForgetsToRemove")
          /\ UNCHANGED <<variant, flag, length, door, answer>>
          /\ Step("Detach", <<"user", "hwpt">>, "iopt_unfill_domain", "14.3")

\* An access without a domain (of an emulated device) pins pages of the area.
\* Since 5f3fc0ad9a41 this is refused for a dma-buf. No list contains such
\* pages.
Pin == /\ variant = "SecondDoor" /\ door = "shut"
       /\ pc.map = "done" /\ length = "full" /\ door' = "in"
       /\ UNCHANGED <<variant, pc, flag, length, attached, tracked, has,
                      answer>>
       /\ Step("Pin", <<"user", "access">>, "iommufd_access_pin_pages",
               "7.36")

-----------------------------------------------------------------------------
Revoke == /\ pc.revoke = "flag" /\ flag' = TRUE
          /\ Goto("revoke", IF length = "none" THEN "restore" ELSE "callback")
          /\ UNCHANGED <<variant, length, attached, tracked, has, door,
                         answer>>
          /\ Step("Revoke", <<"exporter", "x1">>, "dma_resv_lock", "4.1")

Callback == /\ pc.revoke = "callback" /\ Goto("revoke", "restore")
            /\ length' = "zero" /\ has' = Only(Domains \ tracked, has)
            /\ UNCHANGED <<variant, flag, attached, tracked, door, answer>>
            /\ Step("Callback", <<"exporter", "x1">>,
                    "iopt_revoke_notify", "14.3")

\* The callback of a restore finds a length of 0 and does nothing.
Restore == /\ pc.revoke = "restore" /\ Goto("revoke", "done") /\ flag' = FALSE
           /\ length' = IF variant = "RevivedByRestore" /\ length = "zero"
                          THEN "full" ELSE length
           /\ UNCHANGED <<variant, attached, tracked, has, door, answer>>
           /\ Step("Restore", <<"exporter", "x1">>,
                   "iopt_revoke_notify", "4.2 U2")

Next == \/ Range \/ Fill \/ Attach \/ Detach \/ Pin
        \/ Revoke \/ Callback \/ Restore

-----------------------------------------------------------------------------
\* When the length is 0, no domain maps the range, and no page is pinned.
NoneLeftCase == length = "zero"
NoneLeft == NoneLeftCase =>
              door = "shut" /\ \A d \in Domains : has[d] = "none"

\* A length of 0 stays 0.
AbsorbingCase == length = "zero"
Absorbing == AbsorbingCase => length' = "zero"
StepAbsorbing == [][Absorbing]_vars

\* A domain maps the range as device registers (MMIO), not as memory.
AsMmioCase == \E d \in Domains : has[d] # "none"
AsMmio == \A d \in Domains : has[d] # "memory"

\* The callback unmaps only domains that are still attached.
UnmapsThereCase == pc.revoke = "callback" /\ pc'.revoke # "callback"
UnmapsThere == UnmapsThereCase => tracked \subseteq attached
StepUnmapsThere == [][UnmapsThere]_vars

\* Reached: the ioctl succeeds and maps nothing.
MapsNothing == answer = "nothing"
=============================================================================

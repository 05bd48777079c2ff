\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Device -------------------------------
(***************************************************************************)
(* Several buffers of one device under one outer lock: vfio's memory_lock, *)
(* or the list mutex of an entry of uverbs. A revoke of the device revokes *)
(* one buffer after the other, and waits for the unmaps of each.           *)
(*                                                                         *)
(* Reference 4.4, D9, D22. Read in 7.3: this order, and that a new buffer  *)
(* gets its flag and its place in the list under the lock. Inferred: what  *)
(* can be seen meanwhile. FlagsFirst, which nobody has posted, sets the    *)
(* flags of all buffers before the first wait. It must take each           *)
(* reservation lock twice, because R4 no longer follows R2 and R3          *)
(* directly. The other variants are mutants.                               *)
(***************************************************************************)
EXTENDS Naturals, Sequences, Graph

Variants == {"Linux73", "FlagsFirst", "ExportUnlocked", "WaitsForNone"}
Buffers  == {"b1", "b2", "new"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* revoke, export, close -> what it does next
          outer,      \* owner of the outer lock
          todo,       \* the buffers that the revoke has not finished
          listed,     \* the buffers that the exporter has
          flag,       \* buffer -> revoked
          mapped      \* buffer -> an importer has a mapping

vars == <<variant, pc, outer, todo, listed, flag, mapped>>

TypeOK == /\ variant \in Variants
          /\ outer \in {"free", "revoke"} /\ listed \subseteq Buffers
          /\ flag \in [Buffers -> BOOLEAN] /\ mapped \in [Buffers -> BOOLEAN]

Init == /\ variant \in Variants
        /\ pc = [revoke |-> "lock", export |-> "test", close |-> "call"]
        /\ outer = "free" /\ todo = << >> /\ listed = {"b1", "b2"}
        /\ flag = [b \in Buffers |-> FALSE]
        /\ mapped = [b \in Buffers |-> FALSE]

Goto(p, l) == pc' = [pc EXCEPT ![p] = l]

-----------------------------------------------------------------------------
Lock == /\ pc.revoke = "lock" /\ outer = "free" /\ outer' = "revoke"
        /\ todo' = SelectSeq(<<"b1", "b2", "new">>, LAMBDA b : b \in listed)
        /\ Goto("revoke", "flag")
        /\ UNCHANGED <<variant, listed, flag, mapped>>
        /\ Step("Lock", <<"exporter", "revoke">>, "(lock)", "4.1")

\* The buffers whose flag is to be set before the next wait.
ToFlag == IF variant = "FlagsFirst" THEN SelectSeq(todo, LAMBDA b : ~flag[b])
                                    ELSE todo

\* R1 to R5 of one buffer; in FlagsFirst R1 to R3 and R5.
Flag == /\ pc.revoke = "flag" /\ ToFlag # << >>
        /\ flag' = [flag EXCEPT ![Head(ToFlag)] = TRUE]
        /\ Goto("revoke", IF variant = "FlagsFirst" /\ Len(ToFlag) > 1
                            THEN "flag" ELSE "wait")
        /\ UNCHANGED <<variant, outer, todo, listed, mapped>>
        /\ Step("Flag", <<"exporter", "revoke">>,
                "vfio_pci_dma_buf_move", "4.1 R2")

\* R7 of one buffer; in FlagsFirst R4 and R7. Only then comes the next buffer.
Wait == /\ pc.revoke = "wait"
        /\ ~mapped[Head(todo)] \/ variant = "WaitsForNone"
        /\ todo' = Tail(todo)
        /\ Goto("revoke", IF variant = "FlagsFirst" /\ Len(todo) > 1
                            THEN "wait" ELSE "flag")
        /\ UNCHANGED <<variant, outer, listed, flag, mapped>>
        /\ Step("Wait", <<"exporter", "revoke">>,
                "wait_for_completion", "4.1 R7")

Unlock == /\ pc.revoke = "flag" /\ todo = << >> /\ outer' = "free"
          /\ Goto("revoke", "done")
          /\ UNCHANGED <<variant, todo, listed, flag, mapped>>
          /\ Step("Unlock", <<"exporter", "revoke">>, "(unlock)", "4.1")

-----------------------------------------------------------------------------
\* A new buffer starts revoked if the memory of the device is off.
Export == /\ pc.export = "test"
          /\ outer = "free" \/ variant = "ExportUnlocked"
          /\ flag' = [flag EXCEPT !["new"] = (pc.revoke = "done")]
          /\ listed' = listed \cup {"new"} /\ Goto("export", "done")
          /\ UNCHANGED <<variant, outer, todo, mapped>>
          /\ Step("Export", <<"exporter", "export">>,
                  "vfio_pci_core_feature_dma_buf", "4.4")

\* Another buffer of the device is closed; its release takes the outer lock.
CloseCall == /\ pc.close = "call" /\ ~mapped["b2"] /\ Goto("close", "release")
             /\ UNCHANGED <<variant, outer, todo, listed, flag, mapped>>
             /\ Step("CloseCall", <<"user", "close">>, "close", "5.1")

CloseRelease == /\ pc.close = "release" /\ outer = "free"
                /\ listed' = listed \ {"b2"} /\ Goto("close", "done")
                /\ UNCHANGED <<variant, outer, todo, flag, mapped>>
                /\ Step("CloseRelease", <<"user", "close">>,
                        "vfio_pci_dma_buf_release", "14.2")

Map(b) == /\ b \in listed /\ ~flag[b] /\ ~mapped[b]
          /\ b = "b2" => pc.close = "call"
          /\ mapped' = [mapped EXCEPT ![b] = TRUE]
          /\ UNCHANGED <<variant, pc, outer, todo, listed, flag>>
          /\ Step("Map", <<"importer", b>>, "vfio_pci_dma_buf_map", "4.5")

Unmap(b) == /\ mapped[b]
            /\ mapped' = [mapped EXCEPT ![b] = FALSE]
            /\ UNCHANGED <<variant, pc, outer, todo, listed, flag>>
            /\ Step("Unmap", <<"importer", b>>,
                    "vfio_pci_dma_buf_unmap", "4.5")

Next == \/ Lock \/ Flag \/ Wait \/ Unlock
        \/ Export \/ CloseCall \/ CloseRelease
        \/ \E b \in Buffers : Map(b) \/ Unmap(b)

-----------------------------------------------------------------------------
\* When the device is revoked, none of its buffers can be mapped.
AllRevokedCase == pc.revoke = "done"
AllRevoked == AllRevokedCase => \A b \in listed : flag[b]

\* When the device is revoked, none of its buffers is mapped.
AllUnmappedCase == pc.revoke = "done"
AllUnmapped == AllUnmappedCase => \A b \in Buffers : ~mapped[b]

\* While the revoke waits for one buffer, no buffer can be mapped.
AtOnceCase == pc.revoke = "wait" /\ mapped[Head(todo)]
AtOnce == AtOnceCase => \A b \in listed : flag[b]

WaitsForB1 == pc.revoke = "wait" /\ Head(todo) = "b1" /\ mapped["b1"]

\* Reached: one buffer is in full use while the revoke waits for another.
NotAtomic == WaitsForB1 /\ ~flag["b2"] /\ mapped["b2"]

\* Reached: a close waits for the importer of another buffer.
CloseWaits == pc.close = "release" /\ WaitsForB1
=============================================================================

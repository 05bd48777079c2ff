\* SPDX-License-Identifier: Apache-2.0
------------------------------- MODULE Seals -------------------------------
(***************************************************************************)
(* udmabuf makes a buffer of the pages of a memfd. The memfd must have the *)
(* seal against shrinking, and must not have the one against writing.      *)
(*                                                                         *)
(* Reference 7.29. Read in 7.3: test and pin under the (shared) inode      *)
(* lock. Inferred: the interleaving. From general knowledge: a seal is     *)
(* never removed; a write seal is refused while pages are pinned; seals    *)
(* and size change under the inode lock. So of the two races that the      *)
(* reference names only that of the write seal can happen. ShrinkNotTested *)
(* is a mutant that shows why the other seal is tested.                    *)
(***************************************************************************)
EXTENDS Naturals, Graph

Variants == {"Linux73", "TestedOutsideLock", "ShrinkNotTested"}

VARIABLES variant,    \* the variant that is followed; never changes
          pc,         \* udmabuf: what it does next
          inode,      \* owner of the inode lock
          seals,      \* the seals of the memfd
          size,       \* the size of the memfd, in pages
          pinned      \* the buffer has the page, and devices may write to it

vars == <<variant, pc, inode, seals, size, pinned>>

TypeOK == /\ variant \in Variants
          /\ pc \in {"test", "lock", "pin", "unlock", "done", "refused"}
          /\ inode \in {"free", "create"}
          /\ seals \subseteq {"SHRINK", "WRITE"}
          /\ size \in 0..1 /\ pinned \in BOOLEAN

TestsOutside == variant = "TestedOutsideLock"

Init == /\ variant \in Variants
        /\ pc = IF TestsOutside THEN "test" ELSE "lock"
        /\ inode = "free" /\ seals = {} /\ size = 1 /\ pinned = FALSE

-----------------------------------------------------------------------------
Lock == /\ pc = "lock" /\ inode = "free"
        /\ inode' = "create"
        /\ pc' = IF TestsOutside THEN "pin" ELSE "test"
        /\ UNCHANGED <<variant, seals, size, pinned>>
        /\ Step("Lock", <<"exporter", "create">>,
                "(takes the inode lock)", "7.29")

SealsFit == /\ "SHRINK" \in seals \/ variant = "ShrinkNotTested"
            /\ "WRITE" \notin seals

Test == /\ pc = "test"
        /\ pc' = CASE ~SealsFit -> IF TestsOutside THEN "refused"
                                                     ELSE "unlock"
                   [] TestsOutside -> "lock"
                   [] OTHER        -> "pin"
        /\ UNCHANGED <<variant, inode, seals, size, pinned>>
        /\ Step("Test", <<"exporter", "create">>, "(tests the seals)", "7.29")

Pin == /\ pc = "pin"
       /\ pinned' = (size = 1)
       /\ pc' = "unlock"
       /\ UNCHANGED <<variant, inode, seals, size>>
       /\ Step("Pin", <<"exporter", "create">>, "(pins the folios)", "7.29")

Unlock == /\ pc = "unlock"
          /\ inode' = "free"
          /\ pc' = IF pinned THEN "done" ELSE "refused"
          /\ UNCHANGED <<variant, seals, size, pinned>>
          /\ Step("Unlock", <<"exporter", "create">>,
                  "(drops the inode lock)", "7.29")

-----------------------------------------------------------------------------
AddSeal(s) == /\ inode = "free" /\ s \notin seals
              /\ s = "WRITE" => ~pinned
              /\ seals' = seals \cup {s}
              /\ UNCHANGED <<variant, pc, inode, size, pinned>>
              /\ Step("AddSeal", <<"user", "owner", s>>,
                      "(adds a seal)", "7.29")

Shrink == /\ inode = "free" /\ "SHRINK" \notin seals /\ size = 1
          /\ size' = 0
          /\ UNCHANGED <<variant, pc, inode, seals, pinned>>
          /\ Step("Shrink", <<"user", "owner">>, "(shrinks the file)", "7.29")

Next == \/ Lock \/ Test \/ Pin \/ Unlock \/ Shrink
        \/ \E s \in {"SHRINK", "WRITE"} : AddSeal(s)

-----------------------------------------------------------------------------
\* No device may write to a file with a seal against writing.
SealKeptCase == "WRITE" \in seals
SealKept == SealKeptCase => ~pinned

\* The pages of the buffer belong to the file.
BackingKeptCase == pinned
BackingKept == BackingKeptCase => size = 1
=============================================================================

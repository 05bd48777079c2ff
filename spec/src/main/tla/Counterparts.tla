\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE Counterparts ----------------------------
(***************************************************************************)
(* What each variable of Buffer.tla is in Linux 7.3, and what the spec     *)
(* simplifies on purpose. docs/8-counterparts.md is generated from this    *)
(* module, and from the Step of each action.                               *)
(***************************************************************************)

\* By the name of the variable: what holds its value in the kernel.
InLinux ==
  [ design  |-> "the source text of the exporter",
    kind    |-> "the driver that attaches, or the program that maps",
    list    |-> "dma_buf.attachments, under the reservation lock",
    resv    |-> "dma_buf.resv->lock, a ww_mutex",
    outer   |-> "memory_lock of the vfio device, an rwsem, taken for writing",
    flag    |-> "vfio_pci_dma_buf.revoked",
    closed  |-> "vfio_pci_dma_buf.vdev is NULL",
    asked   |-> "nothing: history",
    stage   |-> "nothing: history",
    heard   |-> "nothing: history",
    ready   |-> "nothing: history",
    move    |-> "the KERNEL fence of the copy, in dma_buf.resv",
    count   |-> "vfio_pci_dma_buf.kref",
    comp    |-> "vfio_pci_dma_buf.comp",
    todo    |-> "the cursor of the loop in dma_buf_invalidate_mappings",
    mapped  |-> "the sg_table that dma_buf_map_attachment has returned",
    pinned  |-> "dma_buf_pin was called, and dma_buf_unpin was not",
    deferred |->
      "the work that the callback has queued, or its mark on the mapping",
    dead    |-> "ib_umem_dmabuf.revoked, and its like in other drivers",
    hw      |-> "the page tables of the importer's device",
    job     |-> "a dma_fence in dma_buf.resv that has not signalled",
    exp     |-> "a thread in the exporter's code",
    drv     |-> "a thread in the importer's code",
    cb      |-> "the frame of invalidate_mappings on its caller's stack",
    wrk     |-> "the work item that unmaps",
    dev     |-> "the interrupt that signals the fence",
    timer   |-> "the timeout of a bounded wait; 7.3 has none",
    vma     |-> "the mapping, and its entry in the page table",
    begun   |->
      "no variable: from dma_buf_begin_cpu_access to dma_buf_end_cpu_access",
    vmapped |-> "dma_buf.vmapping_counter is not 0",
    foreign |-> "the fence that dma_buf_import_sync_file has added",
    cpu     |-> "a thread of the program",
    fence   |-> "whatever signals the imported fence" ]

\* By the name of a variable or an action: what the spec simplifies.
Simplified ==
  [ list    |-> "An importer attaches once.",
    resv    |-> "One buffer, one lock: no ww_mutex ticket, no back-off.",
    outer   |->
      "Readers take it in designs with page faults only, for one step.",
    move    |->
      "There is one move at a time: it lasts until its job has ended.",
    count   |->
      "It saturates at 0 as the kernel's counts do, but prints no warning.",
    comp    |-> "One bit: the kernel counts completions.",
    mapped  |-> "The whole buffer is mapped, once.",
    pinned  |-> "An importer pins once: the kernel counts pins.",
    hw      |-> "One bit: all addresses or none.",
    job     |-> "An importer has one job at a time.",
    vma     |-> "One page stands for the whole buffer.",
    foreign |-> "A program has one fence at a time.",
    AttachTest   |-> "No memory is allocated, so attach cannot lack it.",
    AttachInsert |-> "Nothing fails after the test.",
    Pin          |->
      "It moves the buffer first only in designs that say so (MoveIn).",
    Map          |->
      "Test, count and table are one step, since the lock is held throughout.",
    Submit       |-> "Adding the fence and starting the job are one step.",
    Arrive       |-> "The copy and the signal of its fence are one step.",
    FenceWait    |->
      "The wait is one step: the kernel waits for fence after fence.",
    Zap          |-> "All page tables are zapped in one step.",
    Fault        |->
      "Test and insertion are one step if the lock is held throughout." ]
=============================================================================

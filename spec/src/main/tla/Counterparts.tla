\* SPDX-License-Identifier: Apache-2.0
---------------------------- MODULE Counterparts ----------------------------
(***************************************************************************)
(* What each variable of Buffer.tla is in Linux 7.3, and what of it the    *)
(* spec leaves out on purpose.  A page of docs/ is made of this, and of    *)
(* the steps that the actors' modules name.                                *)
(***************************************************************************)

\* By the name of the variable: what holds its value in the kernel.
InLinux ==
  [ design  |-> "the source text of the exporter",
    kind    |-> "the driver that attaches, and the program that maps",
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
    todo    |-> "the cursor of the loop of dma_buf_invalidate_mappings",
    mapped  |-> "the sg_table that dma_buf_map_attachment has returned",
    pinned  |-> "dma_buf_pin was called, and dma_buf_unpin was not",
    deferred |-> "the work that the callback has queued, or the invalid mark on the mapping",
    dead    |-> "ib_umem_dmabuf.revoked, and its like in other drivers",
    hw      |-> "the page tables of the importer's device",
    job     |-> "a dma_fence in dma_buf.resv that has not signalled",
    exp     |-> "a thread in the exporter's code",
    drv     |-> "a thread in the importer's code",
    cb      |-> "the frame of invalidate_mappings on the exporter's stack",
    wrk     |-> "the work item that unmaps",
    dev     |-> "the interrupt that signals the fence",
    timer   |-> "the timeout of a bounded wait; 7.3 has none",
    vma     |-> "the mapping, and its entry in the page table",
    begun   |-> "no variable: between dma_buf_begin_cpu_access and dma_buf_end_cpu_access",
    vmapped |-> "dma_buf.vmapping_counter is not 0",
    foreign |-> "the fence that dma_buf_import_sync_file has added",
    cpu     |-> "a thread of the program",
    fence   |-> "whoever signals the imported fence" ]

\* What is simpler here than there, by the name of a variable or an action.
Simplified ==
  [ list    |-> "An importer attaches once.",
    resv    |-> "One buffer, one lock: no ww_mutex ticket, no back-off.",
    outer   |-> "Readers hold it for one step only, and only in designs with page faults.",
    move    |-> "One move at a time: the operation lasts until its job has ended.",
    count   |-> "It saturates at 0 as the kernel's reference counts do, and warns nobody.",
    comp    |-> "One bit: the kernel counts completions.",
    mapped  |-> "The whole buffer, once.",
    pinned  |-> "Once: the kernel counts pins.",
    hw      |-> "One bit: all addresses or none.",
    job     |-> "One job at a time.",
    vma     |-> "One page for the whole buffer.",
    foreign |-> "One fence at a time.",
    AttachTest   |-> "No memory is allocated, so none is lacking.",
    AttachInsert |-> "Nothing fails after the test.",
    Pin          |-> "What is pinned stays: the kernel may move it first to where it can be pinned.",
    Map          |-> "Test, count and table are one step, because all of it is in one hold.",
    Submit       |-> "Adding the fence and starting the job are one step.",
    Arrive       |-> "The copy and the signal of its fence are one step.",
    FenceWait    |-> "One step: the kernel waits for one fence after the other.",
    Zap          |-> "All page tables in one step.",
    Fault        |-> "The test and the page are one step, where the design does both in one hold." ]
=============================================================================

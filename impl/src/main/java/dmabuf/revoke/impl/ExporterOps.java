// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** What a buffer calls of its exporter: struct dma_buf_ops, as far as it is modelled. Reference 4.5. */
public interface ExporterOps {
    /** Tests an importer, without any lock: advisory only. Spec action AttachTest. */
    Errno attach(Attachment a);

    /** Keeps the memory where it is, or refuses. Under the reservation lock. Spec action Pin. */
    default Errno pin(final Attachment a) {
        return Errno.OK;
    }

    /** Hands out a mapping, or refuses. Under the reservation lock. Spec actions Map and MapRefused. */
    Errno map(Attachment a);

    /** Takes a mapping back. Under the reservation lock. */
    void unmap(Attachment a);

    /**
     * Hands out the addresses by the private call that iommufd makes instead of map, or refuses; nothing is counted. Under
     * the reservation lock. Spec actions Map and MapRefused.
     */
    default Errno range(final Attachment a) {
        return admit();
    }

    /** Whether the CPU is let in now: mmap and begin ask without a lock, a fault under the reservation lock. */
    Errno admit();

    /** Whether a program may begin an access by the CPU. Without a lock. Spec action Begin. */
    default Errno begin() {
        return admit();
    }

    /**
     * A page fault: puts the page into the program's page table, or refuses with SIGBUS. The caller holds no lock. Spec
     * action Fault, and FaultInsert where the page is inserted in a second hold.
     */
    Errno fault(Program p) throws InterruptedException;

    /** Whether programs can map the buffer at all. Where they cannot, mmap is misuse. */
    default boolean mapsForPrograms() {
        return false;
    }

    /** Whether there are kernel mappings at all. Where there are none, vmap is misuse. */
    default boolean mapsForKernel() {
        return false;
    }

    /** Hands out a kernel mapping, or refuses. Under the reservation lock. Spec action Vmap. */
    Errno vmap();

    /** Takes a kernel mapping back. Under the reservation lock. Spec action Vunmap. */
    void vunmap();

    /** The buffer is released: nobody has it any more. Called once, without any lock. Reference 5.1. */
    default void release() {}
}

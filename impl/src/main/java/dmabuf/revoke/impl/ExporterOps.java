// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** The exporter's operations that a buffer calls: struct dma_buf_ops, as far as it is modelled. Reference 4.5. */
public interface ExporterOps {
    /**
     * Tests an importer without any lock; this is advisory. Spec action AttachTest; reference 4.5.
     *
     * @param a not attached yet
     * @return OK; EOPNOTSUPP if the exporter cannot work with the importer; ENODEV if the buffer is revoked
     */
    Errno attach(Attachment a);

    /**
     * Pins the memory, or refuses. Under the reservation lock. Spec action Pin.
     *
     * @param a not pinned
     * @return OK; EOPNOTSUPP if this exporter refuses pins
     */
    default Errno pin(final Attachment a) {
        return Errno.OK;
    }

    /**
     * Returns a mapping, or refuses. Under the reservation lock. Spec actions Map and MapRefused; reference 4.5.
     *
     * @param a not mapped
     * @return OK; ENODEV if the buffer is revoked
     */
    Errno map(Attachment a);

    /**
     * Ends a mapping. Under the reservation lock. Reference 4.5.
     *
     * @param a mapped until now
     */
    void unmap(Attachment a);

    /**
     * Returns the addresses by the private call that iommufd uses instead of map, or refuses; it counts nothing. Under the
     * reservation lock. Spec actions Map and MapRefused.
     *
     * @param a not mapped
     * @return OK; ENODEV if the buffer is revoked
     */
    default Errno range(final Attachment a) {
        return admit();
    }

    /**
     * {@return OK if the CPU may access the buffer now; else ENODEV} mmap and begin call it without a lock, a fault under
     * the reservation lock.
     */
    Errno admit();

    /** {@return OK if a program may begin an access by the CPU; else ENODEV} Without a lock. Spec action Begin. */
    default Errno begin() {
        return admit();
    }

    /**
     * A page fault: inserts the page into the program's page table, or refuses. The caller holds no lock. Spec action
     * Fault, and FaultInsert where the page is inserted in a second critical section; reference 5.6.
     *
     * @param p whose page is missing
     * @return OK; SIGBUS if the buffer is revoked
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    Errno fault(Program p) throws InterruptedException;

    /** {@return whether programs can map the buffer at all} If not, mmap is misuse. */
    default boolean mapsForPrograms() {
        return false;
    }

    /** {@return whether there are kernel mappings at all} If not, vmap is misuse. */
    default boolean mapsForKernel() {
        return false;
    }

    /**
     * {@return OK if there is a new kernel mapping; ENODEV if the buffer is revoked} Under the reservation lock. Spec
     * action Vmap.
     */
    Errno vmap();

    /** Ends a kernel mapping. Under the reservation lock. Spec action Vunmap. */
    void vunmap();

    /** The buffer is released: it has no users any more. Called once, without any lock. Reference 5.1. */
    default void release() {}
}

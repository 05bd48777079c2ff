// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** What a buffer calls of its exporter: struct dma_buf_ops, as far as it is modelled. Reference 4.5. */
public interface ExporterOps {
    /**
     * Tests an importer, without any lock: advisory only. Spec action AttachTest; reference 4.5.
     *
     * @param a not attached yet
     * @return OK; EOPNOTSUPP for one with which the exporter cannot work; ENODEV if the buffer is revoked
     */
    Errno attach(Attachment a);

    /**
     * Keeps the memory where it is, or refuses. Under the reservation lock. Spec action Pin.
     *
     * @param a not pinned
     * @return OK; EOPNOTSUPP if nobody may pin
     */
    default Errno pin(final Attachment a) {
        return Errno.OK;
    }

    /**
     * Hands out a mapping, or refuses. Under the reservation lock. Spec actions Map and MapRefused; reference 4.5.
     *
     * @param a not mapped
     * @return OK; ENODEV if the buffer is revoked
     */
    Errno map(Attachment a);

    /**
     * Takes a mapping back. Under the reservation lock. Reference 4.5.
     *
     * @param a mapped until now
     */
    void unmap(Attachment a);

    /**
     * Hands out the addresses by the private call that iommufd makes instead of map, or refuses; nothing is counted.
     * Under the reservation lock. Spec actions Map and MapRefused.
     *
     * @param a not mapped
     * @return OK; ENODEV if the buffer is revoked
     */
    default Errno range(final Attachment a) {
        return admit();
    }

    /**
     * {@return OK if the CPU is let in now; else ENODEV} An mmap and begin ask without a lock, a fault under the
     * reservation lock.
     */
    Errno admit();

    /** {@return OK if a program may begin an access by the CPU; else ENODEV} Without a lock. Spec action Begin. */
    default Errno begin() {
        return admit();
    }

    /**
     * A page fault: puts the page into the program's page table, or refuses. The caller holds no lock. Spec action
     * Fault, and FaultInsert where the page is inserted in a second hold; reference 5.6.
     *
     * @param p whose page is missing
     * @return OK; SIGBUS if the buffer is revoked
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    Errno fault(Program p) throws InterruptedException;

    /** {@return whether programs can map the buffer at all} Where they cannot, mmap is misuse. */
    default boolean mapsForPrograms() {
        return false;
    }

    /** {@return whether there are kernel mappings at all} Where there are none, vmap is misuse. */
    default boolean mapsForKernel() {
        return false;
    }

    /**
     * {@return OK, and there is a kernel mapping more; ENODEV if the buffer is revoked} Under the reservation lock.
     * Spec action Vmap.
     */
    Errno vmap();

    /** Takes a kernel mapping back. Under the reservation lock. Spec action Vunmap. */
    void vunmap();

    /** The buffer is released: nobody has it any more. Called once, without any lock. Reference 5.1. */
    default void release() {}
}

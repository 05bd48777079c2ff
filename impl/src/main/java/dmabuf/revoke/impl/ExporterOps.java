package dmabuf.revoke.impl;

/** What a buffer calls of its exporter: struct dma_buf_ops, as far as it is modelled. Reference 4.5. */
public interface ExporterOps {
    /** Tests an importer, without any lock: advisory only. Spec action AttachTest. */
    Errno attach(Attachment a);

    /** Hands out a mapping, or refuses. Under the reservation lock. Spec actions Map and MapRefused. */
    Errno map(Attachment a);

    /** Takes a mapping back. Under the reservation lock. */
    void unmap(Attachment a);

    /** Whether the CPU is let in now: mmap and begin ask without a lock, a fault under the reservation lock. */
    Errno admit();

    /** Hands out a kernel mapping, or refuses. Under the reservation lock. Spec action Vmap. */
    Errno vmap();

    /** Takes a kernel mapping back. Under the reservation lock. Spec action Vunmap. */
    void vunmap();
}

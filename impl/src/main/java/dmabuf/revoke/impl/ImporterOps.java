// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** The importer's operations that a buffer calls: struct dma_buf_attach_ops. Reference 4.6 and 4.8. */
public interface ImporterOps {
    /**
     * {@return whether the importer can reach the memory of a peer device} An exporter's attach may require it. Reference
     * 4.5.
     */
    default boolean peerToPeer() {
        return true;
    }

    /** {@return whether there is a callback at all} dma_buf_attach_revocable refuses importers without one. Reference 4.7. */
    default boolean hasCallback() {
        return true;
    }

    /**
     * invalidate_mappings: stops using the mapping, and unmaps it, now or soon. Called under the reservation lock, in the
     * thread of the exporter; it must not take that lock, nor wait for a thread that does. It cannot refuse. Its exceptions
     * are thrown by revoke. Spec actions Invalidate...; reference 4.8.
     *
     * @param a attached; perhaps mapped
     * @return the step that it took: {@link Step#INVALIDATE_UNMAPPED}, {@link Step#INVALIDATE_UNMAP} or {@link
     *     Step#INVALIDATE_DEFER}
     */
    Step invalidate(Attachment a);
}

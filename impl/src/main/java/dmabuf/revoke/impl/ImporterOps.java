// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** What a buffer calls of an importer: struct dma_buf_attach_ops. Reference 4.6 and 4.8. */
public interface ImporterOps {
    /**
     * {@return whether the importer can reach the memory of a peer device} An exporter's attach may ask for it.
     * Reference 4.5.
     */
    default boolean peerToPeer() {
        return true;
    }

    /**
     * {@return whether there is a callback at all} dma_buf_attach_revocable lets in nobody without one. Reference
     * 4.7.
     */
    default boolean hasCallback() {
        return true;
    }

    /**
     * invalidate_mappings: stop using the mapping, and unmap it, now or soon. Called under the reservation lock, in
     * the thread of the exporter; must not take that lock, and must not wait for anybody who does. Cannot refuse.
     * What it throws goes to the caller of revoke. Spec actions Invalidate...; reference 4.8.
     *
     * @param a attached; perhaps mapped
     * @return which of the three answers it gave: {@link Step#INVALIDATE_UNMAPPED}, {@link Step#INVALIDATE_UNMAP} or
     *     {@link Step#INVALIDATE_DEFER}
     */
    Step invalidate(Attachment a);
}

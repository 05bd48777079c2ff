// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One importer of one buffer: struct dma_buf_attachment. Its state is written under the reservation lock; a read without
 * the lock may be out of date.
 */
public final class Attachment {
    private final DmaBuf buffer;
    private final ImporterOps importer;
    /** The neighbours in the list. */
    volatile Attachment older;
    volatile Attachment newer;
    volatile boolean listed;
    /** Writing it needs no barrier, because the lock is released afterwards. */
    final AtomicBoolean mapped = new AtomicBoolean();
    volatile boolean pinned;

    Attachment(final DmaBuf buffer, final ImporterOps importer) {
        this.buffer = buffer;
        this.importer = importer;
    }

    /** {@return the buffer to which it belongs, attached or not} No lock is needed. */
    public DmaBuf buffer() {
        return buffer;
    }

    /** {@return the operations that the buffer calls} No lock is needed. */
    public ImporterOps importer() {
        return importer;
    }

    /** {@return whether it is attached} Without the reservation lock it may be out of date. */
    public boolean isListed() {
        return listed;
    }

    /**
     * {@return whether it has a mapping: {@code mapped} of Buffer.tla} Without the reservation lock it may be out of
     * date.
     */
    public boolean isMapped() {
        return mapped.get();
    }

    /**
     * {@return whether it has a pin: {@code pinned} of Buffer.tla} Without the reservation lock it may be out of
     * date.
     */
    public boolean isPinned() {
        return pinned;
    }
}

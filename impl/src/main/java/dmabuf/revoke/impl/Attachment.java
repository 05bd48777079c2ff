// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One importer of one buffer: struct dma_buf_attachment. What it holds is written under the reservation lock; read
 * without it, it may be out of date.
 */
public final class Attachment {
    private final DmaBuf buffer;
    private final ImporterOps importer;
    /** Its neighbours in the list. */
    volatile Attachment older;
    volatile Attachment newer;
    volatile boolean listed;
    /** No barrier is needed where it is written: the lock is released after that. */
    final AtomicBoolean mapped = new AtomicBoolean();
    volatile boolean pinned;

    Attachment(final DmaBuf buffer, final ImporterOps importer) {
        this.buffer = buffer;
        this.importer = importer;
    }

    public DmaBuf buffer() {
        return buffer;
    }

    public ImporterOps importer() {
        return importer;
    }

    /** It is attached. */
    public boolean isListed() {
        return listed;
    }

    public boolean isMapped() {
        return mapped.get();
    }

    public boolean isPinned() {
        return pinned;
    }
}

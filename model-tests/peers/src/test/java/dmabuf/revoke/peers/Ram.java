// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Hardware;

/**
 * The memory of a buffer, a word of it. Its owner poisons it when it has taken the buffer back; then nobody may read or
 * write it until the owner clears it.
 *
 * <p>It is also the hardware of a device without fences, which may access the memory as long as its driver has a mapping.
 * The unmap waits for an access that is under way.
 */
public final class Ram implements Hardware {
    private static final int POISON = 0x6b6b6b6b;

    private volatile int content;
    /** Guarded by this. */
    private boolean mapped;

    /** A user reads the memory, and then writes it. */
    public void access() {
        final int read = content;
        if (read == POISON) {
            throw new AssertionError("a user reads memory that was taken back");
        }
        content = read + 1;
    }

    /** An access of the device, if it has a mapping. */
    public synchronized void accessOfDevice() {
        if (mapped) {
            access();
        }
    }

    /** The buffer was taken back. */
    public void poison() {
        content = POISON;
    }

    /** Fails if somebody has written since the poisoning. */
    public void untouched() {
        if (content != POISON) {
            throw new AssertionError("a user writes to memory that was taken back");
        }
    }

    /** The buffer is given back. */
    public void clear() {
        content = 0;
    }

    @Override
    public synchronized void map(final Attachment a) {
        mapped = true;
    }

    @Override
    public synchronized void unmap(final Attachment a) {
        mapped = false;
    }
}

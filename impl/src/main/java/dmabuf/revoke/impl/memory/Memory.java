// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory of a buffer, off the heap, in words of 8 bytes. When the exporter revokes the buffer it poisons the memory: a
 * later write is found, and a {@link DmaEngine} notices what it reads.
 */
public final class Memory {
    static final long POISON = 0x6b6b6b6b6b6b6b6bL;
    private static final VarHandle WORDS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer bytes;

    /**
     * Creates memory that is all zero.
     *
     * @param words its size
     */
    public Memory(final int words) {
        bytes = ByteBuffer.allocateDirect(words * Long.BYTES + Long.BYTES).alignedSlice(Long.BYTES);
        bytes.limit(words * Long.BYTES);
    }

    /** {@return its size, in words of 8 bytes} */
    public int words() {
        return bytes.limit() / Long.BYTES;
    }

    /**
     * Reads a word, as a device does: unordered with respect to other accesses.
     *
     * @param word its number
     * @return its content
     */
    public long read(final int word) {
        return (long) WORDS.getOpaque(bytes, word * Long.BYTES);
    }

    /**
     * Writes a word, as a device does: unordered with respect to other accesses.
     *
     * @param word its number
     * @param value its new content
     */
    public void write(final int word, final long value) {
        WORDS.setOpaque(bytes, word * Long.BYTES, value);
    }

    /** From now on no access is allowed. */
    public void poison() {
        fill(POISON);
    }

    /** Accesses are allowed again. */
    public void clear() {
        fill(0);
    }

    private void fill(final long value) {
        for (int n = 0; n < words(); n++) {
            write(n, value);
        }
    }

    /** {@return how many words were written to since it was poisoned, other than with the poison itself} */
    public int touched() {
        int touched = 0;
        for (int n = 0; n < words(); n++) {
            touched += read(n) == POISON ? 0 : 1;
        }
        return touched;
    }
}

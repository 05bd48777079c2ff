// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory behind a buffer, off the heap, in words of 8 bytes. When the exporter takes it back it poisons it: whoever
 * writes to it later is seen, and a {@link DmaEngine} that reads it knows.
 */
public final class Memory {
    static final long POISON = 0x6b6b6b6b6b6b6b6bL;
    private static final VarHandle WORDS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer bytes;

    /**
     * Memory that is all zero.
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
     * Reads a word, as a device does: without any order to other accesses.
     *
     * @param word its number
     * @return what is in it
     */
    public long read(final int word) {
        return (long) WORDS.getOpaque(bytes, word * Long.BYTES);
    }

    /**
     * Writes a word, as a device does: without any order to other accesses.
     *
     * @param word its number
     * @param value what will be in it
     */
    public void write(final int word, final long value) {
        WORDS.setOpaque(bytes, word * Long.BYTES, value);
    }

    /** Nobody may access it from now on. */
    public void poison() {
        fill(POISON);
    }

    /** It may be accessed again. */
    public void clear() {
        fill(0);
    }

    private void fill(final long value) {
        for (int n = 0; n < words(); n++) {
            write(n, value);
        }
    }

    /** {@return how many words were written to since it was poisoned, but with the poison itself} */
    public int touched() {
        int touched = 0;
        for (int n = 0; n < words(); n++) {
            touched += read(n) == POISON ? 0 : 1;
        }
        return touched;
    }
}

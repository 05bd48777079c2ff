// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * What one thread of a storm called and what came back, stamped. One thread writes, one reads; neither waits for the other.
 *
 * <p><b>Order.</b> The stamps of a thread never run backwards, and each call is later than the return before it. The events of
 * a call are published together when it is over, so that one which had no effect leaves nothing.
 *
 * <p><b>Memory.</b> The writer shares nothing with other writers. What has been read is forgotten.
 */
final class StormLog {
    private static final int CHUNK = 512;
    private static final VarHandle PUBLISHED;

    static {
        try {
            PUBLISHED = MethodHandles.lookup().findVarHandle(StormLog.class, "published", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Linked before any of its successor's events is published. */
    private static final class Chunk {
        private final long[] stamps = new long[CHUNK];
        private final int[] words = new int[CHUNK];
        private Chunk next;
    }

    /** Of the writer alone. */
    private Chunk last = new Chunk();

    private long written;
    private long latest = Long.MIN_VALUE;
    private long[] stagedStamps = new long[16];
    private int[] stagedWords = new int[16];
    private int staged;

    /** Of the reader alone. */
    private Chunk first = last;

    private long read;
    private long known;
    private long latestRead = Long.MIN_VALUE;

    @SuppressWarnings("unused") // by its handle
    private long published;

    private volatile boolean away = true;
    private volatile boolean ended;

    /** The writer is about to make a call: the stamp is later than that of all that it made before. */
    long callStamp() {
        final long before = staged == 0 ? latest : stagedStamps[staged - 1];
        long now = System.nanoTime();
        while (now <= before) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        return now;
    }

    /** The next event of the call under way. */
    void stage(final long stamp, final int word) {
        if (staged == stagedWords.length) {
            stagedStamps = Arrays.copyOf(stagedStamps, 2 * staged);
            stagedWords = Arrays.copyOf(stagedWords, 2 * staged);
        }
        stagedStamps[staged] = stamp;
        stagedWords[staged++] = word;
    }

    /** The call under way had no effect: nothing is said of it. */
    void cancel() {
        staged = 0;
    }

    /** The call under way is over: the reader may see all of it. */
    void commit() {
        for (int n = 0; n < staged; n++) {
            final int at = (int) (written % CHUNK);
            if (at == 0 && written > 0) {
                last.next = new Chunk();
                last = last.next;
            }
            last.stamps[at] = stagedStamps[n];
            last.words[at] = stagedWords[n];
            written++;
        }
        latest = staged == 0 ? latest : stagedStamps[staged - 1];
        staged = 0;
        PUBLISHED.setRelease(this, written);
    }

    /** The writer makes no call until it is {@link #back}: nobody need wait for its events. */
    void away() {
        away = true;
    }

    /** Its next stamp is later than any that was taken before this. */
    void back() {
        away = false;
    }

    /** The writer writes nothing any more. */
    void end() {
        ended = true;
    }

    /** Whether there is an event that was not read; asked anew of the writer only where none is known. */
    boolean hasNext() {
        if (read == known) {
            known = (long) PUBLISHED.getAcquire(this);
        }
        return read < known;
    }

    long stamp() {
        return chunk().stamps[(int) (read % CHUNK)];
    }

    int word() {
        return chunk().words[(int) (read % CHUNK)];
    }

    /** Goes on to the next event. */
    void pop() {
        latestRead = stamp();
        read++;
    }

    private Chunk chunk() {
        if (read > 0 && read % CHUNK == 0 && first != null && read / CHUNK > firstNumber) {
            first = first.next;
            firstNumber++;
        }
        return first;
    }

    private long firstNumber;

    /**
     * Of a log that has no event to read: no later event of it has a stamp before this.
     *
     * @param before a stamp that was taken before this is asked
     */
    long horizon(final long before) {
        if (ended) {
            return hasNext() ? latestRead : Long.MAX_VALUE;
        }
        // The writer says that it is back before it stamps: if it is away now, its next stamp comes after this.
        VarHandle.fullFence();
        return away && !hasNext() ? before : latestRead;
    }

    /** How many events were written and not read, as far as the reader knows. */
    long waiting() {
        return (long) PUBLISHED.getAcquire(this) - read;
    }
}

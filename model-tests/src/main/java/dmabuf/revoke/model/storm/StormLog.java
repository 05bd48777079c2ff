// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The calls and results of one thread of a storm, with stamps. One thread writes, one reads; neither waits for the other.
 *
 * <p><b>Order.</b> The stamps of a thread never decrease, and each call is later than the return before it. The events of a call
 * are published together when it is over, so that a call without effect leaves nothing.
 *
 * <p><b>Memory.</b> The writer shares nothing with other writers. Events that have been read are dropped.
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

    /** Linked before any event of its successor is published. */
    private static final class Chunk {
        private final long[] stamps = new long[CHUNK];
        private final int[] words = new int[CHUNK];
        private Chunk next;
    }

    /** Used by the writer only. */
    private Chunk last = new Chunk();

    private long written;
    private long latest = Long.MIN_VALUE;
    private long[] stagedStamps = new long[16];
    private int[] stagedWords = new int[16];
    private int staged;

    /** Used by the reader only. */
    private Chunk first = last;

    private long read;
    private long known;
    private long latestRead = Long.MIN_VALUE;

    @SuppressWarnings("unused") // accessed through its handle
    private long published;

    private volatile boolean away = true;
    private volatile boolean ended;

    /** The stamp for a call that the writer is about to make: later than all its earlier stamps. */
    long callStamp() {
        final long before = staged == 0 ? latest : stagedStamps[staged - 1];
        long now = System.nanoTime();
        while (now <= before) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        return now;
    }

    /** Adds an event of the current call. */
    void stage(final long stamp, final int word) {
        if (staged == stagedWords.length) {
            stagedStamps = Arrays.copyOf(stagedStamps, 2 * staged);
            stagedWords = Arrays.copyOf(stagedWords, 2 * staged);
        }
        stagedStamps[staged] = stamp;
        stagedWords[staged++] = word;
    }

    /** Drops the events of the current call, because it had no effect. */
    void cancel() {
        staged = 0;
    }

    /** Publishes the events of the current call, which is over. */
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

    /** The writer makes no call until {@link #back}, so nobody has to wait for its events. */
    void away() {
        away = true;
    }

    /** The next stamp is later than any that was taken before this. */
    void back() {
        away = false;
    }

    /** The writer has finished. */
    void end() {
        ended = true;
    }

    /** Whether there is an unread event. Reads the writer's count only if no unread event is known. */
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

    /** Goes to the next event. */
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
     * A lower bound for the stamps of all later events, for a log without unread events.
     *
     * @param before a stamp that was taken before this call
     */
    long horizon(final long before) {
        if (ended) {
            return hasNext() ? latestRead : Long.MAX_VALUE;
        }
        // The writer calls back() before it takes a stamp: if it is away now, its next stamp is later than this.
        VarHandle.fullFence();
        return away && !hasNext() ? before : latestRead;
    }

    /** How many events are written and not read, as far as the reader knows. */
    long waiting() {
        return (long) PUBLISHED.getAcquire(this) - read;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Merges the logs of all threads into one history by stamp, while they are written. If stamps are equal, a call goes before
 * another thread's return, so the order can only widen the real intervals. An event is passed on when no log can bring an earlier
 * one any more, so only overlapping events are kept meanwhile.
 */
final class StormMerge {
    private final List<StormLog> logs;
    private final IntPredicate isCall;

    /** Receives the events in order. */
    interface Sink {
        /** {@return whether it wants more events} */
        boolean take(long stamp, int word);
    }

    /** @param isCall whether a word begins something */
    StormMerge(final List<StormLog> logs, final IntPredicate isCall) {
        this.logs = logs;
        this.isCall = isCall;
    }

    /** Passes on the events that can be passed on now. {@return how many} */
    long drain(final Sink sink) {
        long done = 0;
        final long before = System.nanoTime();
        while (true) {
            StormLog next = null;
            long horizon = Long.MAX_VALUE;
            for (final StormLog log : logs) {
                if (!log.hasNext()) {
                    horizon = Math.min(horizon, log.horizon(before));
                    // The log may have published meanwhile: then its horizon is that of the events read, and hasNext() is asked
                    // again.
                }
                if (log.hasNext() && (next == null || goesBefore(log, next))) {
                    next = log;
                }
            }
            if (next == null || next.stamp() >= horizon) {
                return done;
            }
            final long stamp = next.stamp();
            final int word = next.word();
            next.pop();
            done++;
            if (!sink.take(stamp, word)) {
                return done;
            }
        }
    }

    private boolean goesBefore(final StormLog a, final StormLog b) {
        return a.stamp() != b.stamp() ? a.stamp() < b.stamp() : isCall.test(a.word()) && !isCall.test(b.word());
    }

    /** How many events wait to be passed on. */
    long waiting() {
        return logs.stream().mapToLong(StormLog::waiting).sum();
    }
}

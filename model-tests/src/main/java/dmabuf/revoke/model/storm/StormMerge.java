// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Makes one history of the logs of all threads while they write, by stamp; on a tie a call goes before another thread's return,
 * so that the order can only widen the real intervals. An event is handed on when no log can bring an earlier one any more: what
 * is kept meanwhile is what overlaps.
 */
final class StormMerge {
    private final List<StormLog> logs;
    private final IntPredicate isCall;

    /** Takes the events in their order. */
    interface Sink {
        /** {@return whether it wants more} */
        boolean take(long stamp, int word);
    }

    /** @param isCall of a word: whether it is the beginning of something */
    StormMerge(final List<StormLog> logs, final IntPredicate isCall) {
        this.logs = logs;
        this.isCall = isCall;
    }

    /** Hands on what can be handed on now. {@return how many events} */
    long drain(final Sink sink) {
        long done = 0;
        final long before = System.nanoTime();
        while (true) {
            StormLog next = null;
            long horizon = Long.MAX_VALUE;
            for (final StormLog log : logs) {
                if (!log.hasNext()) {
                    horizon = Math.min(horizon, log.horizon(before));
                    // It may have published meanwhile: then its horizon is that of what was read, and it is asked again.
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

    /** How many events wait to be handed on. */
    long waiting() {
        return logs.stream().mapToLong(StormLog::waiting).sum();
    }
}

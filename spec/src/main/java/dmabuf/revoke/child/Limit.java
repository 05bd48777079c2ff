// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How long a child process may run on an otherwise idle machine.
 *
 * <p>On a busy machine the limit grows: a second counts less, down to a tenth, while more threads want to run than there
 * are cores. A second in which this JVM itself did not run, because it or the machine was stopped, does not count.
 */
public record Limit(Duration quiet) {
    private static final double LONGEST_STRETCH = 10;

    /** A limit in minutes of an idle machine. */
    public static Limit minutes(final long minutes) {
        return new Limit(Duration.ofMinutes(minutes));
    }

    /** A limit in seconds of an idle machine. */
    public static Limit seconds(final long seconds) {
        return new Limit(Duration.ofSeconds(seconds));
    }

    /** Starts the clock of this limit; it must be read at least once in each {@code tick}. */
    public Clock begin(final Duration tick) {
        return new Clock(quiet.toNanos(), tick.toNanos());
    }

    /** For messages: {@code 600 s}. */
    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%.0f s", quiet.toNanos() / 1e9);
    }

    /** How much of one limit is used. */
    public static final class Clock {
        private final long allowed;
        private final long tick;
        private final long start = System.nanoTime();
        private long last = start;
        private double used;

        private Clock(final long allowed, final long tick) {
            this.allowed = allowed;
            this.tick = tick;
        }

        /** Whether the whole limit is used; must be called once in a tick. */
        public boolean isOver() {
            final long now = System.nanoTime();
            used += Math.min(now - last, 2 * tick) / stretch();
            last = now;
            return used >= allowed;
        }

        double seconds() {
            return (System.nanoTime() - start) / 1e9;
        }

        /** How many threads want a core, as a mean of the last minute; 1 if the system does not say. */
        private static double stretch() {
            final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            return Math.min(LONGEST_STRETCH, Math.max(1, load / Runtime.getRuntime().availableProcessors()));
        }
    }
}

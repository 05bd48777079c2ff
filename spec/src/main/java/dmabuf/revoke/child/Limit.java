// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How long a child process may run on a machine that does nothing else.
 *
 * <p>On a busy machine the limit is stretched: a second counts as less while more threads want to run than there are
 * cores, down to a tenth. A second in which this JVM itself did not run, because it or the machine was stopped, does not
 * count.
 */
public record Limit(Duration quiet) {
    private static final double LONGEST_STRETCH = 10;

    /** The limit of so many minutes of a quiet machine. */
    public static Limit minutes(final long minutes) {
        return new Limit(Duration.ofMinutes(minutes));
    }

    /** The limit of so many seconds of a quiet machine. */
    public static Limit seconds(final long seconds) {
        return new Limit(Duration.ofSeconds(seconds));
    }

    /** Runs from now on, and is asked at least once in a {@code tick}. */
    public Clock begin(final Duration tick) {
        return new Clock(quiet.toNanos(), tick.toNanos());
    }

    /** For messages: {@code 600 s}. */
    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%.0f s", quiet.toNanos() / 1e9);
    }

    /** What has been used of one limit. */
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

        /** Whether all of it is used; to be asked once in a tick. */
        public boolean isOver() {
            final long now = System.nanoTime();
            used += Math.min(now - last, 2 * tick) / stretch();
            last = now;
            return used >= allowed;
        }

        double seconds() {
            return (System.nanoTime() - start) / 1e9;
        }

        /** How many threads want a core, as a mean of the last minute; 1 where the system does not say. */
        private static double stretch() {
            final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            return Math.min(LONGEST_STRETCH, Math.max(1, load / Runtime.getRuntime().availableProcessors()));
        }
    }
}

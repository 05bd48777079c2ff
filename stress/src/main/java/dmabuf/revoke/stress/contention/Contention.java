// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.contention;

import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Measures a revoke while drivers map and unmap all the time, each in its own thread, and workers unmap some time after the
 * callbacks of their importers. One exporter revokes and restores repeatedly; only the revokes are timed.
 *
 * <p>Each revoke is checked: when it has returned, no importer has a mapping. Each driver must have mapped since the previous
 * restore, and must be refused before the next, so that all of them take part.
 */
final class Contention {
    /** How an exporter revokes or restores its buffer. */
    interface Operation {
        /** Revokes or restores the buffer. */
        void run() throws InterruptedException;
    }

    /**
     * The load of one measurement.
     *
     * @param drivers threads that map and unmap all the time
     * @param late importers that have a mapping whenever a revoke begins, each with a worker
     * @param delayNanos between the callback and the unmap by the worker
     * @param rounds how many revokes are timed, after as many for warm-up
     */
    record Load(int drivers, int late, long delayNanos, int rounds) {}

    private final Load load;
    private final DmaBuf buffer;
    private final Operation revoke;
    private final Operation restore;
    private final List<Driver> drivers = new ArrayList<>();
    private final List<LateImporter> late = new ArrayList<>();

    Contention(final Load load, final DmaBuf buffer, final Operation revoke, final Operation restore) {
        this.load = load;
        this.buffer = buffer;
        this.revoke = revoke;
        this.restore = restore;
    }

    /** {@return nanoseconds for each revoke} Measures the exporter that impl recommends. */
    static Histogram measure(final Load load) throws InterruptedException {
        final RevocableExporter exporter = new RevocableExporter(Probe.NONE);
        return new Contention(load, exporter.buffer(), exporter::revoke, exporter::restore).run();
    }

    Histogram run() throws InterruptedException {
        final Histogram times = new Histogram(3);
        try {
            for (int n = 0; n < load.drivers; n++) {
                drivers.add(Driver.start(buffer));
            }
            for (int n = 0; n < load.late; n++) {
                late.add(LateImporter.start(buffer, load.delayNanos));
            }
            for (int n = -load.rounds; n < load.rounds; n++) {
                final long nanos = round();
                if (n >= 0) {
                    times.recordValue(nanos);
                }
            }
        } finally {
            end();
        }
        return times;
    }

    private long round() throws InterruptedException {
        for (final LateImporter i : late) {
            must(i.map() == Errno.OK, "a map of a live buffer was refused");
        }
        drivers.forEach(Driver::awaitMap);
        final long before = System.nanoTime();
        revoke.run();
        final long nanos = System.nanoTime() - before;
        must(buffer.info().revoked(), "the buffer is not revoked after a revoke");
        late.forEach(Contention::mustNotBeMapped);
        drivers.forEach(d -> mustNotBeMapped(d.importer()));
        drivers.forEach(Driver::awaitRefusal);
        restore.run();
        return nanos;
    }

    private static void mustNotBeMapped(final Importer i) {
        must(!i.attachment().isMapped(), i.getClass().getSimpleName() + " has a mapping after a revoke");
    }

    static void must(final boolean condition, final String orElse) {
        if (!condition) {
            throw new IllegalStateException(orElse);
        }
    }

    private void end() throws InterruptedException {
        for (final Driver d : drivers) {
            d.end();
        }
        for (final LateImporter i : late) {
            i.end();
        }
    }
}

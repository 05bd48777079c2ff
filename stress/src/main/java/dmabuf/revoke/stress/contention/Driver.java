// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.contention;

import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.importers.DynamicImporter;
import java.util.concurrent.locks.LockSupport;

/**
 * A driver that maps, unmaps and rests a little, and tries again when it is refused. A callback that finds a mapping defers the
 * unmap to the worker; the driver is faster.
 */
final class Driver implements Runnable {
    private static final long REST_NANOS = 20_000;

    private final DynamicImporter importer;
    private final Thread thread = new Thread(this, "driver");
    private volatile boolean ended;
    private volatile RuntimeException failed;
    /** Written by its thread. */
    private volatile long mapped;
    private volatile long refused;

    private Driver(final DmaBuf buffer) {
        importer = new DynamicImporter(buffer);
    }

    static Driver start(final DmaBuf buffer) throws InterruptedException {
        final Driver d = new Driver(buffer);
        Contention.must(d.importer.attach() == Errno.OK, "an attach to a live buffer was refused");
        d.thread.start();
        return d;
    }

    DynamicImporter importer() {
        return importer;
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                if (importer.map() == Errno.OK) {
                    importer.unmap();
                    mapped = mapped + 1;
                } else {
                    refused = refused + 1;
                }
                LockSupport.parkNanos(this, REST_NANOS);
            }
        } catch (InterruptedException | RuntimeException e) {
            failed = new IllegalStateException("a driver ended: " + e, e);
        }
    }

    /** Waits until the driver has mapped and unmapped once more, so it is running. */
    void awaitMap() {
        final long before = mapped;
        while (mapped == before) {
            goOn();
        }
    }

    /** Waits until the driver is refused once more. The buffer is revoked. */
    void awaitRefusal() {
        final long before = refused;
        while (refused == before) {
            goOn();
        }
    }

    private void goOn() {
        if (failed != null) {
            throw failed;
        }
        Thread.yield();
    }

    void end() throws InterruptedException {
        ended = true;
        thread.join();
    }
}

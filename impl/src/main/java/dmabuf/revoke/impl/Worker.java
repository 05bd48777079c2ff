// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicBoolean;

/** An importer's worker, which does the unmap that its callback has deferred until the job has ended. Callback.tla. */
final class Worker {
    private final Importer importer;
    /** The callback has deferred the unmap to the worker. Written under the reservation lock. */
    volatile boolean told;
    /** The worker is in a call. */
    private final AtomicBoolean working = new AtomicBoolean();

    Worker(final Importer importer) {
        this.importer = importer;
    }

    boolean isWorking() {
        return working.get();
    }

    /** The deferred unmap is done. */
    void forget() {
        if (told) {
            told = false;
        }
    }

    Errno work() throws InterruptedException {
        Importer.must(told, "no unmap was deferred to the worker");
        Importer.must(working.compareAndSet(false, true), "the worker is in a call");
        try {
            importer.steps.gate(Step.WORKER_UNMAP, importer);
            Errno e;
            do {
                e = unmapWhenIdle();
            } while (e == null);
            return e;
        } finally {
            working.set(false);
        }
    }

    /** {@return null if an unmap was deferred again, and a job runs again} */
    private Errno unmapWhenIdle() throws InterruptedException {
        final DmaFence job = importer.job();
        // If no unmap is deferred any more, the worker does not wait for a later job.
        if (told && job != null) {
            job.await();
        }
        final Mutex lock = importer.buffer.resv().lock();
        lock.lockInterruptibly();
        try {
            return told && importer.jobRuns() ? null : importer.steps.effect(Step.WORKER_UNMAP, importer, this::unmap);
        } finally {
            lock.release();
        }
    }

    private Errno unmap(final Importer i) {
        if (told) {
            i.unmapAndUnpin(i.attachment());
        }
        return Errno.OK;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicReference;

/** An importer's worker, which does the unmap that its callback has deferred until the job has ended. Callback.tla. */
final class Worker {
    private final Importer importer;
    /** The callback has deferred the unmap to the worker. Written under the reservation lock. */
    volatile boolean told;
    /** How far its call is. Written under the reservation lock when it is done. */
    private final AtomicReference<Call> call = new AtomicReference<>(Call.NONE);

    private enum Call {
        NONE,
        /** It may still unmap. */
        BEGUN,
        /** It has had its effect, and has not returned. */
        DONE
    }

    Worker(final Importer importer) {
        this.importer = importer;
    }

    /** Whether it may still unmap. A detach at this time would remove the attachment that the worker uses. */
    boolean isWorking() {
        return call.get() == Call.BEGUN;
    }

    /** Records that the deferred unmap is done. */
    void forget() {
        if (told) {
            told = false;
        }
    }

    Errno work() throws InterruptedException {
        Importer.must(told, "no unmap was deferred to the worker");
        Importer.must(call.compareAndSet(Call.NONE, Call.BEGUN), "the worker is in a call");
        try {
            importer.steps.gate(Step.WORKER_UNMAP, importer);
            Errno e;
            do {
                e = unmapWhenIdle();
            } while (e == null);
            return e;
        } finally {
            call.set(Call.NONE);
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

    /**
     * Marks the call as done before it unmaps: a thread that learns of the unmap, for example by the end of a revoke, may detach.
     */
    private Errno unmap(final Importer i) {
        call.set(Call.DONE);
        if (told) {
            i.unmapAndUnpin(i.attachment());
        }
        return Errno.OK;
    }
}

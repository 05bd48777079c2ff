package dmabuf.revoke.impl;

/** An importer's deferred unmap: what its callback leaves to be done once the job has ended. Callback.tla. */
final class Worker {
    private final Importer importer;
    /** The callback has left the unmap to the worker. Written under the reservation lock. */
    volatile boolean told;
    /** It is in a call. */
    private volatile boolean working;

    Worker(final Importer importer) {
        this.importer = importer;
    }

    boolean isWorking() {
        return working;
    }

    /** What it was told is done. */
    void forget() {
        if (told) {
            told = false;
        }
    }

    Errno work() throws InterruptedException {
        Importer.must(told, "nothing was left to the worker");
        working = true;
        try {
            importer.probe.gate(Step.WORKER_UNMAP, importer);
            boolean done;
            do {
                final DmaFence job = importer.job();
                // Who is not told any more does not wait for a later job.
                if (told && job != null) {
                    job.await();
                }
                done = unmap();
            } while (!done);
        } finally {
            working = false;
        }
        return Errno.OK;
    }

    /** {@return whether nothing is left to do; else it was told again, and there is a job again} */
    private boolean unmap() throws InterruptedException {
        final Mutex lock = importer.buffer.resv().lock();
        lock.lockInterruptibly();
        try {
            if (told && importer.jobRuns()) {
                return false;
            }
            if (told) {
                importer.unmapAndUnpin(importer.attachment());
            }
            importer.probe.record(Step.WORKER_UNMAP, importer);
            return true;
        } finally {
            lock.release();
        }
    }
}

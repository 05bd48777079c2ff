// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.memory;

/**
 * A device that really does DMA: its own thread reads and writes the whole memory in bursts, through its {@link Iommu},
 * until it is stopped. A job ends with its first fault; a device without fences waits for a mapping after each fault.
 *
 * <p>An engine runs once, in one thread; {@link #close} ends it and waits for it.
 */
public final class DmaEngine implements AutoCloseable {
    private final Iommu iommu;
    private final long last;
    private final Runnable done;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long bursts;
    private volatile long poisoned;

    private DmaEngine(final Iommu iommu, final long last, final Runnable done) {
        this.iommu = iommu;
        this.last = last;
        this.done = done;
        this.thread = new Thread(this::run, "dma engine");
        thread.start();
    }

    /**
     * Starts a job.
     *
     * @param iommu through which it accesses the memory
     * @param bursts after which it is done
     * @param done is run by the engine when the job is done: its fence signals
     * @return the engine, which runs
     */
    public static DmaEngine job(final Iommu iommu, final long bursts, final Runnable done) {
        return new DmaEngine(iommu, bursts, done);
    }

    /**
     * Starts a device without fences, which runs until it is stopped.
     *
     * @param iommu through which it accesses the memory
     * @return the engine, which runs
     */
    public static DmaEngine always(final Iommu iommu) {
        return new DmaEngine(iommu, Long.MAX_VALUE, null);
    }

    private void run() {
        boolean faulted = false;
        while (!stopped && bursts < last && !faulted) {
            if (iommu.access(this::burst)) {
                bursts++;
            } else if (done == null) {
                iommu.awaitMapping();
            } else {
                faulted = true;
            }
        }
        if (done != null) {
            done.run();
        }
    }

    /**
     * Accesses the words from the end to the beginning, opposite to the poison, so that a late access is likely to be noticed.
     * Every other burst only reads.
     */
    private void burst(final Memory m) {
        final boolean writes = bursts % 2 == 0;
        for (int n = m.words() - 1; n >= 0; n--) {
            final long value = m.read(n);
            if (value == Memory.POISON) {
                poisoned++;
            }
            if (writes) {
                m.write(n, value + 1);
            }
        }
    }

    /** {@return how many words it has read that were not allowed to be accessed} */
    public long poisoned() {
        return poisoned;
    }

    /** {@return whether its thread is alive} */
    public boolean runs() {
        return thread.isAlive();
    }

    /** {@return how many bursts it has done} */
    public long bursts() {
        return bursts;
    }

    /** Stops it, and waits for its end. */
    @Override
    public void close() {
        stopped = true;
        iommu.off();
        awaitEnd();
    }

    /** Waits until it has stopped, and ignores interrupts: the device must not outlive its driver. */
    public void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dmabuf.revoke.impl;

import java.util.function.Supplier;

/**
 * An importer of one buffer: its driver, its deferred unmap and its device. What kinds do differently is in the
 * subclasses: {@link #invalidate}, and whether the driver takes the reservation lock itself.
 *
 * <p><b>Threads.</b> One thread is the driver (attach, map, submit, unmap, detach), one the worker ({@link #work}), one
 * the device ({@link #signal}); the callback comes in the exporter's. They may run at the same time.
 *
 * <p><b>Faults.</b> A call that breaks the rules of reference 4.6 (unmap under a running job, detach with a mapping, a
 * second map) is a {@link MisuseException}, an interrupt that comes before its lock an InterruptedException; and nothing has
 * changed.
 */
public abstract class Importer implements ImporterOps {
    final DmaBuf buffer;
    final Probe probe;
    /** Null while it is not attached. Written by the driver. */
    private volatile Attachment attachment;
    @SuppressWarnings("this-escape") // it keeps the reference, no more
    private final Worker worker = new Worker(this);
    /** Invalidated for good. Written under the reservation lock. */
    private volatile boolean dead;
    /** The fence of the latest job. Written under the reservation lock. */
    private volatile DmaFence job;
    private volatile Hardware hardware = Hardware.NONE;

    protected Importer(final DmaBuf buffer) {
        this.buffer = buffer;
        this.probe = buffer.probe();
    }

    /** What it programs from now on. Before it is attached. */
    public void program(final Hardware h) {
        must(attachment == null, "attached already");
        hardware = h;
    }

    /** Whether the driver must hold the reservation lock when it calls; else each call takes it. */
    protected boolean locksItself() {
        return false;
    }

    /** Whether its jobs have fences; else its device may do anything as long as there is a mapping. */
    public boolean hasFences() {
        return true;
    }

    /** Whether map waits for KERNEL fences, under the lock. Who pins waits for a move's, if there is one. */
    protected boolean waitsInMap() {
        return false;
    }

    /** Takes a mapping. Under the reservation lock. */
    protected Errno take(final Attachment a) {
        return buffer.map(a);
    }

    /** Gives it back. Under the reservation lock. */
    protected void give(final Attachment a) {
        buffer.unmap(a);
    }

    /** {@return OK, ENODEV, EOPNOTSUPP} Spec actions AttachTest, AttachInsert. A callback may come before it returns. */
    public Errno attach() throws InterruptedException {
        must(attachment == null, "attached already");
        final Attachment a = buffer.attachment(this);
        attachment = a;
        Errno e = null;
        try {
            e = buffer.attach(a);
        } finally {
            if (e != Errno.OK) {
                attachment = null;
            }
        }
        return e;
    }

    /** {@return OK} Spec action Detach. */
    public Errno detach() throws InterruptedException {
        final Attachment a = attached();
        must(!holdsLock(), "the driver holds the reservation lock");
        must(!worker.isWorking(), "the worker is not done");
        buffer.detach(a);
        attachment = null;
        dead = false;
        return Errno.OK;
    }

    /** {@return OK; ENODEV if the buffer is revoked; EINVAL if it is dead} Spec actions Map, MapRefused, MapWait. */
    public Errno map() throws InterruptedException {
        final Attachment a = attached();
        must(!a.mapped.get(), "mapped already");
        must(!locksItself() || holdsLock() && (a.pinned || dead), "neither locked and pinned, nor dead");
        probe.gate(Step.MAP, this);
        return locked(() -> {
            final Errno e = dead ? Errno.EINVAL : take(a);
            probe.record(e == Errno.OK ? Step.MAP : Step.MAP_REFUSED, this);
            if (e == Errno.OK && (waitsInMap() || locksItself() && buffer.resv().pendingMove() != null)) {
                probe.gate(Step.MAP_WAIT, this);
                buffer.resv().await(Usage.KERNEL);
                probe.record(Step.MAP_WAIT, this);
            }
            if (e == Errno.OK) {
                install(a);
            }
            return e;
        });
    }

    /** {@return OK} Spec action DriverUnmap: it may find that the worker was faster. */
    public Errno unmap() throws InterruptedException {
        final Attachment a = attached();
        must(a.mapped.get() && !jobRuns(), a.mapped.get() ? "a job runs" : "not mapped");
        must(!locksItself() || holdsLock(), "not locked");
        probe.gate(Step.DRIVER_UNMAP, this);
        return locked(() -> {
            if (a.mapped.get()) {
                letGo(a, false);
            } else {
                worker.forget();
            }
            probe.record(Step.DRIVER_UNMAP, this);
            return Errno.OK;
        });
    }

    /**
     * Starts a job on the mapping, or queues it behind a move's; its fence goes into the reservation object. Spec action
     * Submit.
     *
     * @return OK; EINVAL if the mapping was invalidated
     */
    public Errno submit(final Usage usage) throws InterruptedException {
        final Attachment a = attached();
        must(hasFences(), "its jobs have no fences");
        must(a.mapped.get() && !jobRuns(), a.mapped.get() ? "a job runs" : "not mapped");
        must(!locksItself() || holdsLock(), "not locked");
        probe.gate(Step.SUBMIT, this);
        return locked(() -> {
            final boolean usable = a.mapped.get() && !worker.told;
            if (usable) {
                job = new DmaFence(usage, buffer.resv().pendingMove());
                buffer.resv().add(job);
            }
            probe.record(Step.SUBMIT, this);
            return usable ? Errno.OK : Errno.EINVAL;
        });
    }

    /** {@return OK} The worker: waits for the job, then unmaps and unpins, if the driver has not. Spec action WorkerUnmap. */
    public Errno work() throws InterruptedException {
        return worker.work();
    }

    /** {@return OK} The device: the job is done. Spec action Signal. */
    public Errno signal() {
        must(jobRuns() && !job.isQueued(), "no job runs");
        probe.gate(Step.SIGNAL, this);
        job.signal();
        probe.record(Step.SIGNAL, this);
        return Errno.OK;
    }

    /** A callback's answer: the worker shall unmap. Under the reservation lock. */
    protected final Step defer() {
        worker.told = true;
        return Step.INVALIDATE_DEFER;
    }

    /** It never maps again on this attachment. Under the reservation lock. */
    protected final void die() {
        dead = true;
    }

    /** A callback's answer, or a worker's work: the hardware lets go, and the mapping and the pin are given back. */
    protected final void unmapAndUnpin(final Attachment a) {
        must(holdsLock() && a.mapped.get(), holdsLock() ? "not mapped" : "not locked");
        letGo(a, true);
    }

    /** The unmap comes last: it may end a revoke, and whoever waited for that sees all that came before. Under the lock. */
    protected final void letGo(final Attachment a, final boolean unpin) {
        try {
            hardware.unmap(a);
            worker.forget();
            if (unpin && a.pinned) {
                buffer.unpin(a);
            }
            give(a);
        } catch (MisuseException m) {
            throw m.halfWay();
        }
    }

    /** A map that succeeds in the exporter and fails in the hardware is undone. */
    private void install(final Attachment a) {
        try {
            hardware.map(a);
        } catch (MisuseException m) {
            give(a);
            throw m.halfWay();
        } catch (RuntimeException | Error e) {
            give(a);
            throw e;
        }
    }

    final Attachment attached() {
        final Attachment a = attachment;
        must(a != null, "not attached");
        return a;
    }

    final boolean holdsLock() {
        return buffer.resv().lock().isHeld();
    }

    private Errno locked(final Supplier<Errno> work) throws InterruptedException {
        return locksItself() ? work.get() : buffer.resv().hold(work);
    }

    static void must(final boolean condition, final String orElse) {
        MisuseException.unless(condition, orElse);
    }

    /** The attachment; null while there is none. */
    public Attachment attachment() {
        return attachment;
    }

    public boolean isTold() {
        return worker.told;
    }

    public boolean isDead() {
        return dead;
    }

    /** The fence of the latest job, signalled or not; null if there was none. */
    public DmaFence job() {
        return job;
    }

    public boolean jobRuns() {
        return job != null && !job.isSignalled();
    }
}

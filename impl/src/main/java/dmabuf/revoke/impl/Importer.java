// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An importer of one buffer: its driver, its deferred unmap and its device. What kinds do differently is in the
 * subclasses: {@link #invalidate}, and whether the driver takes the reservation lock itself.
 *
 * <p><b>Threads.</b> One thread is the driver (attach, map, submit, unmap, detach), one the worker ({@link #work}), one
 * the device ({@link #signal}); the callback comes in the exporter's. They may run at the same time. Of two calls that are
 * made at once and need the same state one is misuse.
 *
 * <p><b>Faults.</b> A call that breaks the rules of reference 4.6 (unmap under a running job, detach with a mapping, a
 * second map) is a {@link MisuseException}, an interrupt that comes before its lock an InterruptedException; and nothing has
 * changed.
 */
public abstract class Importer implements ImporterOps {
    final DmaBuf buffer;
    final Steps steps;
    /** Null while it is not attached. */
    private final AtomicReference<Attachment> attachment = new AtomicReference<>();
    @SuppressWarnings("this-escape") // it keeps the reference, no more
    private final Worker worker = new Worker(this);
    /** Invalidated for good. Written under the reservation lock. */
    private volatile boolean dead;
    /** The hardware has the addresses. Written under the reservation lock, whose release comes after it: it needs no barrier. */
    private final AtomicBoolean installed = new AtomicBoolean();
    /** The fence of the latest job. Written under the reservation lock. */
    private volatile DmaFence job;
    private volatile Hardware hardware = Hardware.NONE;

    protected Importer(final DmaBuf buffer) {
        this.buffer = buffer;
        this.steps = buffer.steps();
    }

    /** What it programs from now on. Before it is attached. */
    public void program(final Hardware h) {
        must(attachment() == null, "attached already");
        hardware = h;
    }

    /** Whether the driver must hold the reservation lock when it calls; else each call takes it. */
    boolean locksItself() {
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
        final Attachment a = buffer.attachment(this);
        must(attachment.compareAndSet(null, a), "attached already");
        try {
            return buffer.attach(a);
        } finally {
            if (!a.listed) {
                attachment.set(null);
            }
        }
    }

    /** {@return OK} Spec action Detach. */
    public Errno detach() throws InterruptedException {
        final Attachment a = attached();
        must(a.listed, "not attached yet");
        must(!holdsLock(), "the driver holds the reservation lock");
        must(!worker.isWorking(), "the worker is not done");
        try {
            buffer.detach(a);
        } finally {
            if (!a.listed && attachment.compareAndSet(a, null)) {
                dead = false;
            }
        }
        return Errno.OK;
    }

    /** {@return OK; ENODEV if the buffer is revoked; EINVAL if it is dead} Spec actions Map, MapRefused, MapWait. */
    public Errno map() throws InterruptedException {
        final Attachment a = attached();
        must(!a.mapped.get(), "mapped already");
        must(!locksItself() || holdsLock() && (a.pinned || dead), "neither locked and pinned, nor dead");
        if (locksItself()) {
            steps.gate(Step.MAP, this);
            return mapInHold();
        }
        return steps.hold(buffer.resv().lock(), Step.MAP, this, Importer::mapInHold);
    }

    private Errno mapInHold() {
        final boolean waits = waitsInMap() || locksItself() && buffer.resv().pendingMove() != null;
        return waits ? mapAndWait() : steps.effect(Step.MAP, this, Importer::mapNow);
    }

    /** One step of the driver, in a hold of its own, or in that which it has. */
    private Errno step(final Step s, final Steps.Effect<Importer> effect) throws InterruptedException {
        return locksItself() ? steps.take(s, this, effect) : steps.locked(buffer.resv().lock(), s, this, effect);
    }

    private Errno mapNow() {
        final Errno e = take();
        if (e == Errno.OK) {
            install();
        }
        return e;
    }

    /** Between the two steps it has a mapping, and its hardware does not know of it. */
    private Errno mapAndWait() {
        boolean over = false;
        try {
            final Errno e = steps.effect(Step.MAP, this, Importer::take);
            if (e == Errno.OK) {
                steps.take(Step.MAP_WAIT, this, Importer::awaitMoves);
            }
            over = true;
            return e;
        } finally {
            if (!over && attached().mapped.get() && !installed.get()) {
                give(attached());
            }
        }
    }

    private Errno awaitMoves() {
        buffer.resv().await(Usage.KERNEL);
        install();
        return Errno.OK;
    }

    private Errno take() {
        return dead ? Errno.EINVAL : take(attached());
    }

    /** A map that succeeds in the exporter and fails in the hardware is undone. */
    private void install() {
        final Attachment a = attached();
        try {
            hardware.map(a);
            installed.setRelease(true);
        } catch (MisuseException m) {
            give(a);
            throw m.halfWay();
        } catch (RuntimeException | Error e) {
            give(a);
            throw e;
        }
    }

    /** {@return OK} Spec action DriverUnmap: it may find that the worker was faster. */
    public Errno unmap() throws InterruptedException {
        must(attached().mapped.get(), "not mapped");
        must(!jobRuns(), "a job runs");
        must(!locksItself() || holdsLock(), "not locked");
        return step(Step.DRIVER_UNMAP, Importer::unmapNow);
    }

    private Errno unmapNow() {
        final Attachment a = attached();
        if (a.mapped.get()) {
            must(!jobRuns(), "a job runs");
            letGo(a, false);
        } else {
            worker.forget();
        }
        return Errno.OK;
    }

    /**
     * Starts a job on the mapping, or queues it behind a move's; its fence goes into the reservation object. Spec action
     * Submit.
     *
     * @return OK; EINVAL if the mapping was invalidated
     */
    public Errno submit(final Usage usage) throws InterruptedException {
        must(hasFences(), "its jobs have no fences");
        must(attached().mapped.get(), "not mapped");
        must(!jobRuns(), "a job runs");
        must(!locksItself() || holdsLock(), "not locked");
        return step(Step.SUBMIT, i -> i.start(usage));
    }

    private Errno start(final Usage usage) {
        if (!attached().mapped.get() || worker.told) {
            return Errno.EINVAL;
        }
        must(!jobRuns(), "a job runs");
        final DmaFence fence = new DmaFence(usage, buffer.resv().pendingMove());
        job = fence;
        buffer.resv().add(fence);
        return Errno.OK;
    }

    /** {@return OK} The worker: waits for the job, then unmaps and unpins, if the driver has not. Spec action WorkerUnmap. */
    public Errno work() throws InterruptedException {
        return worker.work();
    }

    /** {@return OK} The device: the job is done. Spec action Signal. */
    public Errno signal() {
        final DmaFence running = job;
        must(running != null && !running.isSignalled() && !running.isQueued(), "no job runs");
        return steps.take(Step.SIGNAL, this, i -> {
            must(running.signal(), "the job was done already");
            return Errno.OK;
        });
    }

    /** A callback's answer: the worker shall unmap. Under the reservation lock. */
    protected final Step defer() {
        worker.told = true;
        return Step.INVALIDATE_DEFER;
    }

    /**
     * The same while a job runs. The job cannot end between the test and the mark: the worker would be left with what nobody
     * waits for.
     *
     * @return whether it was left to the worker; else there is no job, or it is done
     */
    protected final boolean deferWhileJobRuns() {
        final DmaFence fence = job;
        return fence != null && fence.before(this::defer);
    }

    /** It never maps again on this attachment. Under the reservation lock. */
    protected final void die() {
        dead = true;
    }

    /** A callback's answer, or a worker's work: the hardware lets go, and the mapping and the pin are given back. */
    protected final void unmapAndUnpin(final Attachment a) {
        must(holdsLock(), "not locked");
        must(a.mapped.get(), "not mapped");
        letGo(a, true);
    }

    /** The unmap comes last: it may end a revoke, and whoever waited for that sees all that came before. Under the lock. */
    protected final void letGo(final Attachment a, final boolean unpin) {
        try {
            hardware.unmap(a);
            installed.setRelease(false);
            worker.forget();
            if (unpin && a.pinned) {
                buffer.unpin(a);
            }
            give(a);
        } catch (MisuseException m) {
            throw m.halfWay();
        }
    }

    /** The buffer that it imports. */
    public final DmaBuf buffer() {
        return buffer;
    }

    final Attachment attached() {
        final Attachment a = attachment();
        must(a != null, "not attached");
        return a;
    }

    final boolean holdsLock() {
        return buffer.resv().lock().isHeld();
    }

    static void must(final boolean condition, final String orElse) {
        MisuseException.unless(condition, orElse);
    }

    /** The attachment; null while there is none. */
    public Attachment attachment() {
        return attachment.get();
    }

    public boolean isTold() {
        return worker.told;
    }

    public boolean isDead() {
        return dead;
    }

    /** Whether its hardware has the addresses of the mapping: {@code hw} of Buffer.tla. */
    public boolean isInstalled() {
        return installed.get();
    }

    /** The fence of the latest job, signalled or not; null if there was none. */
    public DmaFence job() {
        return job;
    }

    public boolean jobRuns() {
        final DmaFence f = job;
        return f != null && !f.isSignalled();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An importer of one buffer: its driver, its deferred unmap and its device. Subclasses have what differs between kinds:
 * {@link #invalidate}, and whether the driver takes the reservation lock itself.
 *
 * <p><b>Threads.</b> One thread is the driver (attach, map, submit, unmap, detach), one the worker ({@link #work}), one the
 * device ({@link #signal}); the callback runs in the exporter's thread. They may run at the same time. If two calls are
 * made at the same time and need the same state, one of them is misuse.
 *
 * <p><b>Faults.</b> A call that breaks the rules of reference 4.6 (unmap while the job runs, detach with a mapping, a
 * second map) throws a {@link MisuseException} and changes nothing. An interrupt before the call has its lock throws an
 * InterruptedException, and nothing has changed.
 */
public abstract class Importer implements ImporterOps {
    final DmaBuf buffer;
    final Steps steps;
    /** Null while it is not attached. */
    private final AtomicReference<Attachment> attachment = new AtomicReference<>();
    @SuppressWarnings("this-escape") // it keeps the reference, no more
    private final Worker worker = new Worker(this);
    /** It was invalidated for good. Written under the reservation lock. */
    private volatile boolean dead;
    /**
     * The hardware has the addresses. Written under the reservation lock; it needs no barrier, because the lock is released
     * afterwards.
     */
    private final AtomicBoolean installed = new AtomicBoolean();
    /** The fence of the latest job. Written under the reservation lock. */
    private volatile DmaFence job;
    private volatile Hardware hardware = Hardware.NONE;

    /**
     * Creates an importer that is not attached and programs no hardware.
     *
     * @param buffer that it imports
     */
    protected Importer(final DmaBuf buffer) {
        this.buffer = buffer;
        this.steps = buffer.steps();
    }

    /**
     * Sets the hardware that it programs from now on. To be called before attach.
     *
     * @param h is called under the reservation lock
     * @throws MisuseException if it is attached
     */
    public void program(final Hardware h) {
        must(attachment() == null, "attached already");
        hardware = h;
    }

    /** Whether the driver must hold the reservation lock for its calls; otherwise each call takes it. */
    boolean locksItself() {
        return false;
    }

    /** {@return whether its jobs have fences; if not, its device may do anything as long as there is a mapping} Kinds.tla. */
    public boolean hasFences() {
        return true;
    }

    /**
     * {@return whether map waits for KERNEL fences, under the lock} An importer that pins waits for the fence of a move, if
     * there is one. Spec action MapWait.
     */
    protected boolean waitsInMap() {
        return false;
    }

    /**
     * Takes a mapping. Under the reservation lock.
     *
     * @param a attached, and not mapped
     * @return OK; ENODEV if the buffer is revoked
     */
    protected Errno take(final Attachment a) {
        return buffer.map(a);
    }

    /**
     * Gives the mapping back. Under the reservation lock.
     *
     * @param a attached and mapped
     */
    protected void give(final Attachment a) {
        buffer.unmap(a);
    }

    /**
     * Attaches the importer to its buffer; a callback may run before this returns. Takes the reservation lock. Spec actions
     * AttachTest, AttachInsert; reference 5.2.
     *
     * @return OK; ENODEV if the buffer is revoked; EOPNOTSUPP if the exporter cannot work with it
     * @throws MisuseException if it is attached already
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
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

    /**
     * Detaches the importer; it may then attach again. Takes the reservation lock. Spec action Detach; reference 5.3.
     *
     * @return OK
     * @throws MisuseException if it is not attached, or mapped, or pinned, or its worker is not done
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
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

    /**
     * Takes a mapping for the device. Takes the reservation lock; an importer that pins holds it already. Spec actions Map,
     * MapRefused, MapWait; reference 4.5.
     *
     * @return OK; ENODEV if the buffer is revoked; EINVAL if it was invalidated for good
     * @throws MisuseException if it is mapped already, or must be locked and pinned and is not
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
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

    /** One step of the driver, in a critical section of its own or in that of the caller. */
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

    /** Between the two steps the importer has a mapping that is not in its hardware yet. */
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

    /** If the exporter's map succeeds and the hardware's fails, the map is undone. */
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

    /**
     * Gives the mapping back, if the worker has not done so already. Takes the reservation lock; an importer that pins
     * holds it already. Spec action DriverUnmap; reference 4.5.
     *
     * @return OK
     * @throws MisuseException if it is not mapped, or a job runs
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
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
     * Starts a job on the mapping, or queues it behind the job of a move; its fence goes into the reservation object. Takes
     * the reservation lock; an importer that pins holds it already. Spec action Submit; reference 6.
     *
     * @param usage the class of the fence, which decides who waits for it
     * @return OK; EINVAL if the mapping was invalidated
     * @throws MisuseException if it is not mapped, or a job runs, or its jobs have no fences
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
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

    /**
     * The worker waits for the job, then takes the reservation lock, unmaps and unpins, unless the driver has unmapped.
     * Spec action WorkerUnmap; reference 4.8.
     *
     * @return OK
     * @throws MisuseException if no unmap was deferred to the worker, or it is in a call
     * @throws InterruptedException if an interrupt comes before the call has its lock, or while it waits for the job;
     *     nothing has changed then
     */
    public Errno work() throws InterruptedException {
        return worker.work();
    }

    /**
     * The device's job has ended. No lock is needed. Spec action Signal; reference 6.
     *
     * @return OK
     * @throws MisuseException if no job runs, or it is queued behind the job of a move
     */
    public Errno signal() {
        final DmaFence running = job;
        must(running != null && !running.isSignalled() && !running.isQueued(), "no job runs");
        return steps.take(Step.SIGNAL, this, i -> {
            must(running.signal(), "the job has ended already");
            return Errno.OK;
        });
    }

    /**
     * For a callback: defers the unmap to the worker. Under the reservation lock. Spec action InvalidateDefer.
     *
     * @return {@link Step#INVALIDATE_DEFER}
     */
    protected final Step defer() {
        worker.told = true;
        return Step.INVALIDATE_DEFER;
    }

    /**
     * For a callback: defers the unmap as {@link #defer} does, if a job runs. The job cannot end between the test and the mark;
     * otherwise no worker would ever unmap.
     *
     * @return whether the unmap was deferred; if not, there is no job, or it has ended
     */
    protected final boolean deferWhileJobRuns() {
        final DmaFence fence = job;
        return fence != null && fence.before(this::defer);
    }

    /** The importer never maps again on this attachment. Under the reservation lock. */
    protected final void die() {
        dead = true;
    }

    /**
     * For a callback or a worker: removes the addresses from the hardware, unmaps and unpins. Under the reservation lock.
     * Spec actions InvalidateUnmap, WorkerUnmap.
     *
     * @param a mapped
     * @throws MisuseException without the lock, or if it is not mapped
     */
    protected final void unmapAndUnpin(final Attachment a) {
        must(holdsLock(), "not locked");
        must(a.mapped.get(), "not mapped");
        letGo(a, true);
    }

    /**
     * Removes the addresses from the hardware and unmaps. The unmap comes last: it may wake a revoke, which must see all
     * effects before it. Under the reservation lock.
     *
     * @param a mapped
     * @param unpin whether to unpin as well
     */
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

    /** {@return the buffer that it imports} */
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

    /** {@return the attachment; null while there is none} */
    public Attachment attachment() {
        return attachment.get();
    }

    /** {@return whether a callback has deferred an unmap that is not done yet: {@code deferred} of Buffer.tla} */
    public boolean isDeferred() {
        return worker.told;
    }

    /** {@return whether it was invalidated for good: {@code dead} of Buffer.tla} */
    public boolean isDead() {
        return dead;
    }

    /** {@return whether its hardware has the addresses of the mapping: {@code hw} of Buffer.tla} */
    public boolean isInstalled() {
        return installed.get();
    }

    /** {@return the fence of the latest job, signalled or not; null if there was none} */
    public DmaFence job() {
        return job;
    }

    /** {@return whether the latest job has not ended} */
    public boolean jobRuns() {
        final DmaFence f = job;
        return f != null && !f.isSignalled();
    }
}

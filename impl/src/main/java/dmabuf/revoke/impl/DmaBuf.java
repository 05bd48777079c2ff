// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A shared buffer: the core of dma-buf, between one exporter and its importers. Reference 5.2, 5.3 and 4.8.
 *
 * <p><b>Faults.</b> A call on an attachment of another buffer, or of none, a second map or unmap, or a call without the
 * lock that it needs throws a {@link MisuseException} and changes nothing. An interrupt before the call has taken its lock
 * throws an InterruptedException and changes nothing; a later interrupt only sets the interrupt status.
 */
public final class DmaBuf {
    private final ExporterOps exporter;
    private final Steps steps;
    private final Lockdep lockdep;
    private final DmaResv resv;
    private final DmaBufFile file = new DmaBufFile(this);
    private final AttachmentList attachments = new AttachmentList();
    /** The programs that have a part of the buffer. */
    private final Set<Program> programs = ConcurrentHashMap.newKeySet();
    /** Whether there ever was a program: then a revoke zaps. */
    private volatile boolean programmed;

    DmaBuf(final ExporterOps exporter, final Lockdep lockdep, final Probe probe) {
        this.exporter = exporter;
        this.lockdep = lockdep;
        this.resv = new DmaResv(lockdep);
        this.steps = new Steps(probe);
    }

    /** {@return its lock, and the fences of its users} Reference 6. */
    public DmaResv resv() {
        return resv;
    }

    /** {@return the references to it, and poll} Reference 5.1. */
    public DmaBufFile file() {
        return file;
    }

    /** {@return its users, and those that a revoke would wait for} Takes no lock. */
    public BufferInfo info() {
        return BufferInfo.of(this);
    }

    Steps steps() {
        return steps;
    }

    ExporterOps exporter() {
        return exporter;
    }

    /** Records that a program may use the buffer from now on. */
    void programmed() {
        programmed = true;
    }

    /** Records whether a program has any part of the buffer. */
    void uses(final Program p, final boolean something) {
        if (something) {
            programs.add(p);
        } else {
            programs.remove(p);
        }
    }

    int kernelMappings() {
        return (int) programs.stream().filter(Program::isVmapped).count();
    }

    /**
     * unmap_mapping_range of the whole buffer: the pages leave all page tables, and the next access faults. The flag is
     * set, and the caller holds the exporter's outer lock. Spec action Zap; the step does not exist where no program uses
     * the buffer.
     */
    void zap() {
        if (programmed) {
            final Thrown thrown = new Thrown();
            thrown.guard(() -> steps.gate(Step.ZAP, this));
            programs.forEach(Program::zap);
            thrown.guard(() -> steps.record(Step.ZAP, this));
            thrown.rethrow();
        }
    }

    /**
     * {@return the attachments, newest first} A copy; without the reservation lock it may miss some, while others are added
     * or removed.
     */
    public List<Attachment> attachments() {
        return attachments.copy();
    }

    /**
     * {@return an attachment for an importer, not attached yet}
     *
     * @param importer that the buffer will call
     */
    public Attachment attachment(final ImporterOps importer) {
        return new Attachment(this, importer);
    }

    /**
     * dma_buf_dynamic_attach: the exporter's test, without any lock; then the list, under the reservation lock.
     * Between the two the buffer may be revoked. Keeps the buffer's file. Spec actions AttachTest, AttachInsert;
     * reference 4.5, 5.2.
     *
     * @param a made by {@link #attachment}, and not attached
     * @return OK; EOPNOTSUPP for an importer with which the exporter cannot work; ENODEV if the buffer is revoked
     * @throws MisuseException if it is attached already, or is of another buffer, or the buffer is released
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    public Errno attach(final Attachment a) throws InterruptedException {
        belongs(a, false);
        assert lockdep.mayCall("dma_buf_dynamic_attach");
        final Errno tested = steps.take(Step.ATTACH_TEST, a, exporter::attach);
        return tested == Errno.OK ? steps.locked(resv.lock(), Step.ATTACH_INSERT, a, this::insert) : tested;
    }

    private Errno insert(final Attachment a) {
        belongs(a, false);
        file.get();
        attachments.insert(a);
        return Errno.OK;
    }

    /**
     * dma_buf_detach. Takes the reservation lock, and gives back the reference to the file. Spec action Detach;
     * reference 5.3.
     *
     * @param a attached, with neither mapping nor pin
     * @throws MisuseException if it is not attached, or has a mapping or a pin
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    public void detach(final Attachment a) throws InterruptedException {
        belongs(a, true);
        holdsNothing(a);
        assert lockdep.mayCall("dma_buf_detach");
        final Thrown thrown = new Thrown();
        steps.hold(resv.lock(), Step.DETACH, a, b -> {
            remove(b);
            thrown.guard(() -> steps.record(Step.DETACH, b));
            return Errno.OK;
        });
        thrown.guard(file::drop);
        thrown.rethrow();
    }

    private void remove(final Attachment a) {
        belongs(a, true);
        holdsNothing(a);
        attachments.remove(a);
    }

    private static void holdsNothing(final Attachment a) {
        MisuseException.unless(!a.mapped.get(), "still mapped");
        MisuseException.unless(!a.pinned, "still pinned");
    }

    /**
     * dma_buf_pin: the memory does not move; it may still be revoked. Under the reservation lock. Spec action Pin;
     * reference 5.3.
     *
     * @param a attached, and not pinned
     * @return OK; EOPNOTSUPP if the exporter's pin refuses
     * @throws MisuseException without the lock, or if it is pinned already
     */
    public Errno pin(final Attachment a) {
        held(a);
        MisuseException.unless(!a.pinned, "pinned already");
        final Errno e = exporter.pin(a);
        a.pinned = e == Errno.OK;
        return e;
    }

    /**
     * dma_buf_unpin. Under the reservation lock. Spec action Unpin; reference 5.3.
     *
     * @param a attached and pinned
     * @throws MisuseException without the lock, or if it is not pinned
     */
    public void unpin(final Attachment a) {
        held(a);
        MisuseException.unless(a.pinned, "not pinned");
        a.pinned = false;
    }

    /**
     * dma_buf_map_attachment, with the test that decides. Under the reservation lock. Spec actions Map and MapRefused;
     * reference 4.5, 5.3.
     *
     * @param a attached, and not mapped
     * @return OK; ENODEV if the buffer is revoked
     * @throws MisuseException without the lock, or if it is mapped already
     */
    public Errno map(final Attachment a) {
        mapped(a, false);
        final Errno e = exporter.map(a);
        a.mapped.setRelease(e == Errno.OK);
        return e;
    }

    /**
     * dma_buf_unmap_attachment: the last unmap wakes a revoke that waits. Under the reservation lock. Spec actions
     * DriverUnmap, WorkerUnmap and InvalidateUnmap; reference 4.5, 5.3.
     *
     * @param a attached and mapped
     * @throws MisuseException without the lock, or if it is not mapped
     */
    public void unmap(final Attachment a) {
        mapped(a, true);
        a.mapped.setRelease(false);
        exporter.unmap(a);
    }

    /**
     * The private call that iommufd uses instead of map; the exporter does not count it. Under the reservation lock. Spec
     * actions Map and MapRefused; reference 4.5.
     *
     * @param a attached, and not mapped
     * @return OK; ENODEV if the buffer is revoked
     * @throws MisuseException without the lock, or if it is mapped already
     */
    public Errno range(final Attachment a) {
        mapped(a, false);
        final Errno e = exporter.range(a);
        a.mapped.setRelease(e == Errno.OK);
        return e;
    }

    /**
     * Ends the use of what {@link #range} has returned. Under the reservation lock. Reference 4.5.
     *
     * @param a attached and mapped
     * @throws MisuseException without the lock, or if it is not mapped
     */
    public void unrange(final Attachment a) {
        mapped(a, true);
        a.mapped.setRelease(false);
    }

    /**
     * dma_buf_invalidate_mappings: calls the callback of each importer that has one, newest attachment first, one at a
     * time. The caller holds the reservation lock. When it returns, or throws what a callback has thrown, all callbacks
     * have run; the devices may still be active. Spec actions Notify, Invalidate..., CallbackReturn, BroadcastEnd;
     * reference 4.8.
     */
    public void invalidateMappings() {
        resv.lock().mustBeHeld();
        final Thrown thrown = new Thrown();
        for (Attachment a = attachments.newest(); a != null; a = a.older) {
            if (a.importer().hasCallback()) {
                tell(a, thrown);
            }
        }
        thrown.guard(() -> steps.gate(Step.BROADCAST_END, this));
        thrown.guard(() -> steps.record(Step.BROADCAST_END, this));
        thrown.rethrow();
    }

    /** Calls the callback, whatever the probe throws meanwhile. */
    private void tell(final Attachment a, final Thrown thrown) {
        thrown.guard(() -> steps.gate(Step.NOTIFY, a));
        thrown.guard(() -> steps.record(Step.NOTIFY, a));
        thrown.guard(() -> steps.gate(Step.INVALIDATE_UNMAPPED, a));
        thrown.guard(() -> {
            assert lockdep.callback(true);
            try {
                steps.record(a.importer().invalidate(a), a);
            } finally {
                assert lockdep.callback(false);
            }
        });
        thrown.guard(() -> steps.gate(Step.CALLBACK_RETURN, a));
        thrown.guard(() -> steps.record(Step.CALLBACK_RETURN, a));
    }

    Lockdep lockdep() {
        return lockdep;
    }

    private void mapped(final Attachment a, final boolean already) {
        held(a);
        MisuseException.unless(a.mapped.get() == already, already ? "not mapped" : "mapped already");
    }

    private void held(final Attachment a) {
        resv.lock().mustBeHeld();
        belongs(a, true);
    }

    private void belongs(final Attachment a, final boolean listed) {
        MisuseException.unless(a.buffer() == this, "an attachment of another buffer");
        MisuseException.unless(a.listed == listed, listed ? "not attached" : "attached already");
    }
}

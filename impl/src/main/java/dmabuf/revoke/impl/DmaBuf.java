package dmabuf.revoke.impl;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A shared buffer: the core of dma-buf, between one exporter and its importers. Reference 5.2, 5.3 and 4.8.
 *
 * <p><b>Faults.</b> A call on an attachment of another buffer, or of none, a second map or unmap, a call without the
 * lock that it needs: {@link MisuseException}, and nothing has changed. An interrupt that comes before the call has taken
 * its lock: InterruptedException, and nothing has changed; one that comes later is left for the caller to see.
 */
public final class DmaBuf {
    private final ExporterOps exporter;
    private final Probe probe;
    private final Lockdep lockdep;
    private final DmaResv resv;
    private final DmaBufFile file = new DmaBufFile(this);
    private final AttachmentList attachments = new AttachmentList();
    private final List<Program> programs = new CopyOnWriteArrayList<>();

    DmaBuf(final ExporterOps exporter, final Lockdep lockdep, final Probe probe) {
        this.exporter = exporter;
        this.lockdep = lockdep;
        this.resv = new DmaResv(lockdep);
        this.probe = probe;
    }

    public DmaResv resv() {
        return resv;
    }

    public DmaBufFile file() {
        return file;
    }

    /** Who uses it now, and for whom a revoke would wait. */
    public BufferInfo info() {
        return BufferInfo.of(this);
    }

    Probe probe() {
        return probe;
    }

    ExporterOps exporter() {
        return exporter;
    }

    void add(final Program p) {
        programs.add(p);
    }

    int kernelMappings() {
        return (int) programs.stream().filter(Program::isVmapped).count();
    }

    boolean isVmapped() {
        return kernelMappings() > 0;
    }

    /**
     * unmap_mapping_range of the whole buffer: the pages leave all page tables, and the next touch asks. The flag is set,
     * and the caller holds the exporter's outer lock. Spec action Zap; there is no such step where no program uses the
     * buffer.
     */
    void zap() {
        if (!programs.isEmpty()) {
            probe.gate(Step.ZAP, this);
            programs.forEach(Program::zap);
            probe.record(Step.ZAP, this);
        }
    }

    /** The attachments, newest first. A copy; without the reservation lock it may miss some, if others come and go. */
    public List<Attachment> attachments() {
        return attachments.copy();
    }

    /** An attachment for an importer, not attached yet. */
    public Attachment attachment(final ImporterOps importer) {
        return new Attachment(this, importer);
    }

    /**
     * dma_buf_dynamic_attach: the exporter's test, without any lock; then the list, under the reservation lock. Between
     * the two the buffer may be revoked. Keeps the buffer's file. Spec actions AttachTest, AttachInsert; reference 4.5, 5.2.
     *
     * @return OK; EOPNOTSUPP for an importer with which the exporter cannot work; ENODEV if the buffer is revoked
     */
    public Errno attach(final Attachment a) throws InterruptedException {
        belongs(a, false);
        assert lockdep.mayCall("dma_buf_dynamic_attach");
        probe.gate(Step.ATTACH_TEST, a);
        final Errno tested = exporter.attach(a);
        probe.record(Step.ATTACH_TEST, a);
        if (tested != Errno.OK) {
            return tested;
        }
        probe.gate(Step.ATTACH_INSERT, a);
        resv.lock().lockInterruptibly();
        try {
            belongs(a, false);
            file.get();
            attachments.insert(a);
            probe.record(Step.ATTACH_INSERT, a);
        } finally {
            resv.lock().release();
        }
        return Errno.OK;
    }

    /** dma_buf_detach. The importer holds neither mapping nor pin. Spec action Detach; takes the reservation lock. */
    public void detach(final Attachment a) throws InterruptedException {
        belongs(a, true);
        holdsNothing(a);
        assert lockdep.mayCall("dma_buf_detach");
        probe.gate(Step.DETACH, a);
        resv.lock().lockInterruptibly();
        try {
            belongs(a, true);
            holdsNothing(a);
            attachments.remove(a);
            probe.record(Step.DETACH, a);
        } finally {
            resv.lock().release();
        }
        file.drop();
    }

    private static void holdsNothing(final Attachment a) {
        MisuseException.unless(!a.mapped.get(), "still mapped");
        MisuseException.unless(!a.pinned, "still pinned");
    }

    /**
     * dma_buf_pin: the memory stays where it is; it may be revoked all the same. Under the reservation lock.
     *
     * @return OK; EOPNOTSUPP if the exporter lets nobody pin
     */
    public Errno pin(final Attachment a) {
        held(a);
        MisuseException.unless(!a.pinned, "pinned already");
        final Errno e = exporter.pin(a);
        a.pinned = e == Errno.OK;
        return e;
    }

    /** dma_buf_unpin. Under the reservation lock. */
    public void unpin(final Attachment a) {
        held(a);
        MisuseException.unless(a.pinned, "not pinned");
        a.pinned = false;
    }

    /**
     * dma_buf_map_attachment: the test that counts. Under the reservation lock. Spec actions Map and MapRefused.
     *
     * @return OK; ENODEV if the buffer is revoked
     */
    public Errno map(final Attachment a) {
        mapped(a, false);
        final Errno e = exporter.map(a);
        a.mapped.setRelease(e == Errno.OK);
        return e;
    }

    /** dma_buf_unmap_attachment. Under the reservation lock. */
    public void unmap(final Attachment a) {
        mapped(a, true);
        a.mapped.setRelease(false);
        exporter.unmap(a);
    }

    /** {@return as map does} The private call beside map: nobody counts it. Under the reservation lock. Reference 4.5. */
    public Errno range(final Attachment a) {
        mapped(a, false);
        final Errno e = exporter.range(a);
        a.mapped.setRelease(e == Errno.OK);
        return e;
    }

    /** What {@link #range} gave is not used any more. Under the reservation lock. */
    public void unrange(final Attachment a) {
        mapped(a, true);
        a.mapped.setRelease(false);
    }

    /**
     * dma_buf_invalidate_mappings: calls each importer that can be told, newest attachment first, one at a time. The
     * caller holds the reservation lock. When it returns they have been told; they may not have stopped yet. Spec
     * actions Notify, Invalidate..., CallbackReturn, BroadcastEnd; reference 4.8.
     */
    public void invalidateMappings() {
        resv.lock().mustBeHeld();
        for (Attachment a = attachments.newest(); a != null; a = a.older) {
            if (a.importer().hasCallback()) {
                probe.gate(Step.NOTIFY, a);
                probe.record(Step.NOTIFY, a);
                probe.gate(Step.INVALIDATE_UNMAPPED, a);
                probe.record(told(a), a);
                probe.gate(Step.CALLBACK_RETURN, a);
                probe.record(Step.CALLBACK_RETURN, a);
            }
        }
        probe.gate(Step.BROADCAST_END, this);
        probe.record(Step.BROADCAST_END, this);
    }

    private Step told(final Attachment a) {
        assert lockdep.callback(true);
        try {
            return a.importer().invalidate(a);
        } catch (MisuseException m) {
            throw m.halfWay();
        } finally {
            assert lockdep.callback(false);
        }
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

package dmabuf.revoke.impl;

import java.util.function.Supplier;

/**
 * A program that uses a buffer by the CPU: mmap and the faults behind it, vmap, begin and end of an access, and a fence of
 * its own that it imports. Cpu.tla; reference 5.5, 5.6 and 4.10.
 *
 * <p><b>Revoke.</b> All that lets it in fails once the buffer is revoked. A page that it has is taken back (zap), and the
 * next touch faults; a kernel mapping cannot be taken back, so revoke waits for its vunmap, as for a device's unmap; and
 * for its fence.
 *
 * <p><b>Threads.</b> One thread is the program; {@link #signal} may come from any other.
 *
 * <p><b>Faults.</b> A call out of order (a second mmap, a touch of what is not mapped, an end without a begin) is a
 * {@link MisuseException}, and nothing has changed. An interrupt that comes before the call has its lock, or while begin
 * waits, is an InterruptedException, and nothing has changed.
 */
public final class Program {
    /** What its page table has of the buffer. */
    public enum Page {
        /** Not mapped. */
        NONE,
        /** Mapped, and no page is there: a touch faults. */
        VMA,
        /** The page is there. */
        PTE
    }

    private final DmaBuf buffer;
    private final Probe probe;
    /** Written under this program's monitor, as an MMU's page table under its lock. */
    private volatile Page page = Page.NONE;
    private volatile boolean vmapped;
    private volatile boolean begun;
    private volatile DmaFence foreign;

    public Program(final DmaBuf buffer) {
        this.buffer = buffer;
        this.probe = buffer.probe();
        buffer.add(this);
    }

    /** {@return OK; ENODEV if the buffer is revoked} Tested without a lock; there is no page yet. Keeps the file. Spec action Mmap. */
    public Errno mmap() {
        must(page == Page.NONE, "mapped already");
        assert buffer.lockdep().mayCall("dma_buf_mmap");
        probe.gate(Step.MMAP, this);
        final Errno e = buffer.exporter().admit();
        if (e == Errno.OK) {
            buffer.file().get();
            turn(Page.NONE, Page.VMA);
        }
        probe.record(Step.MMAP, this);
        return e;
    }

    /** {@return OK} Spec action Munmap. */
    public Errno munmap() {
        mapped();
        probe.gate(Step.MUNMAP, this);
        synchronized (this) {
            page = Page.NONE;
        }
        probe.record(Step.MUNMAP, this);
        buffer.file().drop();
        return Errno.OK;
    }

    /**
     * A load or a store. Without a page it faults, and the exporter's fault handler decides. Spec actions Touch, Fault and
     * FaultInsert.
     *
     * @return OK; SIGBUS if the buffer is revoked
     */
    public Errno touch() throws InterruptedException {
        mapped();
        probe.gate(Step.TOUCH, this);
        synchronized (this) {
            if (page == Page.PTE) {
                probe.record(Step.TOUCH, this);
                return Errno.OK;
            }
        }
        assert !Thread.holdsLock(this) : "a fault takes the exporter's locks, and those inside that of the page table";
        return buffer.exporter().fault(this);
    }

    /** {@return OK; ENODEV if the buffer is revoked} Spec action Vmap. */
    public Errno vmap() throws InterruptedException {
        must(!vmapped, "a kernel mapping already");
        must(buffer.exporter().mapsForKernel(), "the exporter has no kernel mappings");
        probe.gate(Step.VMAP, this);
        return locked(() -> {
            final Errno e = buffer.exporter().vmap();
            vmapped = e == Errno.OK;
            probe.record(Step.VMAP, this);
            return e;
        });
    }

    /** {@return OK} Spec action Vunmap. */
    public Errno vunmap() throws InterruptedException {
        must(vmapped, "no kernel mapping");
        probe.gate(Step.VUNMAP, this);
        return locked(() -> {
            vmapped = false;
            buffer.exporter().vunmap();
            probe.record(Step.VUNMAP, this);
            return Errno.OK;
        });
    }

    /**
     * dma_buf_begin_cpu_access: the test, without a lock; then the wait for the implicit fences, without a lock. Spec
     * actions Begin and BeginWait.
     *
     * @param write waits for readers too; else for writers only
     * @return OK; ENODEV if the buffer is revoked, and the exporter has an op that says so
     */
    public Errno begin(final boolean write) throws InterruptedException {
        must(!begun, "an access has begun already");
        assert buffer.lockdep().mayCall("dma_buf_begin_cpu_access");
        probe.gate(Step.BEGIN, this);
        final Errno e = buffer.exporter().begin();
        probe.record(Step.BEGIN, this);
        if (e != Errno.OK) {
            return e;
        }
        probe.gate(Step.BEGIN_WAIT, this);
        buffer.resv().awaitUnlocked(write ? Usage.READ : Usage.WRITE);
        begun = true;
        probe.record(Step.BEGIN_WAIT, this);
        return Errno.OK;
    }

    /** {@return OK} dma_buf_end_cpu_access. Spec action End. */
    public Errno end() {
        must(begun, "no access has begun");
        assert buffer.lockdep().mayCall("dma_buf_end_cpu_access");
        probe.gate(Step.END, this);
        begun = false;
        probe.record(Step.END, this);
        return Errno.OK;
    }

    /** {@return OK} dma_buf_import_sync_file: a fence of user space, for which all will wait. Spec action Import. */
    public Errno importFence(final Usage usage) throws InterruptedException {
        must(!fencePending(), "its fence is pending");
        probe.gate(Step.IMPORT, this);
        return locked(() -> {
            foreign = new DmaFence(usage);
            buffer.resv().add(foreign);
            probe.record(Step.IMPORT, this);
            return Errno.OK;
        });
    }

    /** {@return OK} The imported fence signals. Spec action ForeignSignal. */
    public Errno signal() {
        must(fencePending(), "no fence is pending");
        probe.gate(Step.FOREIGN_SIGNAL, this);
        foreign.signal();
        probe.record(Step.FOREIGN_SIGNAL, this);
        return Errno.OK;
    }

    /** unmap_mapping_range: when it returns, no touch that needs no fault is under way. */
    void zap() {
        turn(Page.PTE, Page.VMA);
    }

    /** vmf_insert_pfn: what a fault handler does that lets the program in. In a hold of the lock under which it tests. */
    void insertPage() {
        turn(Page.VMA, Page.PTE);
    }

    private synchronized void turn(final Page from, final Page to) {
        if (page == from) {
            page = to;
        }
    }

    private Errno locked(final Supplier<Errno> work) throws InterruptedException {
        assert !Thread.holdsLock(this) : "the reservation lock is taken inside that of the page table";
        return buffer.resv().hold(work);
    }

    private void mapped() {
        must(page != Page.NONE, "not mapped");
    }

    private static void must(final boolean condition, final String orElse) {
        Importer.must(condition, orElse);
    }

    public Page page() {
        return page;
    }

    public boolean isVmapped() {
        return vmapped;
    }

    /** Between begin and end. */
    public boolean hasBegun() {
        return begun;
    }

    /** The imported fence, signalled or not; null if there was none. */
    public DmaFence fence() {
        return foreign;
    }

    public boolean fencePending() {
        final DmaFence f = foreign;
        return f != null && !f.isSignalled();
    }
}

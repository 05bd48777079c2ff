// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that uses a buffer by the CPU: mmap and its page faults, vmap, begin and end of an access, and a fence of its
 * own that it imports. Cpu.tla; reference 5.5, 5.6 and 4.10.
 *
 * <p><b>Revoke.</b> Once the buffer is revoked, every call that asks for access fails. Revoke zaps pages, and the next
 * access faults. It cannot take back a kernel mapping, so it waits for the vunmap, as for the unmap of a device; and it
 * waits for the imported fence.
 *
 * <p><b>Threads.</b> One thread is the program; {@link #signal} may be called from any other.
 *
 * <p><b>Faults.</b> A call out of order (a second mmap, an access to what is not mapped, an end without a begin) throws a
 * {@link MisuseException} and changes nothing. An interrupt before the call has its lock, or while begin waits, throws an
 * InterruptedException, and nothing has changed.
 */
public final class Program {
    /** The state of the program's page table for the buffer. */
    public enum Page {
        /** Not mapped. */
        NONE,
        /** Mapped without a page: an access faults. */
        VMA,
        /** Mapped with the page. */
        PTE
    }

    private final DmaBuf buffer;
    private final Steps steps;
    /** Written under this program's monitor, which stands for the lock of an MMU's page table. */
    private volatile Page page = Page.NONE;
    /** Written under the reservation lock. */
    private volatile boolean vmapped;
    private final AtomicBoolean begun = new AtomicBoolean();
    /** Written under the reservation lock. */
    private volatile DmaFence foreign;

    /**
     * Creates a program that has no part of the buffer.
     *
     * @param buffer that it will use
     */
    public Program(final DmaBuf buffer) {
        this.buffer = buffer;
        this.steps = buffer.steps();
        buffer.programmed();
    }

    /** {@return the buffer that it uses} */
    public DmaBuf buffer() {
        return buffer;
    }

    /**
     * dma_buf_mmap: maps an area without a page. Tests the flag without a lock. Takes a reference to the file. Spec action
     * Mmap; reference 5.5.
     *
     * @return OK; ENODEV if the buffer is revoked
     * @throws MisuseException if it is mapped already, or the exporter has no mmap
     */
    public Errno mmap() {
        must(page == Page.NONE, "mapped already");
        must(buffer.exporter().mapsForPrograms(), "the exporter has no mmap");
        assert buffer.lockdep().mayCall("dma_buf_mmap");
        return steps.take(Step.MMAP, this, Program::area);
    }

    private Errno area() {
        final Errno e = buffer.exporter().admit();
        if (e == Errno.OK) {
            buffer.file().get();
            if (!turn(Page.NONE, Page.VMA)) {
                buffer.file().drop();
                throw new MisuseException("mapped already");
            }
        }
        return e;
    }

    /**
     * Unmaps the area, and gives up the reference to the file. Takes no lock of the buffer. Spec action Munmap; reference
     * 5.5.
     *
     * @return OK
     * @throws MisuseException if it is not mapped
     */
    public Errno munmap() {
        mapped();
        final Thrown thrown = new Thrown();
        steps.gate(Step.MUNMAP, this);
        must(noArea(), "not mapped");
        thrown.guard(() -> steps.record(Step.MUNMAP, this));
        thrown.guard(buffer.file()::drop);
        thrown.rethrow();
        return Errno.OK;
    }

    /**
     * A load or a store. Without a page it faults, and the exporter's fault handler decides, under the reservation
     * lock. Spec actions Touch, Fault and FaultInsert; reference 5.6.
     *
     * @return OK; SIGBUS if the buffer is revoked
     * @throws MisuseException if it is not mapped
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    public Errno touch() throws InterruptedException {
        mapped();
        steps.gate(Step.TOUCH, this);
        synchronized (this) {
            if (page == Page.PTE) {
                steps.record(Step.TOUCH, this);
                return Errno.OK;
            }
        }
        return buffer.exporter().fault(this);
    }

    /**
     * dma_buf_vmap: a kernel mapping, for which a revoke waits. Takes the reservation lock, and a reference to the file.
     * Spec action Vmap; reference 5.5.
     *
     * @return OK; ENODEV if the buffer is revoked
     * @throws MisuseException if there is one already, or the exporter has none
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    public Errno vmap() throws InterruptedException {
        must(!vmapped, "the program has a kernel mapping already");
        must(buffer.exporter().mapsForKernel(), "the exporter has no kernel mappings");
        return steps.locked(lock(), Step.VMAP, this, Program::map);
    }

    private Errno map() {
        must(!vmapped, "the program has a kernel mapping already");
        buffer.file().get();
        final Errno e = buffer.exporter().vmap();
        if (e == Errno.OK) {
            vmapped = true;
            uses();
        } else {
            buffer.file().drop();
        }
        return e;
    }

    /**
     * dma_buf_vunmap. Takes the reservation lock. Spec action Vunmap; reference 5.5.
     *
     * @return OK
     * @throws MisuseException if there is no kernel mapping
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    public Errno vunmap() throws InterruptedException {
        must(vmapped, "the program has no kernel mapping");
        final Thrown thrown = new Thrown();
        steps.hold(lock(), Step.VUNMAP, this, p -> {
            must(vmapped, "the program has no kernel mapping");
            vmapped = false;
            uses();
            buffer.exporter().vunmap();
            thrown.guard(() -> steps.record(Step.VUNMAP, this));
            return Errno.OK;
        });
        thrown.guard(buffer.file()::drop);
        thrown.rethrow();
        return Errno.OK;
    }

    /**
     * dma_buf_begin_cpu_access: tests the flag, and then waits for the implicit fences, both without a lock and without a
     * timeout. Spec actions Begin and BeginWait; reference 4.11, 5.5.
     *
     * @param write waits for readers too; else for writers only
     * @return OK; ENODEV if the buffer is revoked, and the exporter has an op that tests it
     * @throws MisuseException if an access has begun already
     * @throws InterruptedException if an interrupt comes while it waits; no access has begun then
     */
    public Errno begin(final boolean write) throws InterruptedException {
        must(!begun.get(), "an access has begun already");
        assert buffer.lockdep().mayCall("dma_buf_begin_cpu_access");
        final Errno e = steps.take(Step.BEGIN, this, p -> p.buffer.exporter().begin());
        if (e != Errno.OK) {
            return e;
        }
        steps.gate(Step.BEGIN_WAIT, this);
        buffer.resv().awaitUnlocked(write ? Usage.READ : Usage.WRITE);
        return steps.effect(Step.BEGIN_WAIT, this, p -> {
            must(p.begun.compareAndSet(false, true), "an access has begun already");
            return Errno.OK;
        });
    }

    /**
     * dma_buf_end_cpu_access. No lock is needed. Spec action End; reference 5.5.
     *
     * @return OK
     * @throws MisuseException if no access has begun
     */
    public Errno end() {
        must(begun.get(), "no access has begun");
        assert buffer.lockdep().mayCall("dma_buf_end_cpu_access");
        return steps.take(Step.END, this, p -> {
            must(p.begun.compareAndSet(true, false), "no access has begun");
            return Errno.OK;
        });
    }

    /**
     * dma_buf_import_sync_file: adds a fence of user space, for which others wait. Takes the reservation lock. Spec action
     * Import; reference 6.
     *
     * @param usage the class of the fence, which decides who waits for it
     * @return OK
     * @throws MisuseException if its previous fence has not signalled
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    public Errno importFence(final Usage usage) throws InterruptedException {
        must(!fencePending(), "its fence is pending");
        return steps.locked(lock(), Step.IMPORT, this, p -> {
            must(!fencePending(), "its fence is pending");
            final DmaFence f = new DmaFence(usage);
            foreign = f;
            buffer.resv().add(f);
            return Errno.OK;
        });
    }

    /**
     * The imported fence signals. No lock is needed. Spec action ForeignSignal; reference 6.
     *
     * @return OK
     * @throws MisuseException if no fence is pending
     */
    public Errno signal() {
        final DmaFence pending = foreign;
        must(pending != null && !pending.isSignalled(), "no fence is pending");
        return steps.take(Step.FOREIGN_SIGNAL, this, p -> {
            must(pending.signal(), "the fence has signalled already");
            return Errno.OK;
        });
    }

    /** unmap_mapping_range: when it returns, no access that needs no page fault is under way. */
    void zap() {
        turn(Page.PTE, Page.VMA);
    }

    /** vmf_insert_pfn: a fault handler inserts the page, under the lock under which it has tested the flag. */
    void insertPage() {
        turn(Page.VMA, Page.PTE);
    }

    private synchronized boolean turn(final Page from, final Page to) {
        final boolean turns = page == from;
        if (turns) {
            page = to;
            uses();
        }
        return turns;
    }

    /** Removes the area. {@return whether there was one} */
    private synchronized boolean noArea() {
        return turn(Page.VMA, Page.NONE) || turn(Page.PTE, Page.NONE);
    }

    /** Tells the buffer whether the program has a part of it. The monitor orders the calls, so that the last one is right. */
    private synchronized void uses() {
        buffer.uses(this, vmapped || page != Page.NONE);
    }

    private Mutex lock() {
        assert !Thread.holdsLock(this) : "the reservation lock is taken inside that of the page table";
        return buffer.resv().lock();
    }

    private void mapped() {
        must(page != Page.NONE, "not mapped");
    }

    private static void must(final boolean condition, final String orElse) {
        Importer.must(condition, orElse);
    }

    /** {@return the state of its page table: {@code vma} of Buffer.tla} */
    public Page page() {
        return page;
    }

    /** {@return whether it has a kernel mapping: {@code vmapped} of Buffer.tla} */
    public boolean isVmapped() {
        return vmapped;
    }

    /** {@return whether it is between begin and end} */
    public boolean hasBegun() {
        return begun.get();
    }

    /** {@return the imported fence, signalled or not; null if there was none} */
    public DmaFence fence() {
        return foreign;
    }

    /** {@return whether the imported fence has not signalled} */
    public boolean fencePending() {
        final DmaFence f = foreign;
        return f != null && !f.isSignalled();
    }
}

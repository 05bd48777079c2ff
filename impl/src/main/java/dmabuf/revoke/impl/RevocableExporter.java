package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * An exporter that can take its buffer back: the part of vfio-pci that does (vfio_pci_dmabuf.c, reference 4 and 14.2).
 *
 * <p>When {@link #revoke} has returned, no importer has a mapping, all their jobs have ended, and map and attach fail
 * with ENODEV until {@link #restore} has returned.
 *
 * <p><b>Locks.</b> The outer lock (vfio: memory_lock) serialises revoke, restore and close; the reservation lock is taken
 * inside it. A caller holds neither, and no fence and no importer may need the outer lock in order to make progress.
 *
 * <p><b>Interrupts.</b> One that comes before the outer lock is taken ends the call, and nothing has changed. Later ones
 * are not heeded: the waits of a revoke that has begun have no timeout and cannot be interrupted (reference 4.1).
 *
 * <p><b>What a callback throws</b> comes out of the call, with both locks released: the buffer is revoked, so that nobody
 * maps any more, and not drained; a revoke after that does nothing.
 */
public final class RevocableExporter implements ExporterOps {
    private final Mutex outer = new Mutex();
    private final Probe probe;
    private final DmaBuf buffer;
    /** Written under both locks; attach reads it under none. */
    private volatile boolean revoked;
    /** Written under the outer lock. */
    private volatile boolean closed;
    /** One for the registration, one for each mapping, and one for each kernel mapping. */
    private final AtomicInteger count = new AtomicInteger(1);
    /** The count has come to 0. */
    private final Event completion = new Event();

    public RevocableExporter() {
        this(Probe.NONE);
    }

    /** @param probe observes and steers the buffer and all its importers */
    public RevocableExporter(final Probe probe) {
        this.probe = probe;
        this.buffer = new DmaBuf(this, probe);
    }

    public DmaBuf buffer() {
        return buffer;
    }

    /**
     * Takes the buffer back: flag, zap, broadcast, fences, unlock, wait for the last unmap, re-arm. Returns when nobody
     * touches the memory any more. Of a revoked buffer: does nothing. Spec: RevokeSteps; reference 4.1.
     */
    public void revoke() throws InterruptedException {
        outerLock();
        try {
            if (!closed && !revoked) {
                drain();
            }
        } finally {
            finish(false);
        }
    }

    /** Takes the buffer back for ever. Spec: RevokeSteps with closed; reference 4.3. */
    public void close() throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("closed already");
        }
        outerLock();
        try {
            if (!closed && !revoked) {
                drain();
            }
        } finally {
            finish(true);
        }
    }

    /**
     * Gives the buffer back: importers are told, then the flag is cleared. Of a live buffer, and of a closed one: does
     * nothing. Spec: RestoreSteps; reference 4.2.
     */
    public void restore() throws InterruptedException {
        outerLock();
        try {
            if (!closed && revoked) {
                lock();
                try {
                    broadcast();
                } finally {
                    unlock();
                }
                lock();
                try {
                    probe.gate(Step.CLEAR_FLAG, this);
                    revoked = false;
                    probe.record(Step.CLEAR_FLAG, this);
                } finally {
                    unlock();
                }
            }
        } finally {
            finish(false);
        }
    }

    private void drain() {
        lock();
        try {
            probe.gate(Step.SET_FLAG, this);
            revoked = true;
            probe.record(Step.SET_FLAG, this);
            buffer.zap();
            broadcast();
        } finally {
            unlock();
        }
        probe.gate(Step.PUT_REGISTRATION, this);
        put();
        probe.record(Step.PUT_REGISTRATION, this);
        probe.gate(Step.UNMAP_WAIT, this);
        completion.await();
        completion.reset();
        probe.record(Step.UNMAP_WAIT, this);
        probe.gate(Step.REARM, this);
        count.set(1);
        probe.record(Step.REARM, this);
    }

    private void broadcast() {
        buffer.invalidateMappings();
        probe.gate(Step.FENCE_WAIT, this);
        buffer.resv().await(Usage.BOOKKEEP);
        probe.record(Step.FENCE_WAIT, this);
    }

    private void outerLock() throws InterruptedException {
        probe.gate(Step.OUTER_LOCK, this);
        outer.lockInterruptibly();
        probe.record(Step.OUTER_LOCK, this);
    }

    private void lock() {
        probe.gate(Step.LOCK, this);
        buffer.resv().lock().lock();
        probe.record(Step.LOCK, this);
    }

    private void unlock() {
        probe.gate(Step.UNLOCK, this);
        probe.record(Step.UNLOCK, this);
        buffer.resv().lock().unlock();
    }

    private void finish(final boolean forEver) {
        probe.gate(Step.FINISH, this);
        closed |= forEver;
        probe.record(Step.FINISH, this);
        outer.unlock();
    }

    /** kref_get, if the buffer is live. Under the reservation lock. */
    private Errno get() {
        final Errno e = admit();
        if (e == Errno.OK) {
            count.incrementAndGet();
        }
        return e;
    }

    /** kref_put: the last one completes. */
    private void put() {
        if (count.decrementAndGet() == 0) {
            completion.happen();
        }
    }

    @Override
    public Errno attach(final Attachment a) {
        if (!a.importer().peerToPeer()) {
            return Errno.EOPNOTSUPP;
        }
        if (revoked) {
            return Errno.ENODEV;
        }
        return a.importer().hasCallback() ? Errno.OK : Errno.EOPNOTSUPP;
    }

    @Override
    public Errno map(final Attachment a) {
        return get();
    }

    @Override
    public void unmap(final Attachment a) {
        put();
    }

    @Override
    public Errno admit() {
        return revoked ? Errno.ENODEV : Errno.OK;
    }

    @Override
    public Errno vmap() {
        return get();
    }

    @Override
    public void vunmap() {
        put();
    }

    /** priv-&gt;revoked. */
    public boolean isRevoked() {
        return revoked;
    }

    public boolean isClosed() {
        return closed;
    }

    /** priv-&gt;kref. */
    public int count() {
        return count.get();
    }

    /** The count came to 0 and no revoke has taken note yet. */
    public boolean isComplete() {
        return completion.happened();
    }

    public Mutex outer() {
        return outer;
    }

    /** Whether a thread waits in a queue of this exporter or its buffer for what has not come. */
    public boolean blocks(final Thread t) {
        return outer.blocks(t) || buffer.resv().blocks(t) || completion.blocks(t);
    }
}

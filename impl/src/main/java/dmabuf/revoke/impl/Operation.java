// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * One operation of an exporter, and the steps of which it is made (Steps.tla). The outer lock is held throughout.
 *
 * <p>What a callback, a hardware or a probe throws ends nothing: each step is taken, and then the first is thrown, with the
 * others suppressed.
 */
public final class Operation {
    private final Exporter exporter;
    private final Thrown thrown = new Thrown();

    Operation(final Exporter exporter) {
        this.exporter = exporter;
    }

    void begin() {
        record(Step.OUTER_LOCK);
    }

    /** The last step. */
    void finish(final Runnable effect) {
        step(Step.FINISH, effect);
    }

    void rethrow() {
        thrown.rethrow();
    }

    boolean hasThrown() {
        return !thrown.isEmpty();
    }

    void guard(final Runnable what) {
        thrown.guard(what);
    }

    /**
     * A step of an operation: it is taken, whatever its probe throws.
     *
     * @param step what it is called
     * @param effect what it does
     */
    public void step(final Step step, final Runnable effect) {
        gate(step);
        thrown.guard(effect);
        record(step);
    }

    private void gate(final Step step) {
        thrown.guard(() -> exporter.probe.gate(step, exporter));
    }

    private void record(final Step step) {
        thrown.guard(() -> exporter.probe.record(step, exporter));
    }

    /**
     * A hold of the reservation lock, without heed of interrupts. Spec actions Lock, Unlock.
     *
     * @param steps which are taken in it
     */
    public void hold(final Runnable steps) {
        gate(Step.LOCK);
        final Mutex lock = exporter.buffer.resv().lock();
        lock.lock();
        try {
            record(Step.LOCK);
            thrown.guard(steps);
            gate(Step.UNLOCK);
            record(Step.UNLOCK);
        } finally {
            lock.release();
        }
    }

    /** Whoever maps or attaches from now on is refused. Under both locks. Spec action SetFlag; reference 4.1. */
    public void setFlag() {
        step(Step.SET_FLAG, () -> exporter.flag(true));
    }

    /** Whoever maps or attaches from now on is let in. Under both locks. Spec action ClearFlag; reference 4.2. */
    public void clearFlag() {
        step(Step.CLEAR_FLAG, () -> exporter.flag(false));
    }

    /**
     * Tells the importers: all of them, whatever a callback throws. Under both locks. Spec actions Notify to
     * BroadcastEnd; reference 4.8.
     */
    public void broadcast() {
        thrown.guard(exporter.buffer::invalidateMappings);
    }

    /** Takes the pages of all programs away. Under the outer lock. Spec action Zap; reference 4.10. */
    public void zap() {
        thrown.guard(exporter.buffer::zap);
    }

    /**
     * Waits for the jobs of all importers, whatever their class, without a timeout. Under both locks. Spec action
     * FenceWait; reference 4.1, 6.
     */
    public void fences() {
        step(Step.FENCE_WAIT, () -> exporter.buffer.resv().await(Usage.BOOKKEEP));
    }

    /**
     * The revoke that waits for all: flag, zap, broadcast and fences in one hold, then the unmaps, and the count is armed
     * again. Of a revoked buffer, and of a closed one: does nothing. Spec: RevokeSteps; reference 4.1.
     */
    public void drain() {
        if (exporter.isClosed() || exporter.isRevoked()) {
            return;
        }
        hold(() -> {
            setFlag();
            zap();
            broadcast();
            fences();
        });
        unmaps();
        rearm();
    }

    /** {@return the fence of a move's job} It begins, and whatever is submitted from now on is queued behind it. Under both locks. */
    public DmaFence beginMove() {
        final DmaFence fence = new DmaFence(Usage.KERNEL);
        exporter.buffer.resv().addMove(fence);
        return fence;
    }

    /**
     * Gives back the registration, and waits for the last unmap, without a timeout. Under the outer lock only:
     * importers need the reservation lock in order to unmap. Spec actions PutRegistration, UnmapWait; reference 4.1.
     */
    public void unmaps() {
        step(Step.PUT_REGISTRATION, exporter::put);
        step(Step.UNMAP_WAIT, exporter::awaitCompletion);
    }

    /** Sets the count back, when it is 0. Under the outer lock. Spec action Rearm; reference 7.1. */
    public void rearm() {
        step(Step.REARM, exporter::armCount);
    }
}

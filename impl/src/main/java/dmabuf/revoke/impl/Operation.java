// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * One operation of an exporter, and its steps (Steps.tla). The outer lock is held throughout.
 *
 * <p>Exceptions of a callback, a hardware or a probe do not end it: every step is taken, and then the first exception is
 * thrown, with the others suppressed.
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
     * A step of an operation. It is taken whatever its probe throws.
     *
     * @param step its name
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
     * A critical section of the reservation lock; ignores interrupts. Spec actions Lock, Unlock.
     *
     * @param steps that are taken in it
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

    /** Every later map or attach is refused. Under both locks. Spec action SetFlag; reference 4.1. */
    public void setFlag() {
        step(Step.SET_FLAG, () -> exporter.flag(true));
    }

    /** Later maps and attaches are no longer refused. Under both locks. Spec action ClearFlag; reference 4.2. */
    public void clearFlag() {
        step(Step.CLEAR_FLAG, () -> exporter.flag(false));
    }

    /**
     * Calls the callbacks of all importers, whatever a callback throws. Under both locks. Spec actions Notify to
     * BroadcastEnd; reference 4.8.
     */
    public void broadcast() {
        thrown.guard(exporter.buffer::invalidateMappings);
    }

    /** Zaps the pages of all programs. Under the outer lock. Spec action Zap; reference 4.10. */
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
     * A complete revoke: flag, zap, broadcast and fences under the reservation lock, then the wait for unmaps and the
     * re-arm. Does nothing if the buffer is revoked or closed already. Spec: RevokeSteps; reference 4.1.
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

    /**
     * {@return the fence of the job of a move} The job begins, and jobs that are submitted from now on are queued behind
     * it. Under both locks.
     */
    public DmaFence beginMove() {
        final DmaFence fence = new DmaFence(Usage.KERNEL);
        exporter.buffer.resv().addMove(fence);
        return fence;
    }

    /**
     * Puts the registration, and waits for the last unmap, without a timeout. Under the outer lock only: importers need the
     * reservation lock to unmap. Spec actions PutRegistration, UnmapWait; reference 4.1.
     */
    public void unmaps() {
        step(Step.PUT_REGISTRATION, exporter::put);
        step(Step.UNMAP_WAIT, exporter::awaitCompletion);
    }

    /** Re-arms the count, which is 0. Under the outer lock. Spec action Rearm; reference 7.1. */
    public void rearm() {
        step(Step.REARM, exporter::armCount);
    }
}

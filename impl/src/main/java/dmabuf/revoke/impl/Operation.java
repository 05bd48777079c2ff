package dmabuf.revoke.impl;

/**
 * One operation of an exporter, and the steps of which it is made (Steps.tla). The outer lock is held throughout.
 *
 * <p>What a callback, a hardware or a probe throws ends nothing: each step is taken, and then the first is thrown, with the
 * others suppressed.
 */
final class Operation {
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

    /** A step of an operation: it is taken, whatever its probe throws. */
    void step(final Step step, final Runnable effect) {
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

    /** A hold of the reservation lock. */
    void hold(final Runnable steps) {
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

    void setFlag() {
        step(Step.SET_FLAG, () -> exporter.flag(true));
    }

    void clearFlag() {
        step(Step.CLEAR_FLAG, () -> exporter.flag(false));
    }

    /** Tells the importers: all of them, whatever a callback throws. The reservation lock is held. */
    void broadcast() {
        thrown.guard(exporter.buffer::invalidateMappings);
    }

    /** Takes the pages of all programs away. */
    void zap() {
        thrown.guard(exporter.buffer::zap);
    }

    /** Waits for the jobs of all importers, whatever their class; the reservation lock is held. */
    void fences() {
        step(Step.FENCE_WAIT, () -> exporter.buffer.resv().await(Usage.BOOKKEEP));
    }

    /**
     * The revoke that waits for all: flag, zap, broadcast and fences in one hold, then the unmaps, and the count is armed
     * again. Of a revoked buffer, and of a closed one: does nothing. Spec: RevokeSteps; reference 4.1.
     */
    void drain() {
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

    /** Gives back the registration, and waits for the last unmap. */
    void unmaps() {
        step(Step.PUT_REGISTRATION, exporter::put);
        step(Step.UNMAP_WAIT, exporter::awaitCompletion);
    }

    /** Sets the count back. */
    void rearm() {
        step(Step.REARM, exporter::armCount);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * How every step of the protocol is taken: its gate, its effect, its record, in this order.
 *
 * <p><b>Exceptions.</b> An exception of the first gate ends the call, and nothing has changed. An effect throws before it
 * has changed anything, or after it has undone its changes; so does the step. An exception of a record is thrown by a call
 * whose step was taken, after all locks of the call were dropped.
 */
final class Steps {
    /** The effect of a step. A lambda that captures nothing costs no allocation. */
    interface Effect<T> {
        /** {@return OK, or the error} */
        Errno on(T subject);
    }

    private final Probe probe;

    Steps(final Probe probe) {
        this.probe = probe;
    }

    /** Tells the probe that a thread is about to take a step. */
    void gate(final Step next, final Object subject) {
        probe.gate(next, subject);
    }

    /** The effect of a step and its record; its gate precedes the lock under which it is taken. */
    <T> Errno effect(final Step step, final T subject, final Effect<? super T> effect) {
        final Errno e = effect.on(subject);
        probe.record(e == Errno.OK ? step : step.refused(), subject);
        return e;
    }

    /** Records a step that has happened, if only its effect could tell which step it is. */
    void record(final Step taken, final Object subject) {
        probe.record(taken, subject);
    }

    /** A step in a critical section of the caller, or without any lock. */
    <T> Errno take(final Step step, final T subject, final Effect<? super T> effect) {
        probe.gate(step, subject);
        return effect(step, subject, effect);
    }

    /** A step in a critical section of its own. An interrupt before it has the lock is thrown, and nothing has changed. */
    <T> Errno locked(final Mutex lock, final Step step, final T subject, final Effect<? super T> effect)
            throws InterruptedException {
        probe.gate(step, subject);
        lock.lockInterruptibly();
        try {
            return effect(step, subject, effect);
        } finally {
            lock.release();
        }
    }

    /** Several steps in one critical section: the gate of the first step, the lock, and the effect. */
    <T> Errno hold(final Mutex lock, final Step first, final T subject, final Effect<? super T> inside)
            throws InterruptedException {
        probe.gate(first, subject);
        lock.lockInterruptibly();
        try {
            return inside.on(subject);
        } finally {
            lock.release();
        }
    }
}

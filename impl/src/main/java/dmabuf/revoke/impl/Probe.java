// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * Observes and steers a buffer. Does nothing by default.
 *
 * <p>The subject of a step is its {@link Attachment}, its {@link Importer}, or the {@link Exporter}.
 */
public interface Probe {
    /** Observes nothing and stops no thread. */
    Probe NONE = new Probe() {};

    /**
     * A step takes effect. Called in the thread that takes it, under the lock that protects what it changes; must not
     * block, and must not call the buffer.
     *
     * @param step which it is
     * @param subject whose step it is: an {@link Attachment}, {@link Importer}, {@link Exporter}, {@link Program} or
     *     {@link DmaBuf}
     */
    default void record(final Step step, final Object subject) {}

    /**
     * A thread is about to take a step: before it acquires a lock or waits, after it has released a lock, and at the places
     * inside a critical section where the spec has a state. May hold the thread for any time.
     *
     * @param next the step; if only the step itself can tell which of several it will be, the first of them: {@link
     *     Step#MAP} for MAP_REFUSED, {@link Step#INVALIDATE_UNMAPPED} for the other steps of a callback
     * @param subject whose step it is, as in {@link #record}
     */
    default void gate(final Step next, final Object subject) {}
}

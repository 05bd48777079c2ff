// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * The hardware that an importer programs when it maps and unmaps: {@code hw} of Buffer.tla. Called under the reservation
 * lock.
 *
 * <p>If {@link #map} throws, so does the importer's map, and there is no mapping. If {@link #unmap} throws, so does the
 * unmap, or the revoke, and the mapping still exists, because the device may be using it.
 */
public interface Hardware {
    /** Programs nothing. */
    Hardware NONE = new Hardware() {};

    /**
     * The device may use the mapping from now on.
     *
     * @param a which has it
     */
    default void map(final Attachment a) {}

    /**
     * Stops the device: after this returns, it does not access the memory any more.
     *
     * @param a which has the mapping
     */
    default void unmap(final Attachment a) {}
}

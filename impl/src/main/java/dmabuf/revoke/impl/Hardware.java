// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * What an importer programs when it maps and unmaps: {@code hw} of Buffer.tla. Called under the reservation lock.
 *
 * <p>What {@link #map} throws comes out of the importer's map, and there is no mapping then. What {@link #unmap} throws comes
 * out of the unmap, or of the revoke, and the mapping is still there: the device may be using it.
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
     * When it returns, the device does not touch the memory any more.
     *
     * @param a which has the mapping
     */
    default void unmap(final Attachment a) {}
}

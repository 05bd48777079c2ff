// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

/**
 * What a recorder can see of a buffer.
 *
 * @param exporter the name under which the buffer was exported; empty if that was not seen
 * @param begun whether its beginning was seen
 * @param locked whether its reservation lock is known
 * @param callbacks whether the importer's callbacks were recorded
 * @param calls which functions show the exporter's calls
 * @param restores whether its design has a call that may hold the lock without a broadcast
 */
record Recorder(String exporter, boolean begun, boolean locked, boolean callbacks, Calls calls, boolean restores) {
    /** The functions that show the exporter's calls. */
    enum Calls {
        /** VFIO's functions. */
        VFIO,
        /** The command of iommufd's self test. */
        MOCK,
        /** The functions that the user names, which were recorded. */
        TOLD,
        /** No functions. */
        NONE
    }

    Recorder telling(final boolean told) {
        return new Recorder(exporter, begun, locked, told, calls, restores);
    }
}

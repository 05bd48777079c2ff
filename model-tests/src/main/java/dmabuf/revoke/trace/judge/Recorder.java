// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

/**
 * What a recorder can see of a buffer.
 *
 * @param exporter the name that it was exported under; empty if that was not seen
 * @param begun whether its beginning was seen
 * @param locked whether its reservation lock is known
 * @param callbacks whether the importer's callbacks were recorded
 * @param calls how the exporter's calls are seen
 * @param restores whether its design has a call that may hold the lock without a broadcast
 */
record Recorder(String exporter, boolean begun, boolean locked, boolean callbacks, Calls calls, boolean restores) {
    /** By which functions the exporter's calls are known. */
    enum Calls {
        /** Those of VFIO. */
        VFIO,
        /** The command of iommufd's self test. */
        MOCK,
        /** Those that the user names, which were recorded. */
        TOLD,
        /** By none. */
        NONE
    }

    Recorder telling(final boolean told) {
        return new Recorder(exporter, begun, locked, told, calls, restores);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import java.util.Set;

/**
 * What a recorder can see of a buffer.
 *
 * @param exporter the name under which the buffer was exported; empty if that was not seen
 * @param begun whether its beginning was seen
 * @param locked whether its reservation lock is known
 * @param callbacks whether the importer's callbacks were recorded
 * @param calls which functions show the exporter's calls
 * @param named the calls whose functions the user names, and which were recorded
 * @param restores whether its design has a call that may hold the lock without a broadcast
 * @param moves whether its design moves its memory
 */
record Recorder(String exporter, boolean begun, boolean locked, boolean callbacks, Calls calls, Set<Exporter.Role> named,
        boolean restores, boolean moves) {
    /** The functions that show the exporter's calls. */
    enum Calls {
        /** VFIO's functions. */
        VFIO,
        /** The command of iommufd's self test. */
        MOCK,
        /** The functions that the user names, of which some were recorded. */
        TOLD,
        /** No functions. */
        NONE
    }

    Recorder telling(final boolean told) {
        return new Recorder(exporter, begun, locked, told, calls, named, restores, moves);
    }
}

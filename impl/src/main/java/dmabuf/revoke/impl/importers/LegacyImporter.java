// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.PinnedImporter;

/** A pinned importer that cannot be told: RDMA as it was. Kinds.tla: legacy; reference 4.7 and 8.1. */
public final class LegacyImporter extends PinnedImporter implements SilentOps {
    /**
     * One that is not attached, and programs no hardware.
     *
     * @param buffer which it imports
     */
    public LegacyImporter(final DmaBuf buffer) {
        super(buffer);
    }
}

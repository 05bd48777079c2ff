// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.PinnedImporter;

/** A pinned importer without a callback: the older RDMA importer. Kinds.tla: legacy; reference 4.7 and 8.1. */
public final class LegacyImporter extends PinnedImporter implements SilentOps {
    /**
     * Creates an importer that is not attached and programs no hardware.
     *
     * @param buffer that it imports
     */
    public LegacyImporter(final DmaBuf buffer) {
        super(buffer);
    }
}

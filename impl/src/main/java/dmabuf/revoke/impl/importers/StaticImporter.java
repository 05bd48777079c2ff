// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Importer;

/**
 * An importer without any operations of its own (dma_buf_attach): it cannot reach a peer's memory, has no callback, and
 * waits for KERNEL fences inside map. Kinds.tla: static; reference 5.3.
 */
public final class StaticImporter extends Importer implements SilentOps {
    /**
     * Creates an importer that is not attached and programs no hardware.
     *
     * @param buffer that it imports
     */
    public StaticImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    protected boolean waitsInMap() {
        return true;
    }

    @Override
    public boolean peerToPeer() {
        return false;
    }
}

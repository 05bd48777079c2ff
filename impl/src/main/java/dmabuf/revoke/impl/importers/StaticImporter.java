// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Importer;

/**
 * An importer without any operations of its own (dma_buf_attach): reaches no peer's memory, cannot be told, and waits for
 * KERNEL fences inside map. Kinds.tla: static; reference 5.3.
 */
public final class StaticImporter extends Importer implements SilentOps {
    /**
     * One that is not attached, and programs no hardware.
     *
     * @param buffer which it imports
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

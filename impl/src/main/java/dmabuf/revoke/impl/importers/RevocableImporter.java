// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.impl.Step;

/**
 * A pinned importer with a callback (RDMA's ib_umem_dmabuf): it unmaps inside the callback if its job is done, and never
 * maps again on that attachment. Kinds.tla: revocable; reference 8.1.
 */
public final class RevocableImporter extends PinnedImporter {
    /**
     * Creates an importer that is not attached and programs no hardware.
     *
     * @param buffer that it imports
     */
    public RevocableImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public Step invalidate(final Attachment a) {
        die();
        if (!a.isMapped()) {
            return Step.INVALIDATE_UNMAPPED;
        }
        if (deferWhileJobRuns()) {
            return Step.INVALIDATE_DEFER;
        }
        unmapAndUnpin(a);
        return Step.INVALIDATE_UNMAP;
    }
}

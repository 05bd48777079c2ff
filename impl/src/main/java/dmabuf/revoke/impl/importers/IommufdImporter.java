// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.impl.Step;

/**
 * iommufd: takes the addresses by a private call of the exporter, which nobody counts, and its device uses them without
 * fences; so it gives them back before its callback returns, and then for good; its pin it keeps until it lets the buffer
 * go. Told before it has mapped anything, it may still map. Kinds.tla: iommufd; reference 8.1, 14.3.
 */
public final class IommufdImporter extends PinnedImporter {
    /**
     * One that is not attached, and programs no hardware.
     *
     * @param buffer which it imports
     */
    public IommufdImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public boolean hasFences() {
        return false;
    }

    @Override
    protected Errno take(final Attachment a) {
        return buffer().range(a);
    }

    @Override
    protected void give(final Attachment a) {
        buffer().unrange(a);
    }

    @Override
    public Step invalidate(final Attachment a) {
        if (!a.isMapped()) {
            return Step.INVALIDATE_UNMAPPED;
        }
        die();
        letGo(a, false);
        return Step.INVALIDATE_UNMAP;
    }
}

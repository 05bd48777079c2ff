// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.impl.Step;

/**
 * iommufd. It takes the addresses by a private call of the exporter, which is not counted, and its device uses them without
 * fences. So its callback removes them before it returns, for good; it keeps its pin until the driver unpins. If the
 * callback runs before it has mapped, it may still map. Kinds.tla: iommufd; reference 8.1, 14.3.
 */
public final class IommufdImporter extends PinnedImporter {
    /**
     * Creates an importer that is not attached and programs no hardware.
     *
     * @param buffer that it imports
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

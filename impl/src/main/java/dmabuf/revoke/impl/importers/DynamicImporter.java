// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Step;

/** An importer like GPU drivers: its callback defers the unmap to a worker, and it may map again. Kinds.tla: dynamic. */
public final class DynamicImporter extends Importer {
    /**
     * Creates an importer that is not attached and programs no hardware.
     *
     * @param buffer that it imports
     */
    public DynamicImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public Step invalidate(final Attachment a) {
        return a.isMapped() ? defer() : Step.INVALIDATE_UNMAPPED;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Step;

/** An importer as GPU drivers are: it leaves the unmap to a worker, and may map again. Kinds.tla: dynamic. */
public final class DynamicImporter extends Importer {
    /**
     * One that is not attached, and programs no hardware.
     *
     * @param buffer which it imports
     */
    public DynamicImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public Step invalidate(final Attachment a) {
        return a.isMapped() ? defer() : Step.INVALIDATE_UNMAPPED;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.ImporterOps;
import dmabuf.revoke.impl.Step;

/** The operations of an importer without a callback. Reference 4.7. */
interface SilentOps extends ImporterOps {
    @Override
    default boolean hasCallback() {
        return false;
    }

    @Override
    default Step invalidate(final Attachment a) {
        throw new IllegalStateException("an importer without a callback was called");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.ArrayList;
import java.util.List;

/** The attachments of a buffer, newest first: a list_head. It is changed and traversed under the reservation lock. */
final class AttachmentList {
    private volatile Attachment newest;

    /** The newest attachment; {@link Attachment#older} leads to the others. */
    Attachment newest() {
        return newest;
    }

    void insert(final Attachment a) {
        a.older = newest;
        if (newest != null) {
            newest.newer = a;
        }
        newest = a;
        a.listed = true;
    }

    void remove(final Attachment a) {
        if (a.newer == null) {
            newest = a.older;
        } else {
            a.newer.older = a.older;
        }
        if (a.older != null) {
            a.older.newer = a.newer;
        }
        a.newer = null;
        a.older = null;
        a.listed = false;
    }

    /** A copy; without the lock it may miss attachments while others are added or removed. */
    List<Attachment> copy() {
        final List<Attachment> copy = new ArrayList<>();
        for (Attachment a = newest; a != null; a = a.older) {
            copy.add(a);
        }
        return copy;
    }
}

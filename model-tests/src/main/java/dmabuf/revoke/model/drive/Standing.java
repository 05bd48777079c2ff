// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.impl.BufferInfo;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Mutex;

/** Describes a buffer of impl whose threads hang: the owners of its locks, and whom a revoke would wait for. */
public final class Standing {
    private Standing() {}

    /** Some lines of text; takes no lock. */
    public static String of(final Exporter e) {
        final BufferInfo info = e.buffer().info();
        return "the buffer: outer lock " + owner(e.outer()) + ", reservation lock " + owner(e.buffer().resv().lock())
                + ", revoked " + e.isRevoked() + ", count " + e.count() + ", complete " + e.isComplete()
                + "; a revoke would wait for " + (info.waitedFor().isEmpty() ? "nobody" : String.join(", ", info.waitedFor()));
    }

    private static String owner(final Mutex lock) {
        final Thread owner = lock.owner();
        return owner == null ? "free" : "of " + owner.getName();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Operation;
import dmabuf.revoke.impl.Probe;

/**
 * RDMA core as an exporter. It revokes its memory once and for ever, and its pin refuses. Its attach tests only whether the
 * importer can reach a peer's memory, so that an importer without a callback attaches, and its map is refused later. The
 * design {@code Uverbs} of Designs.tla; reference 8.2.
 */
public final class UverbsExporter extends Exporter {
    /**
     * Creates an exporter whose buffer is live and the only one under its outer lock.
     *
     * @param probe observes and steers the buffer and all its users
     */
    public UverbsExporter(final Probe probe) {
        super(probe);
    }

    /**
     * Revokes the buffer as {@link RevocableExporter#revoke} does; there is no restore. Takes the outer lock, and inside it
     * the reservation lock. Spec: RevokeSteps; reference 8.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void revoke() throws InterruptedException {
        operation(false, Operation::drain);
    }

    @Override
    public Errno attach(final Attachment a) {
        return a.importer().peerToPeer() ? Errno.OK : Errno.EOPNOTSUPP;
    }

    @Override
    public Errno pin(final Attachment a) {
        return Errno.EOPNOTSUPP;
    }
}

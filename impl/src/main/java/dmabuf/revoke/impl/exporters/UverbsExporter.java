// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Operation;
import dmabuf.revoke.impl.Probe;

/**
 * RDMA core as an exporter: takes its memory back once and for ever, lets nobody pin, and tests nothing at attach but
 * whether the importer can reach a peer's memory, so that one that cannot be told comes in, and map refuses it later.
 * The design {@code Uverbs} of Designs.tla; reference 8.2.
 */
public final class UverbsExporter extends Exporter {
    /**
     * The only buffer of its outer lock; it begins live.
     *
     * @param probe observes and steers the buffer and all who share it
     */
    public UverbsExporter(final Probe probe) {
        super(probe);
    }

    /**
     * Takes the buffer back, as {@link RevocableExporter#revoke}; nothing undoes it. Takes the outer lock, and inside
     * it the reservation lock. Spec: RevokeSteps; reference 8.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
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

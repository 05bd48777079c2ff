// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.contention;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Step;
import java.util.concurrent.locks.LockSupport;

/** An importer whose worker unmaps some time after the callback has woken it. Kinds.tla: dynamic. */
final class LateImporter extends Importer implements Runnable {
    private final long delayNanos;
    private final Thread worker = new Thread(this, "worker");
    private volatile boolean ended;

    private LateImporter(final DmaBuf buffer, final long delayNanos) {
        super(buffer);
        this.delayNanos = delayNanos;
    }

    static LateImporter start(final DmaBuf buffer, final long delayNanos) throws InterruptedException {
        final LateImporter i = new LateImporter(buffer, delayNanos);
        Contention.must(i.attach() == Errno.OK, "an attach to a live buffer was refused");
        i.worker.start();
        return i;
    }

    @Override
    public Step invalidate(final Attachment a) {
        if (!a.isMapped()) {
            return Step.INVALIDATE_UNMAPPED;
        }
        final Step answer = defer();
        LockSupport.unpark(worker);
        return answer;
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                if (isDeferred()) {
                    await(System.nanoTime() + delayNanos);
                    work();
                } else {
                    LockSupport.park(this);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("a worker was interrupted", e);
        }
    }

    private void await(final long deadline) {
        for (long left = deadline - System.nanoTime(); left > 0 && !ended; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    void end() throws InterruptedException {
        ended = true;
        LockSupport.unpark(worker);
        worker.join();
    }
}

package dmabuf.revoke.impl;

import java.util.concurrent.CountDownLatch;

/**
 * A fence: signals once, and stays signalled. Reference section 6; the jobs of Callback.tla.
 *
 * <p><b>Memory.</b> What happens before {@link #signal} happens before a return of {@link #await}.
 *
 * <p><b>Locks.</b> None is needed; to wait while holding the reservation lock is legal, so the signaller must not need it.
 */
public final class DmaFence {
    private final Usage usage;
    private final CountDownLatch signalled = new CountDownLatch(1);

    public DmaFence(final Usage usage) {
        this.usage = usage;
    }

    public Usage usage() {
        return usage;
    }

    /** Spec action Signal. Again and again is as once. */
    public void signal() {
        signalled.countDown();
    }

    public boolean isSignalled() {
        return signalled.getCount() == 0;
    }

    /** Waits until the fence has signalled. An interrupted wait throws, and changes nothing. */
    public void await() throws InterruptedException {
        signalled.await();
    }
}

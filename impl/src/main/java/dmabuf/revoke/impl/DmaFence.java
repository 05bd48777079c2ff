package dmabuf.revoke.impl;

/**
 * A fence: signals once, and stays signalled. Reference section 6; the jobs of Callback.tla.
 *
 * <p><b>Memory.</b> What happens before {@link #signal} happens before the end of a wait.
 *
 * <p><b>Locks.</b> None is needed. To wait while holding the reservation lock is legal, so the signaller must not need it.
 */
public final class DmaFence {
    private final Usage usage;
    private final Event signalled = new Event();

    public DmaFence(final Usage usage) {
        this.usage = usage;
    }

    public Usage usage() {
        return usage;
    }

    /** Spec action Signal. Again and again is as once. */
    public synchronized void signal() {
        signalled.happen();
    }

    /**
     * dma_fence_add_callback, in what matters here: does something while the fence cannot signal, unless it has.
     *
     * @return whether it was done
     */
    synchronized boolean before(final Runnable effect) {
        if (isSignalled()) {
            return false;
        }
        effect.run();
        return true;
    }

    public boolean isSignalled() {
        return signalled.happened();
    }

    /** Waits until the fence has signalled. An interrupted wait throws, and changes nothing. */
    public void await() throws InterruptedException {
        signalled.awaitInterruptibly();
    }

    /** The same without heed of interrupts. */
    void awaitUninterruptibly() {
        signalled.await();
    }

    Waitable waitable() {
        return signalled;
    }
}

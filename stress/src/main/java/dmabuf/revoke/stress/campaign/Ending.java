// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.util.concurrent.CountDownLatch;

/** When a signal ends this JVM, the campaign writes its report first: the end of the JVM waits until this is closed. */
final class Ending implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    /** @param stop runs when the JVM is about to end */
    Ending(final Runnable stop) {
        hook = new Thread(() -> {
            stop.run();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "end of the campaign");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Whether the JVM is about to end. It is true before any hook runs, so that a failure caused by ending the child processes is
     * not taken for one of impl.
     */
    static boolean underWay() {
        try {
            final Thread none = new Thread(() -> { });
            Runtime.getRuntime().addShutdownHook(none);
            Runtime.getRuntime().removeShutdownHook(none);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is about to end, and the hook has been released
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.fault;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Patience;
import dmabuf.revoke.model.watch.Progress;
import java.util.Set;

/** A thread in a call of impl that has to wait for another thread. */
final class Waiter extends Thread {
    interface Body {
        void run() throws Exception;
    }

    private final RevocableExporter exporter;
    private final Progress progress;
    private final int longest;
    private final Set<? extends Thread> others;
    private final Body body;
    private volatile Throwable thrown;
    private volatile boolean interruptLeft;

    /**
     * Begins the call.
     *
     * @param longest how many steps the longest call takes
     * @param others whose steps may let it go on, beside those of the thread that makes it
     */
    Waiter(
            final String call, final RevocableExporter exporter, final Progress progress, final int longest,
            final Set<? extends Thread> others, final Body body) {
        super(call);
        this.exporter = exporter;
        this.progress = progress;
        this.longest = longest;
        this.others = others;
        this.body = body;
        setDaemon(true);
        start();
    }

    @Override
    public void run() {
        progress.begins(getName(), longest);
        try {
            body.run();
        } catch (Exception | Error e) {
            thrown = e;
        }
        interruptLeft = isInterrupted();
        progress.returned();
    }

    /**
     * {@return whether it waits; false if the call has returned} Waits until the thread sleeps in one of impl's own queues. A
     * thread that is only about to sleep would notice by itself that it may go on, and so would hide a lost wake-up. The same
     * holds for an interrupted thread that has not yet noticed the interrupt; when it does, it clears the flag.
     */
    boolean parks() throws Hung {
        final Patience patience = patience();
        while (isAlive() && !(!isInterrupted() && exporter.blocks(this) && getState() == State.WAITING)) {
            patience.pause();
        }
        return isAlive();
    }

    /** {@return the exception; null if there was none} Waits until the call has returned. */
    Throwable end() throws Hung, InterruptedException {
        patience().join(this);
        return thrown;
    }

    /** Whether the call has left an interrupt for its caller to see. */
    boolean interruptLeft() {
        return interruptLeft;
    }

    private Patience patience() {
        final Set<Thread> all = new java.util.HashSet<>(others);
        all.add(this);
        return new Patience(() -> all, progress);
    }
}

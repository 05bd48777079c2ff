// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs hunts, some at a time, in daemon threads. */
public final class SideBySide {
    private SideBySide() {}

    /**
     * Runs all of them.
     *
     * @param many of them at a time
     * @param what they hunt, for messages
     * @return their results, in the order of the list
     */
    public static <T> List<T> run(final int many, final String what, final List<Callable<T>> hunts) throws Undecided, InterruptedException {
        final ExecutorService threads = Executors.newFixedThreadPool(many, hunt -> daemon(what, hunt));
        try {
            final List<T> found = new ArrayList<>();
            for (final Future<T> f : threads.invokeAll(hunts)) {
                found.add(f.get());
            }
            return found;
        } catch (ExecutionException e) {
            throw new Undecided(what + ": " + e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(final String what, final Runnable hunt) {
        final Thread t = new Thread(hunt, "hunt of " + what);
        t.setDaemon(true);
        return t;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;

/** Interrupts the threads of hunts that are over, again and again, until they end. */
final class Interrupter {
    private static final long NANOS = 100_000_000;

    /** The context class loaders of the threads to be interrupted. */
    private static final Set<ClassLoader> OVER = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static {
        final Thread t = new Thread(Interrupter::run, "interrupts what mutants have left");
        t.setDaemon(true);
        t.start();
    }

    private Interrupter() {}

    /** Begins with the threads that have a context class loader. */
    static void of(final ClassLoader loader) {
        OVER.add(loader);
    }

    private static void run() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        while (true) {
            final Thread[] all = new Thread[2 * top.activeCount() + 8];
            for (int n = top.enumerate(all) - 1; n >= 0; n--) {
                if (OVER.contains(all[n].getContextClassLoader())) {
                    all[n].interrupt();
                }
            }
            LockSupport.parkNanos(NANOS);
        }
    }
}

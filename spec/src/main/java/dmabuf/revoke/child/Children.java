// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The child processes of this JVM that are running. They end, with all processes that they have started, when the JVM ends
 * in any way other than by SIGKILL.
 */
final class Children {
    /** A process that was killed is usually gone soon. After this time we no longer wait for the kernel. */
    private static final long SECONDS_TO_DIE = 20;

    /** Guarded by the class, as is {@link #ending}: no child is started once the JVM ends. */
    private static final Set<Tree> RUNNING = new LinkedHashSet<>();

    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "end of the child processes"));
    }

    private Children() {}

    /** A process and all processes that it has started, as far as they were seen. */
    static final class Tree {
        private final Process root;
        private final Thread waiting = Thread.currentThread();
        /** Guarded by this. A process whose parent has ended can no longer be found, so it must have been seen before. */
        private final Set<ProcessHandle> seen = new LinkedHashSet<>();

        private Tree(final Process root) {
            this.root = root;
        }

        Process root() {
            return root;
        }

        /** Records the processes that it has started. */
        synchronized void look() {
            root.descendants().forEach(seen::add);
            seen.removeIf(p -> !p.isAlive());
        }

        /** Kills all of them, and waits until they are gone. */
        void end() {
            kill();
            Children.remove(this);
        }

        private synchronized void kill() {
            look();
            root.destroyForcibly();
            for (final ProcessHandle p : List.copyOf(seen)) {
                p.descendants().forEach(seen::add);
            }
            seen.forEach(ProcessHandle::destroyForcibly);
            gone(root.toHandle());
            seen.forEach(Tree::gone);
        }

        private static void gone(final ProcessHandle p) {
            try {
                p.onExit().orTimeout(SECONDS_TO_DIE, TimeUnit.SECONDS).join();
            } catch (CompletionException e) {
                // The kernel has not ended it yet, but will.
            }
        }
    }

    static Tree start(final ProcessBuilder builder) throws IOException {
        synchronized (Children.class) {
            if (ending) {
                throw new IOException("this program is about to end");
            }
            final Tree t = new Tree(builder.start());
            RUNNING.add(t);
            return t;
        }
    }

    /** Whether this JVM is about to end, by a signal or of its own accord. */
    static synchronized boolean isEnding() {
        return ending;
    }

    static synchronized boolean isAwaitedBy(final Thread t) {
        return RUNNING.stream().anyMatch(tree -> tree.waiting == t);
    }

    private static synchronized void remove(final Tree t) {
        RUNNING.remove(t);
    }

    private static void endAll() {
        final List<Tree> left;
        synchronized (Children.class) {
            ending = true;
            left = List.copyOf(RUNNING);
        }
        left.forEach(Tree::kill);
    }
}

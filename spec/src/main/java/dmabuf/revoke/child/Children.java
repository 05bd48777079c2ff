// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The child processes of this JVM that run now. When the JVM ends, however it does short of being killed by force, they
 * end with it, and so does what they have started.
 */
final class Children {
    /** A process that was killed by force is gone soon; one that the kernel cannot end is left to it after so long. */
    private static final long SECONDS_TO_DIE = 20;

    /** Guarded by the class, as {@link #ending} is: nothing is started once the JVM ends. */
    private static final Set<Tree> RUNNING = new LinkedHashSet<>();

    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "end of the child processes"));
    }

    private Children() {}

    /** A process and all that it has started, as far as it was seen. */
    static final class Tree {
        private final Process root;
        private final Thread waiting = Thread.currentThread();
        /** Guarded by this. A process whose parent has ended cannot be found any more: it must have been seen before. */
        private final Set<ProcessHandle> seen = new LinkedHashSet<>();

        private Tree(final Process root) {
            this.root = root;
        }

        Process root() {
            return root;
        }

        /** Takes note of what it has started. */
        synchronized void look() {
            root.descendants().forEach(seen::add);
            seen.removeIf(p -> !p.isAlive());
        }

        /** Kills all of it, and waits until it is gone. */
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
                // The kernel has not ended it yet, and will.
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

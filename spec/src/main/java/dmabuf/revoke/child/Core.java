// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keeps threads that hand over to each other all the time on one core: waking a thread on another core costs several times
 * as much as the step that it then takes.
 *
 * <p>This is for speed only. It uses Linux's {@code taskset}; if there is none, or it fails, the threads run on any core.
 */
public final class Core {
    private static final Limit LONGEST = Limit.seconds(20);
    private static final Map<Integer, Integer> KEPT = new HashMap<>();
    private static int named;

    private Core() {}

    /**
     * Runs work in the calling thread. This thread, and the threads that it starts, stay on the core that has the fewest
     * such threads.
     */
    public static void keep(final Runnable work) {
        final int core = take();
        try {
            put(core);
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (KEPT) {
                KEPT.merge(core, -1, Integer::sum);
            }
        }
    }

    private static int take() {
        synchronized (KEPT) {
            int least = 0;
            for (int n = 1; n < Runtime.getRuntime().availableProcessors(); n++) {
                least = KEPT.getOrDefault(n, 0) < KEPT.getOrDefault(least, 0) ? n : least;
            }
            KEPT.merge(least, 1, Integer::sum);
            return least;
        }
    }

    private static void put(final int core) throws InterruptedException {
        try {
            final String tid = thread();
            if (tid != null) {
                final Path log = Files.createTempFile("core", ".log");
                new Child(List.of("taskset", "-p", "-c", Integer.toString(core), tid), log, LONGEST).run();
                Files.delete(log);
            }
        } catch (IOException | HungChild e) {
            // this is for speed only
        }
    }

    /** The number of the calling thread in Linux, found by a name that only this thread has for a moment. */
    private static String thread() throws IOException {
        final Path tasks = Path.of("/proc/self/task");
        if (!Files.isDirectory(tasks)) {
            return null;
        }
        final Thread me = Thread.currentThread();
        final String name = me.getName();
        final String once;
        synchronized (KEPT) {
            once = "core" + ProcessHandle.current().pid() % 100_000 + "-" + named++ % 10_000;
        }
        me.setName(once);
        try (Stream<Path> all = Files.list(tasks)) {
            return all.filter(t -> once.equals(comm(t))).map(t -> t.getFileName().toString()).findFirst().orElse(null);
        } finally {
            me.setName(name);
        }
    }

    private static String comm(final Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}

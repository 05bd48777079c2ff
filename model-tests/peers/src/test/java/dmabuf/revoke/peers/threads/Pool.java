// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers.threads;

import dmabuf.revoke.peers.Run;
import dmabuf.revoke.peers.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Real threads, which begin at a barrier. */
final class Pool implements Together {
    /** In milliseconds. A round takes microseconds; a machine that is busy with other things may take seconds. */
    private static final long LIMIT = 15_000;
    /** Once a round has taken too long, the others are only asked whether they find something better. */
    private static volatile long limit = LIMIT;

    private final ExecutorService threads = Executors.newCachedThreadPool(r -> {
        final Thread t = new Thread(r, "part");
        t.setDaemon(true);
        return t;
    });

    @Override
    public void run(final Part... parts) throws Exception {
        final CyclicBarrier start = new CyclicBarrier(parts.length);
        final AtomicReference<Throwable> first = new AtomicReference<>();
        final List<Future<?>> running = new ArrayList<>();
        for (final Part p : parts) {
            running.add(threads.submit(() -> {
                start.await();
                try {
                    p.run();
                } catch (Exception | Error t) {
                    first.compareAndSet(null, t);
                    throw t;
                }
                return null;
            }));
        }
        final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limit);
        for (final Future<?> f : running) {
            await(f, first, end);
        }
        rethrow(first.get());
    }

    /** Who waits for somebody that has failed does not end. */
    private static void await(final Future<?> f, final AtomicReference<Throwable> first, final long end) throws Exception {
        while (true) {
            try {
                f.get(50, TimeUnit.MILLISECONDS);
                return;
            } catch (ExecutionException e) {
                rethrow(e.getCause());
            } catch (TimeoutException t) {
                rethrow(first.get());
                if (System.nanoTime() > end) {
                    final String where = stacks();
                    limit = 300;
                    throw new Run.TimeLimit(where);
                }
            }
        }
    }

    private static void rethrow(final Throwable t) throws Exception {
        if (t instanceof Error e) {
            throw e;
        }
        if (t != null) {
            throw (Exception) t;
        }
    }

    private static String stacks() {
        final StringBuilder text = new StringBuilder("threads did not end in " + limit + " ms");
        Thread.getAllStackTraces().forEach((t, stack) -> {
            final List<StackTraceElement> frames = List.of(stack);
            if (frames.stream().anyMatch(f -> f.getClassName().startsWith("dmabuf.revoke.impl")) && t.getName().equals("part")) {
                text.append("\npart");
                frames.stream().limit(12).forEach(f -> text.append("\n    at ").append(f));
            }
        });
        return text.toString();
    }
}

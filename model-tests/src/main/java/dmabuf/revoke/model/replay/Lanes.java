// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.child.Core;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Replays several graphs at a time, the longest first; with one lane, in their order. The result is the same in each run: the
 * graphs up to the first that disagrees, inclusive, count; the replays of those after it are cancelled.
 */
final class Lanes {
    private final List<Graph> graphs;
    private final int lanes;
    private final BiFunction<Graph, BooleanSupplier, ReplayResult> what;
    private final AtomicInteger disagrees = new AtomicInteger(Integer.MAX_VALUE);

    /** @param what replays a graph, until its result is no longer needed */
    Lanes(final List<Graph> graphs, final int lanes, final BiFunction<Graph, BooleanSupplier, ReplayResult> what) {
        this.graphs = graphs;
        this.lanes = lanes;
        this.what = what;
    }

    /** {@return a result for each graph, in their order, up to the first that disagrees, inclusive} */
    List<ReplayResult> run() throws InterruptedException {
        final Comparator<Integer> longest = Comparator.comparing(n -> -graphs.get(n).edges());
        final List<Integer> order = IntStream.range(0, graphs.size()).boxed()
                .sorted(lanes == 1 ? Comparator.naturalOrder() : longest)
                .toList();
        final ReplayResult[] results = new ReplayResult[graphs.size()];
        final ExecutorService pool = Executors.newFixedThreadPool(lanes, Lanes::daemon);
        try {
            final List<Future<?>> running = new ArrayList<>();
            for (final int n : order) {
                running.add(pool.submit(() -> results[n] = replay(n)));
            }
            for (final Future<?> f : running) {
                f.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("replay ended with " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return Arrays.asList(results).subList(0, Math.min(graphs.size() - 1, disagrees.get()) + 1);
    }

    private ReplayResult replay(final int n) {
        if (n > disagrees.get()) {
            return null;
        }
        final ReplayResult r = what.apply(graphs.get(n), () -> n > disagrees.get());
        if (r.failure() != null) {
            disagrees.accumulateAndGet(n, Math::min);
        }
        return r;
    }

    private static Thread daemon(final Runnable replays) {
        final Thread t = new Thread(() -> Core.keep(replays), "replay");
        t.setDaemon(true);
        return t;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.dma;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.LongestCall;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.Refusal;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * The ground truth: threads that nobody controls, and a device that reads and writes real memory. When a revoke has waited for
 * fences, the memory is poisoned, and each later read or write is detected. The oracle also judges what the calls returned. If it
 * accepts a run in which there was a forbidden access, impl is asked what it still had, and {@link Blame} says who is wrong.
 *
 * <p>The oracle is not told of the calls of the worker and the device, nor of the driver's calls that a callback can turn into
 * misuse while they begin (lock, unmap, unpin, submit). For the oracle they may happen at any moment.
 */
public final class Dma implements Technique {
    private static final List<String> KINDS = List.of("dynamic", "virtio", "odp", "revocable", "iommufd");
    private static final int ROUNDS = 300;
    private static final Observer OBSERVER =
            new Observer(Set.of("worker:i1", "device:i1"), Set.of("lock", "unmap", "unpin", "submit", "invalidate"), Set.of(), true);

    @Override
    public String name() {
        return "dma";
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final Graph graph = graphs.scene("dma");
        final Oracle oracle = new Oracle(graph, OBSERVER);
        final int longest = LongestCall.of(graph);
        final StringBuilder summary = new StringBuilder();
        for (final String kind : List.of("odp", "revocable", "iommufd")) {
            try {
                final String wrong = new SlowAccess(kind, longest).run();
                if (!wrong.isEmpty()) {
                    return Verdict.differs(kind, wrong);
                }
            } catch (Hung h) {
                return Verdict.hung(kind, h.getMessage());
            } catch (ExecutionException e) {
                return Verdict.differs(kind, "revoke threw " + e.getCause());
            }
        }
        final DmaCounts all = new DmaCounts();
        for (final String kind : KINDS) {
            final DmaRun run = new DmaRun(kind, ROUNDS, seed, longest);
            final History history;
            try {
                history = run.run();
            } catch (Hung h) {
                all.add(run.counts);
                return Verdict.hung(kind + ": " + all.text(), h.getMessage() + "\n" + run.standing());
            }
            all.add(run.counts);
            final Optional<Refusal> refusal = oracle.decide(history);
            final String truth = run.wrong();
            if (!truth.isEmpty() || refusal.isPresent()) {
                return Verdict.differs(
                        kind + ": " + all.text(),
                        (truth.isEmpty() ? "" : truth + "\n")
                                + (refusal.isPresent() ? "impl is wrong: the oracle refuses the history: " + refusal.get()
                                        : Blame.of(run.admitted(), graph, oracle, history))
                                + "\n" + keep(history, kind));
            }
        }
        summary.append(KINDS.size()).append(" kinds of importers, ").append(all.text());
        final String never = all.never();
        return never.isEmpty() ? Verdict.agrees(summary.toString()) : Verdict.differs(summary.toString(), never);
    }

    private static String keep(final History history, final String kind) {
        final Path file = Failures.file("dma");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "# importer " + kind + "\n" + history);
            return "the history: " + file;
        } catch (IOException e) {
            return "the history could not be written to " + file + ": " + Undecided.reason(e);
        }
    }
}

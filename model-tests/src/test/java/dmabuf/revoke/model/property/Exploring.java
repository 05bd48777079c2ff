// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Judge;
import dmabuf.revoke.model.drive.Recording;
import dmabuf.revoke.model.watch.Progress;
import dmabuf.revoke.oracle.Observer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.state.ActionChain;
import org.opentest4j.TestAbortedException;

/**
 * The common data of the chains of one property: the graph of its scene, the judge, the threads, and the coverage. Made before
 * the first try; after the last it makes the summary, and saves the moves of a failure for {@code ./revoke replay}.
 */
final class Exploring implements AroundPropertyHook {
    /** The one of the running property: jqwik runs one at a time. */
    private static final ThreadLocal<Exploring> NOW = new ThreadLocal<>();

    /** A failed chain: the moves, and the reason. */
    private record Failed(Recording moves, String why) {}

    private Graph graph;
    private Judge judge;
    private Guide guide;
    private final Progress progress = Progress.here();
    private Director director;
    private List<Operation> operations;
    private final BitSet taken = new BitSet();
    private final Map<List<String>, Failed> failed = new HashMap<>();
    private long chains;
    private long moves;
    private long parked;

    static Exploring now() {
        return NOW.get();
    }

    @Override
    public PropertyExecutionResult aroundProperty(final PropertyLifecycleContext context, final PropertyExecutor property)
            throws Throwable {
        final Campaign campaign = Campaign.current();
        if (!campaign.failures().isEmpty()) {
            throw new TestAbortedException("another property has failed");
        }
        final Exploring fresh = new Exploring();
        fresh.open(campaign.graphs().scene(context.findAnnotation(InScene.class).orElseThrow().value()));
        campaign.seed().ifPresent(s -> context.attributes().setSeed(Long.toString(s)));
        if (!campaign.shrinks()) {
            context.attributes().setShrinking(ShrinkingMode.OFF);
        }
        NOW.set(fresh);
        try {
            return fresh.summed(property.execute(), campaign);
        } finally {
            NOW.remove();
        }
    }

    /** Outermost of all hooks, so that the check of the coverage belongs to the property. */
    @Override
    public int aroundPropertyProximity() {
        return -1000;
    }

    private void open(final Graph scene) {
        graph = scene;
        judge = new Judge(graph, Observer.ALL);
        guide = new Guide(graph, judge, taken);
        operations = operationsOf(graph);
        threads();
    }

    private void threads() {
        director = new Director(graph);
    }

    /** The actions of the graph's operations. An operation without an action would never be called, so it is an error. */
    private static List<Operation> operationsOf(final Graph graph) {
        final Set<String> wanted = new HashSet<>();
        graph.events().stream()
                .filter(e -> e != null && e.kind() == Event.Kind.CALL && !e.process().startsWith("callback"))
                .forEach(e -> wanted.add(e.op()));
        final List<Operation> all = Stream.of(ImporterOperations.all(), ExporterOperations.all(), ProgramOperations.all())
                .flatMap(List::stream)
                .filter(o -> wanted.contains(o.name()))
                .toList();
        all.forEach(o -> wanted.remove(o.name()));
        if (!wanted.isEmpty()) {
            throw new AssertionError("operations of the graph without an action: " + wanted);
        }
        return all;
    }

    /** Whether a chain has hung. It is not shrunk then, because each smaller chain may hang as well. */
    boolean hasHung() {
        return progress.hangs() > 0;
    }

    Guide guide() {
        return guide;
    }

    List<Operation> operations() {
        return operations;
    }

    /** All observable events of the graph. */
    Set<Event> events() {
        return judge.seen().keySet();
    }

    /** A new buffer for a chain. Threads that a failed chain has left hanging stay behind. */
    SharedBuffer fresh() {
        try {
            director.reset(graph.initial()[0]);
        } catch (Disagreement hung) {
            restart(hung);
        }
        guide.begin();
        return new SharedBuffer(director, new Trail(judge.trial(), graph, taken));
    }

    private void restart(final Disagreement hung) {
        if (failed.isEmpty()) {
            throw new AssertionError(hung.getMessage(), hung);
        }
        try {
            threads();
            director.reset(graph.initial()[0]);
        } catch (Disagreement e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Runs a chain, and lets all processes finish. {@return the buffer} */
    SharedBuffer holding(final ActionChain<SharedBuffer> chain) {
        try {
            final SharedBuffer buffer = chain.run();
            buffer.end();
            chains++;
            moves += buffer.moves();
            parked += buffer.parked();
            return buffer;
        } catch (AssertionError | RuntimeException e) {
            guide.end();
            failed.put(chain.transformations(), new Failed(director.recording(), why(e)));
            // Always an error of the same class: jqwik accepts a smaller chain only if its failure has the same class.
            throw new AssertionError(why(e), e);
        }
    }

    private static String why(final Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Disagreement) {
                return t.getMessage();
            }
        }
        return thrown.getMessage();
    }

    private PropertyExecutionResult summed(final PropertyExecutionResult result, final Campaign campaign) {
        final int edges = taken.cardinality();
        campaign.summaries().add(String.format(
                "%s: %,d chains, %,d moves, %,d of %,d edges (%.1f %%), %,d threads parked, %,d found stuck, %,d calls that are"
                        + " misuse; seen: %s",
                graph.origin().scene(), chains, moves, edges, graph.edges(), 100.0 * edges / graph.edges(), parked, judge.stuck(),
                judge.misuse(), judge.results()));
        result.falsifiedParameters().ifPresent(p -> {
            final List<String> chain = ((ActionChain<?>) p.get(0)).transformations();
            final Failed f = failed.get(chain);
            campaign.failures().add(chain.stream().map(m -> m + "\n").collect(Collectors.joining())
                    + (f == null ? "" : f.why + "\n" + f.moves.keep(campaign.file(), f.why)));
        });
        if (campaign.seed().isEmpty()) {
            // Nobody else prints how to repeat it.
            campaign.failures().forEach(System.out::println);
        }
        return result;
    }
}

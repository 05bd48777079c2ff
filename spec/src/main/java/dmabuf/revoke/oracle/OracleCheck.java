// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares the oracle with TLC: both decide the same random histories, and must agree on each.
 *
 * <p>The oracle reads the graph; TLC reads the spec, in one run. Histories are sequential or overlapping; some have a
 * hidden process, an unseen beginning, or a process that is stuck at the end; half of them are disturbed. For the oracle
 * they are recorded by thread and merged. TLC does not decide what follows a <em>stuck</em>, or observers that hide
 * operations or single events.
 *
 * <p>Then each {@link SeededBug} is compared with TLC's verdicts, and must disagree with one.
 */
public final class OracleCheck {
    /** How many histories are made. */
    public static final int HISTORIES = 520;

    /** The seed of {@code ./revoke verify}. */
    public static final long SEED = 1;

    /** So many events of the graph may be missing, because they are too deep for short histories. */
    private static final int FEW = 3;

    private final List<Case> cases;
    private final boolean[] verdicts;

    /**
     * The result.
     *
     * @param accepted behaviours, according to TLC
     * @param refused not behaviours, according to TLC
     * @param overlapping histories with two calls at one time
     * @param hidden histories of an observer that does not see some process
     * @param late histories whose beginning was not seen
     * @param stuck histories that end with a process being stuck
     * @param unmet events of the graph that occur in no accepted history
     * @param disagreements each with its history and with both verdicts
     * @param caught for each seeded bug that disagrees with TLC, the first history on which it does
     * @param visited states that TLC visited
     * @param seconds in total, including TLC
     */
    public record Result(
            long seed,
            int histories,
            int accepted,
            int refused,
            int overlapping,
            int hidden,
            int late,
            int stuck,
            List<Event> unmet,
            List<String> disagreements,
            Map<SeededBug, String> caught,
            int visited,
            double seconds) {

        /** The reasons why the check fails; empty if it passes. */
        public List<String> failures() {
            final List<String> found = new ArrayList<>(disagreements);
            zero(found, accepted, "history was accepted");
            zero(found, refused, "history was refused");
            zero(found, overlapping, "history overlaps");
            zero(found, hidden, "history has a hidden process");
            zero(found, late, "history has an unseen beginning");
            zero(found, stuck, "history has a process that is stuck");
            if (unmet.size() > FEW) {
                found.add(unmet.size() + " events of the graph are in no accepted history (seed " + seed + "): "
                        + unmet);
            }
            for (final SeededBug bug : SeededBug.values()) {
                if (!caught.containsKey(bug)) {
                    found.add("the seeded bug " + bug + " of the oracle was not caught (seed " + seed + ")");
                }
            }
            return found;
        }

        private void zero(final List<String> found, final int count, final String what) {
            if (count == 0) {
                found.add("no " + what + " (seed " + seed + ")");
            }
        }
    }

    OracleCheck(final List<Case> cases, final boolean[] verdicts) {
        this.cases = cases;
        this.verdicts = verdicts;
    }

    /**
     * @param graph of the configuration that the constants describe
     * @param definitions what the design adds to the module
     * @param constants the lines of the configuration of TLC: the design's and the scene's
     */
    public static Result check(
            final Graph graph, final Tlc tlc, final String definitions, final String constants, final long seed)
            throws Undecided, InterruptedException {
        final long begin = System.nanoTime();
        final RandomHistories random = new RandomHistories(graph, seed);
        final List<Case> cases = random.make(HISTORIES);
        final TraceModule module = new TraceModule(cases);
        final Outcome outcome = tlc.run(module.run(definitions, constants));
        final boolean[] verdicts = module.accepted(outcome.prints());
        final OracleCheck check = new OracleCheck(cases, verdicts);
        int accepted = 0;
        for (final boolean v : verdicts) {
            accepted += v ? 1 : 0;
        }
        final List<String> disagreements = check.disagreements(graph, null);
        final Map<SeededBug, String> caught = check.caught(graph);
        return new Result(
                seed,
                cases.size(),
                accepted,
                cases.size() - accepted,
                (int) cases.stream().filter(c -> c.overlaps(random.nested())).count(),
                (int) cases.stream().filter(c -> !c.observer().hiddenProcesses().isEmpty()).count(),
                (int) cases.stream().filter(c -> !c.observer().fromTheBeginning()).count(),
                (int) cases.stream().filter(c -> c.stuck() != null).count(),
                check.unmet(graph),
                disagreements,
                caught,
                outcome.distinct(),
                (System.nanoTime() - begin) / 1e9);
    }

    private List<Event> unmet(final Graph graph) {
        final Set<Event> met = new HashSet<>();
        for (int n = 0; n < verdicts.length; n++) {
            if (verdicts[n]) {
                met.addAll(cases.get(n).seen());
            }
        }
        return graph.events().stream().filter(e -> e != null && !met.contains(e)).toList();
    }

    /** For each seeded bug that disagrees with TLC, the first history on which it does. */
    Map<SeededBug, String> caught(final Graph graph) {
        final Map<SeededBug, String> caught = new EnumMap<>(SeededBug.class);
        for (final SeededBug bug : SeededBug.values()) {
            disagreeing(graph, bug).findFirst().ifPresent(d -> caught.put(bug, d));
        }
        return caught;
    }

    /**
     * Every history on which an oracle does not agree with TLC.
     *
     * @param bug its bug, or null for the real oracle
     */
    List<String> disagreements(final Graph graph, final SeededBug bug) {
        return disagreeing(graph, bug).toList();
    }

    /** The same, as a stream: each history is decided only when it is asked for. */
    private Stream<String> disagreeing(final Graph graph, final SeededBug bug) {
        final Map<Observer, Oracle> oracles = new HashMap<>();
        return IntStream.range(0, verdicts.length).boxed().flatMap(n -> {
            final Case c = cases.get(n);
            final Oracle oracle = oracles.computeIfAbsent(c.observer(), o -> oracle(graph, o, bug));
            return Stream.ofNullable(disagreement(c, verdicts[n], oracle, bug == null || bug.callsFirst()));
        });
    }

    private static Oracle oracle(final Graph graph, final Observer observer, final SeededBug bug) {
        return bug == null
                ? new Oracle(graph, observer)
                : new Oracle(bug.relation(graph, observer), Oracle.BOUND);
    }

    private static String disagreement(
            final Case c, final boolean accepted, final Oracle oracle, final boolean callsFirst) {
        try {
            final Refusal refusal = oracle.decide(Merge.merge(c.threads(), callsFirst)).orElse(null);
            if ((refusal == null) == accepted) {
                return null;
            }
            return c
                    + (accepted
                            ? "TLC accepts it; the oracle refuses " + refusal
                            : "the oracle accepts it; TLC does not\n");
        } catch (BadHistory e) {
            return c + "cannot be merged: " + e.getMessage() + "\n";
        }
    }
}

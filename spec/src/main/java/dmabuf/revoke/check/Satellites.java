// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.GraphFile;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Explores every module of satellites/, and compares it with what satellites.tsv expects, in both directions.
 *
 * <p>One run of TLC explores all variants of a module; there are two runs at a time. It is a failure if no variant refutes
 * a claim, if no variant reaches a case, if an action never fires, or if a refutation does not happen or is longer than
 * expected.
 */
public final class Satellites {
    /** The group of all these checks. */
    public static final String GROUP = "satellites";
    private static final String AGAIN = "./revoke verify";

    /** A claim that a variant breaks, or a state that it reaches, with the path; no path if it does not. */
    public record Answer(
            String module, String variant, String numbers, String name, String sentence, boolean reached,
            Counterexample path) {}

    private final Workshop shop;
    private final SatelliteTable table;

    public Satellites(final Workshop shop, final SatelliteTable table) {
        this.shop = shop;
        this.table = table;
    }

    /** Runs all checks. */
    public List<Check> checks() throws InterruptedException, Undecided {
        final Jobs jobs = new Jobs(shop, line -> {});
        add(jobs);
        return jobs.run();
    }

    /** Adds a job for each module. */
    public void add(final Jobs jobs) throws Undecided {
        final List<String> all = new ArrayList<>(table.modules());
        shop.spec().satellites().stream().filter(m -> !all.contains(m)).forEach(all::add);
        for (final String m : all) {
            final Jobs.Work work = table.modules().contains(m)
                    ? () -> compared(m, graphs(m))
                    : () -> List.of(Check.of(GROUP, m, false, "nothing is expected of it", AGAIN));
            jobs.add(Jobs.Job.of(GROUP, m, 2, work).keyed(() -> key(m)).again(AGAIN));
        }
    }

    /** The key of all that the checks of a module depend on. */
    private Digest key(final String module) throws Undecided {
        return new Digest()
                .text("module", module)
                .text("satellite", shop.spec().file(file(module)))
                .text("Graph.tla", shop.spec().file("Graph.tla"))
                .text("table", table.toString())
                .text("tlc", shop.digestOfTlc())
                .classes(Satellites.class, "dmabuf.revoke");
    }

    /** The lines of the table that would expect the present results, for some modules, or for all if none is named. */
    public List<String> lines(final List<String> modules) throws Undecided, InterruptedException {
        final List<String> lines = new ArrayList<>();
        for (final String m : modules.isEmpty() ? table.modules() : modules) {
            final SortedMap<String, Graph> graphs = graphs(m);
            for (final SatelliteTable.Variant v : table.variants(m)) {
                final Map<String, Integer> found = new LinkedHashMap<>();
                for (final SatelliteTable.Claim c : table.claims(m)) {
                    final Counterexample path = Counterexample.to(graphs.get(v.name()), c.name());
                    if (path != null) {
                        found.put(c.name(), path.length());
                    }
                }
                lines.add(v.line(found, graphs.get(v.name()).origin()));
            }
            for (final SatelliteTable.Reached r : table.reached(m)) {
                final Counterexample path = Counterexample.toCase(graphs.get(r.variant()), r.name());
                lines.add(r.line(path == null ? 0 : path.length()));
            }
        }
        return lines;
    }

    /** The graphs of a module, by variant. */
    public SortedMap<String, Graph> graphs(final String module) throws Undecided, InterruptedException {
        final Run run = run(module);
        final List<String> variants = table.variants(module).stream()
                .map(SatelliteTable.Variant::name)
                .toList();
        final String digest = SpecText.digest(List.of(
                shop.spec().file(file(module)), shop.spec().file("Graph.tla"), run.definitions(), run.config(),
                shop.digestOfTlc(), GraphFile.FORMAT));
        return shop.graphs(variants, module, run, v -> digest);
    }

    private static String file(final String module) {
        return "satellites/" + module + ".tla";
    }

    /** The run for a module; TLC evaluates the claims and the cases that the table names. */
    private Run run(final String module) throws Undecided {
        final Function<String, Stream<String>> names = kind -> table.claims(module).stream()
                .filter(c -> c.kind().equals(kind))
                .map(SatelliteTable.Claim::name);
        final Stream<String> states = names.apply("state").map(n -> n + "Case");
        final Stream<String> reached = table.reached(module).stream().map(SatelliteTable.Reached::name).distinct();
        final String definitions = "InitX == Init /\\ ExportInit(TRUE)"
                + "\nStateX == ExportState(" + fields(names.apply("state")) + ", "
                + fields(Stream.concat(states, reached)) + ")"
                + "\nStepX == ExportStep([ev |-> \"silent\"], " + fields(names.apply("step")) + ", "
                + fields(names.apply("step").map(n -> n + "Case")) + ")";
        return Run.export(module, module, definitions, "");
    }

    /** A record with a field for each name; TLC needs at least one. */
    private static String fields(final Stream<String> names) {
        final String all = names.map(n -> n + " |-> " + n).collect(Collectors.joining(", "));
        return "[" + (all.isEmpty() ? "none |-> TRUE" : all) + "]";
    }

    private List<Check> compared(final String module, final SortedMap<String, Graph> graphs) throws Undecided {
        final List<Check> checks = new ArrayList<>();
        final Set<String> refuted = new HashSet<>();
        final Set<String> occur = new HashSet<>();
        final Set<String> fired = new HashSet<>();
        for (final SatelliteTable.Variant v : table.variants(module)) {
            final Graph g = graphs.get(v.name());
            final String counts = SatelliteTable.counts(g.origin().generated(), g.origin().distinct(), g.origin().depth());
            checks.add(check(v, "counts", counts, v.counts()));
            for (final SatelliteTable.Claim c : table.claims(module)) {
                final Counterexample found = Counterexample.to(g, c.name());
                final Integer expected = v.breaks().get(c.name());
                checks.add(check(
                        v, c.name(), verdict(found),
                        expected == null ? "holds" : "refuted in " + expected));
                if (found != null) {
                    refuted.add(c.name());
                }
                if (Counterexample.toCase(g, c.name() + "Case") != null) {
                    occur.add(c.name());
                }
            }
            for (final SatelliteTable.Reached r : table.reached(module)) {
                if (r.variant().equals(v.name())) {
                    final Counterexample c = Counterexample.toCase(g, r.name());
                    checks.add(check(
                            v, r.name(), c == null ? "not reached" : "reached in " + c.length(),
                            "reached in " + r.length()));
                }
            }
            for (int e = 0; e < g.edges(); e++) {
                fired.add(g.step(e).action());
            }
        }
        for (final SatelliteTable.Claim c : table.claims(module)) {
            final boolean seen = refuted.contains(c.name()) && occur.contains(c.name());
            checks.add(Check.of(
                    GROUP, module + " " + c.name() + " is seen to fail", seen,
                    seen ? "a variant refutes it, and its case occurs"
                            : refuted.contains(c.name()) ? "its case never occurs" : "no variant refutes it",
                    "./revoke explain " + module));
        }
        for (final String a : SpecText.actions(shop.spec().file(file(module)))) {
            checks.add(Check.of(
                    GROUP, module + " action " + a, fired.contains(a), fired.contains(a) ? "fires" : "never fires",
                    "./revoke verify"));
        }
        final Set<String> named = new HashSet<>();
        table.variants(module).forEach(v -> named.addAll(v.breaks().keySet()));
        table.claims(module).forEach(c -> named.remove(c.name()));
        named.forEach(n -> checks.add(Check.of(GROUP, module + " " + n, false, "no such claim", "./revoke verify")));
        return checks;
    }

    private static Check check(
            final SatelliteTable.Variant v, final String what, final String found, final String expected) {
        final boolean ok = found.equals(expected);
        return Check.of(
                GROUP, v.check(what), ok,
                found + (ok ? "" : "; expected: " + expected), "./revoke explain " + v.module() + "." + v.name());
    }

    private static String verdict(final Counterexample c) {
        return c == null ? "holds" : "refuted in " + c.length();
    }

    /** Whether a name or a number is known here. */
    public boolean knows(final String typed) {
        return table.variants().stream().anyMatch(v -> v.means(typed))
                || table.reached().stream().anyMatch(r -> r.means(typed));
    }

    /** Whether a variant that a name or a number denotes has a claim, or a state to be reached, with this name. */
    public boolean says(final String typed, final String name) {
        return table.variants().stream()
                        .filter(v -> v.means(typed))
                        .flatMap(v -> table.claims(v.module()).stream())
                        .anyMatch(c -> c.name().equals(name))
                || table.reached().stream().anyMatch(r -> r.means(typed) && r.name().equals(name));
    }


    /**
     * The claims that the denoted variants break, and the states that they reach. Without a name: the claims that all known bugs
     * and hazards break, and all states that must be reached.
     */
    public List<Answer> answers(final String typed) throws Undecided, InterruptedException {
        final List<Answer> answers = new ArrayList<>();
        for (final SatelliteTable.Variant v : table.variants()) {
            if (typed == null && v.known() || typed != null && v.means(typed)) {
                final Graph g = graphs(v.module()).get(v.name());
                final int before = answers.size();
                for (final SatelliteTable.Claim c : table.claims(v.module())) {
                    final Counterexample path = Counterexample.to(g, c.name());
                    if (path != null) {
                        answers.add(answer(v, c.name(), c.sentence(), path));
                    }
                }
                if (answers.size() == before) {
                    answers.add(answer(v, null, null, null));
                }
            }
        }
        for (final SatelliteTable.Reached r : table.reached()) {
            if (typed == null || r.means(typed)) {
                answers.add(new Answer(
                        r.module(), r.variant(), String.join(",", r.numbers()), r.name(), r.sentence(), true,
                        Counterexample.toCase(graphs(r.module()).get(r.variant()), r.name())));
            }
        }
        return answers;
    }

    private static Answer answer(
            final SatelliteTable.Variant v, final String claim, final String sentence, final Counterexample path) {
        return new Answer(v.module(), v.name(), String.join(",", v.numbers()), claim, sentence, false, path);
    }
}

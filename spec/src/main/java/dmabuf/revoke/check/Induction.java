// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Compare;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lets TLC check whether Invariant.tla is inductive for a design, starting from all type-correct states that keep it, and whether
 * each of its conjuncts is needed for that, or for the claims that it implies.
 *
 * <p>There are two runs. In the first, the initial states keep all conjuncts, and no step may lead to a new state. In the second,
 * the initial states break one conjunct, each in turn, and TLC reports what fails without it.
 */
public final class Induction {
    public static final String GROUP = "inductive";

    /** A run with fewer states than this proves little. */
    static final int ENOUGH = 100_000;

    /** The scene for the initial states that keep all conjuncts. */
    static final String KEPT = "inductive";

    private static final String LACKING = "lacking";
    private static final String AGAIN = "./revoke inductive";
    private static final Pattern NEEDED = Pattern.compile("<<\"needed\", \"(\\w+)\", (\\{.*})>>");
    private static final Pattern FIRES = Pattern.compile("<<\"fires\", \"(\\w+)\">>");
    private static final Pattern CONJUNCT = Pattern.compile("\\b([A-Z]\\w+) +\\|-> \\1\\b");

    private final Workshop shop;
    private final Manifest manifest;
    private final String design;
    private final Consumer<String> progress;

    /** @param progress receives a line when a run of TLC has ended */
    public Induction(
            final Workshop shop, final Manifest manifest, final String design, final Consumer<String> progress) {
        this.shop = shop;
        this.manifest = manifest;
        this.design = design;
        this.progress = progress;
    }

    /** Makes both runs, side by side. */
    public List<Check> run() throws InterruptedException {
        final Jobs jobs = new Jobs(shop, line -> {});
        add(jobs);
        return jobs.run();
    }

    /** Adds a job for each run. */
    void add(final Jobs jobs) {
        jobs.add(Jobs.Job.of(GROUP, design + " " + KEPT, 120, () -> kept(KEPT, ENOUGH)).again(AGAIN));
        jobs.add(Jobs.Job.of(GROUP, design + " " + LACKING, 120, () -> needed(LACKING)).again(AGAIN));
    }

    /**
     * Checks that every step from a state that keeps the invariant leads to another such state.
     *
     * @param enough how many states there must be at least
     */
    List<Check> kept(final String scene, final int enough) throws Undecided, InterruptedException {
        final Outcome o = explore(scene, "None");
        final List<Check> checks = new ArrayList<>();
        checks.add(Check.of(
                GROUP, "every step keeps it", o.holds() && o.depth() == 1,
                o.holds()
                        ? o.depth() == 1 ? "and it implies " + String.join(", ", claims()) : "but not for the types of states"
                        : counterexample(o.trace()),
                AGAIN));
        if (!o.holds()) {
            return checks;
        }
        checks.add(Comparison.large(manifest, design, scene, o, enough, AGAIN));
        final Set<String> fired = all(FIRES, o).keySet();
        for (final String action : actions()) {
            final boolean fires = fired.contains(action);
            checks.add(Check.of(
                    GROUP, "action " + action, fires, fires ? "fires from such a state" : "fires from no such state", AGAIN));
        }
        return checks;
    }

    /** Checks whether each conjunct is needed. */
    List<Check> needed(final String scene) throws Undecided, InterruptedException {
        final Map<String, String> broken = all(NEEDED, explore(scene, "Names"));
        final List<Check> checks = new ArrayList<>();
        for (final String c : conjuncts(shop.spec())) {
            final String by = broken.get(c);
            checks.add(Check.of(
                    GROUP, c + " is needed", by != null, by == null ? "nothing is broken without it" : "without it: " + by,
                    AGAIN));
        }
        return checks;
    }

    static List<String> conjuncts(final SpecText spec) throws Undecided {
        final List<String> names = new ArrayList<>();
        final Matcher m = CONJUNCT.matcher(spec.file("Inductive.tla"));
        while (m.find()) {
            names.add(m.group(1));
        }
        if (names.isEmpty()) {
            throw new Undecided("Inductive.tla has no conjuncts");
        }
        return names;
    }

    /** @param lacking the operator of Inductive.tla that lists the conjuncts to break */
    static String config(
            final SpecText spec, final Manifest manifest, final String design, final String scene, final String lacking)
            throws Undecided {
        return Design.named(design, spec).config(spec.file("scenes/" + scene + ".cfg"))
                + "CONSTANTS\n Lacking <- " + lacking + "\n Needed = 1\n Fired = 2\n Step <- NoteStep\n Broken = "
                + manifest.broken(design).stream().map(b -> '"' + b + '"').collect(Collectors.joining(", ", "{", "}"))
                + "\nINIT InitI\nNEXT NextI\nVIEW View\nINVARIANT StateI\nACTION_CONSTRAINT StepI\nPROPERTY StepsHold\n"
                + "CHECK_DEADLOCK FALSE\n";
    }

    private Outcome explore(final String scene, final String lacking) throws Undecided, InterruptedException {
        final String config = config(shop.spec(), manifest, design, scene, lacking);
        final long start = System.nanoTime();
        final Outcome o = shop.tlc().run(new Run(design + "-" + scene, "Inductive", "", config, false));
        progress.accept(String.format(
                "%-32s %,9d states %,9d steps %5.1f s", design + "-" + scene, o.distinct(), o.generated() - o.distinct(),
                (System.nanoTime() - start) / 1e9));
        return o;
    }

    private static SortedMap<String, String> all(final Pattern what, final Outcome o) {
        final SortedMap<String, String> found = new TreeMap<>();
        for (final String line : o.prints()) {
            final Matcher m = what.matcher(line);
            if (m.matches()) {
                found.put(m.group(1), m.groupCount() > 1 ? m.group(2).replaceAll("[{}\"]", "") : "");
            }
        }
        return found;
    }

    private List<String> claims() {
        return manifest.safety().stream().filter(p -> !manifest.broken(design).contains(p)).toList();
    }

    /** The actions that the design takes in scenes where calls return with their effect. */
    private Set<String> actions() throws Undecided, InterruptedException {
        return Compare.fired(shop.graph(Design.named(design, shop.spec()), "deciding"));
    }

    /** A state that keeps the invariant and a step from it that breaks it, in one line. */
    private static String counterexample(final List<SortedMap<String, Value>> trace) {
        final SortedMap<String, Value> last = trace.get(trace.size() - 1);
        final SortedMap<String, Value> before = trace.get(Math.max(0, trace.size() - 2));
        final String changed = last.keySet().stream()
                .filter(v -> !last.get(v).equals(before.get(v)))
                .map(v -> v + " = " + before.get(v) + " becomes " + last.get(v))
                .collect(Collectors.joining(", "));
        return "broken in a step in which " + changed + "; from " + before;
    }
}

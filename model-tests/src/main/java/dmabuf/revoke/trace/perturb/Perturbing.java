// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.perturb;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.oracle.Decider;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.judge.Setting;
import dmabuf.revoke.trace.read.LineReader;
import dmabuf.revoke.trace.read.Losses;
import dmabuf.revoke.trace.read.Survey;
import dmabuf.revoke.trace.read.Surveyor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tests whether the check can say no. Accepted traces are perturbed. TLC decides on the whole history of each buffer, with all
 * its importers at once, whether the result leaves the spec. Then the check, which looks at one attachment at a time, must refuse
 * it.
 */
public final class Perturbing {
    /** One perturbed trace: the check's judgement of it, and those of its histories that the original trace does not have. */
    private record Made(Perturbation how, int number, Judgement judgement, Set<History> histories) {}

    /** Perturbed traces, for each of which TLC has decided whether it leaves the spec. */
    static final class Perturbed {
        private final List<Made> all;
        private final Set<History> behaviours;

        private Perturbed(final List<Made> all, final Set<History> behaviours) {
            this.all = all;
            this.behaviours = behaviours;
        }

        /** @param refuses whether the check under test refuses a trace */
        Map<Perturbation, Tally> tally(final Predicate<Judgement> refuses) {
            final Map<Perturbation, Tally> tallies = new EnumMap<>(Perturbation.class);
            for (final Made m : all) {
                final Tally t = tallies.computeIfAbsent(m.how(), p -> new Tally());
                final boolean refused = refuses.test(m.judgement());
                final boolean legal = behaviours.containsAll(m.histories());
                t.made++;
                if (legal) {
                    t.legal++;
                    t.accepted += refused ? 0 : 1;
                } else {
                    t.leaves++;
                    t.refused += refused ? 1 : 0;
                }
                if (refused == legal) {
                    t.wrong.add(m.how() + " " + m.number()
                            + (refused ? " is legal and was refused" : " leaves the spec and was accepted"));
                }
            }
            return tallies;
        }
    }

    /** The participants of histories, by which TLC decides them. */
    private record Cast(Observer observer, Map<String, String> kinds) {}

    private final Tools tools;
    private final long seed;
    private final int each;
    private final Map<History, Cast> casts = new HashMap<>();
    private int decided;

    /** @param each the number of perturbations of each class */
    public Perturbing(final Tools tools, final long seed, final int each) {
        this.tools = tools;
        this.seed = seed;
        this.each = each;
    }

    /** How many histories TLC has decided. */
    public int decided() {
        return decided;
    }

    /** Perturbs a trace, and counts the perturbed traces that the check refuses. */
    public Map<Perturbation, Tally> run(final List<String> trace) throws Undecided, InterruptedException {
        return perturbed(trace).tally(j -> j.exitCode() == 1);
    }

    Perturbed perturbed(final List<String> trace) throws Undecided, InterruptedException {
        final Survey survey = survey(trace);
        final Edits edits = new Edits(trace);
        final SplittableRandom random = new SplittableRandom(seed);
        final Set<History> whole = histories(Judgement.whole(bytes(trace), survey, tools.shop()));
        if (whole.isEmpty()) {
            throw new NothingToPerturb("no buffer of a known exporter has a history in it (lines: " + trace.size()
                    + "), so that there is nothing to perturb; ./revoke trace says what is missing");
        }
        final List<Made> all = new ArrayList<>();
        for (final Perturbation p : Perturbation.values()) {
            final Set<List<String>> seen = new HashSet<>();
            for (int n = 0; n < each; n++) {
                final List<String> lines = p.apply(edits, random);
                if (lines != null && seen.add(lines)) {
                    final Judgement j = Judgement.whole(bytes(lines), survey, tools.shop());
                    final Set<History> own = histories(j);
                    own.removeAll(whole);
                    all.add(new Made(p, n + 1, j, own));
                }
            }
        }
        if (all.isEmpty()) {
            throw new NothingToPerturb("the trace has none of the events that perturbations move, drop or change: a revoke, with"
                    + " calls of importers around it, is wanted");
        }
        final Set<History> asked = new LinkedHashSet<>(whole);
        all.forEach(m -> asked.addAll(m.histories()));
        final Set<History> behaviours = behaviours(asked);
        for (final History h : whole) {
            if (!behaviours.contains(h)) {
                throw new Undecided("TLC does not accept the trace as it is:\n" + h);
            }
        }
        return new Perturbed(all, behaviours);
    }

    /** Lets TLC decide the whole histories of an original trace. {@return how many there were} */
    public int decide(final List<String> trace) throws Undecided, InterruptedException {
        final Set<History> whole = histories(Judgement.whole(bytes(trace), survey(trace), tools.shop()));
        final int accepted = behaviours(whole).size();
        if (accepted != whole.size() || whole.isEmpty()) {
            throw new Undecided("TLC accepts " + accepted + " of " + whole.size() + " histories");
        }
        return accepted;
    }

    private static byte[] bytes(final List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Survey survey(final List<String> lines) throws Undecided {
        try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes(lines)), new Losses())) {
            return Surveyor.survey(reader, Long.MAX_VALUE);
        } catch (IOException e) {
            throw Undecided.of(e);
        }
    }

    private Set<History> histories(final Judgement j) {
        final Set<History> all = new LinkedHashSet<>();
        for (final Judgement.Whole w : j.histories()) {
            if (!w.history().events().isEmpty()) {
                all.add(w.history());
                casts.put(w.history(), new Cast(w.observer(), new TreeMap<>(w.kinds())));
            }
        }
        return all;
    }

    /** The histories that TLC accepts: one run for each cast. */
    private Set<History> behaviours(final Set<History> asked) throws Undecided, InterruptedException {
        final Map<Cast, List<History>> runs = new LinkedHashMap<>();
        asked.forEach(h -> runs.computeIfAbsent(casts.get(h), c -> new ArrayList<>()).add(h));
        final Set<History> accepted = new HashSet<>();
        for (final Map.Entry<Cast, List<History>> run : runs.entrySet()) {
            final boolean[] found = decide(run.getKey(), run.getValue());
            for (int n = 0; n < found.length; n++) {
                if (found[n]) {
                    accepted.add(run.getValue().get(n));
                }
            }
            decided += found.length;
        }
        return accepted;
    }

    private boolean[] decide(final Cast cast, final List<History> histories) throws Undecided, InterruptedException {
        final Design d = Setting.of("Linux73", List.of(), tools.shop().spec()).asTraced();
        final Map<String, String> kinds = cast.kinds();
        final String who = kinds.entrySet().stream()
                .map(e -> e.getKey() + " |-> \"" + e.getValue() + '"')
                .collect(Collectors.joining(", "));
        final String population = kinds.isEmpty() ? "[i1 |-> \"absent\"]" : "[" + who + "]";
        final String constants = d.config(tools.shop().spec().file("scenes/trace.cfg")
                .replaceAll("Importers = .*", "Importers = " + names(kinds, "i"))
                .replaceAll("CpuUsers = .*", "CpuUsers = " + names(kinds, "c"))
                .replaceAll("Populations <- .*", "Populations <- TheCast")
                .replaceAll("Overlap = .*", "Overlap = 99"));
        return Decider.decide(tools.shop().tlc(), "Traced", "NextX", "Watched",
                d.definitions() + "\nTheCast == {" + population + "}\n", constants, cast.observer(), histories);
    }

    private static String names(final Map<String, String> kinds, final String prefix) {
        final String all = kinds.keySet().stream()
                .filter(k -> k.startsWith(prefix))
                .map(k -> '"' + k + '"')
                .collect(Collectors.joining(", ", "{", "}"));
        return all.equals("{}") && prefix.equals("i") ? "{\"i1\"}" : all;
    }
}

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
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tests whether the check can say no. Accepted traces are perturbed. TLC decides on the history of each buffer, with all its
 * importers at once, whether the result leaves the spec. Then the check, which looks at one attachment at a time, must refuse it.
 *
 * <p>A long trace is perturbed in some windows, and cut at the end of the window. TLC decides the part of the history from the
 * beginning of the window on, with what is still there of the part before: {@link Asked#since}.
 */
public final class Perturbing {
    /**
     * What the check says of a trace.
     *
     * @param broken how many promises are broken
     */
    record Said(int exitCode, long broken) {}

    /** A window of the trace, and what TLC is asked about it without any change. */
    private record Piece(Window window, Edits edits, Set<Asked> original, List<Made> made) {}

    /** One perturbed trace: what the check says of it, and those of its histories that the original trace does not have. */
    private record Made(Perturbation how, int number, Said said, Set<Asked> histories) {}

    /** A perturbed trace for which TLC has decided whether it leaves the spec. */
    private record Decided(Perturbation how, int number, Said said, boolean legal) {}

    /** Perturbed traces, for each of which TLC has decided whether it leaves the spec. */
    static final class Perturbed {
        private final List<Decided> all;

        private Perturbed(final List<Decided> all) {
            this.all = all;
        }

        /** @param refuses whether the check under test refuses a trace */
        Map<Perturbation, Tally> tally(final Predicate<Said> refuses) {
            final Map<Perturbation, Tally> tallies = new EnumMap<>(Perturbation.class);
            for (final Decided m : all) {
                final Tally t = tallies.computeIfAbsent(m.how(), p -> new Tally());
                final boolean refused = refuses.test(m.said());
                t.made++;
                if (m.legal()) {
                    t.legal++;
                    t.accepted += refused ? 0 : 1;
                } else {
                    t.leaves++;
                    t.refused += refused ? 1 : 0;
                }
                if (refused == m.legal()) {
                    t.wrong.add(m.how() + " " + m.number()
                            + (refused ? " is legal and was refused" : " leaves the spec and was accepted"));
                }
            }
            return tallies;
        }
    }

    /** The histories of one run of TLC. */
    private record Cast(Observer observer, Map<String, String> kinds, List<Asked> histories) {}

    private final Tools tools;
    private final long seed;
    private final int each;
    private final Consumer<String> progress;
    private int decided;
    private final List<Window> windows = new ArrayList<>();

    /**
     * @param each the number of perturbations of each class
     * @param progress is told how far it is
     */
    public Perturbing(final Tools tools, final long seed, final int each, final Consumer<String> progress) {
        this.tools = tools;
        this.seed = seed;
        this.each = each;
        this.progress = progress;
    }

    /** How many histories TLC has decided. */
    public int decided() {
        return decided;
    }

    /** The windows in which the trace was perturbed, each in words; empty if it was perturbed and decided as a whole. */
    public List<String> windows() {
        return windows.stream()
                .filter(w -> windows.size() > 1 || w.from() > 0)
                .map(w -> String.format("lines %,d to %,d, cut after line %,d", w.from() + 1, w.to(), w.end()))
                .toList();
    }

    /** Perturbs a trace, and counts the perturbed traces that the check refuses. */
    public Map<Perturbation, Tally> run(final List<String> trace) throws Undecided, InterruptedException {
        return perturbed(trace).tally(j -> j.exitCode() == 1);
    }

    Perturbed perturbed(final List<String> trace) throws Undecided, InterruptedException {
        final Survey survey = survey(trace);
        windows.addAll(Window.of(trace, new SplittableRandom(seed)));
        final List<Piece> pieces = new ArrayList<>();
        for (final Window w : windows) {
            final List<String> cut = trace.subList(0, w.end());
            pieces.add(new Piece(w, new Edits(cut, w.from(), w.to()), asked(judged(cut, survey), w), new ArrayList<>()));
        }
        if (pieces.stream().allMatch(p -> p.original().isEmpty())) {
            throw new NothingToPerturb("no buffer of a known exporter has a history in it (lines: " + trace.size()
                    + "), so that there is nothing to perturb; ./revoke trace says what is missing");
        }
        make(pieces, survey);
        if (pieces.stream().allMatch(p -> p.made().isEmpty())) {
            throw new NothingToPerturb("the trace has none of the events that perturbations move, drop or change: a revoke, with"
                    + " calls of importers around it, is wanted");
        }
        final List<Decided> all = new ArrayList<>();
        for (final Piece p : pieces) {
            all.addAll(decided(p));
        }
        return new Perturbed(all);
    }

    /** Makes the perturbed traces, by turns in each window. If a window has no place for a change, the next one gets it. */
    private void make(final List<Piece> pieces, final Survey survey) throws Undecided, InterruptedException {
        final SplittableRandom random = new SplittableRandom(seed);
        for (final Perturbation p : Perturbation.values()) {
            final Set<Integer> seen = new HashSet<>();
            int made = 0;
            for (int n = 0; n < each; n++) {
                for (int k = 0; k < pieces.size(); k++) {
                    final Piece piece = pieces.get((n + k) % pieces.size());
                    final List<String> lines = p.isEverywhere() && piece.window().from() > 0 ? null : p.apply(piece.edits(), random);
                    if (lines != null && isInWindow(lines, piece) && seen.add(31 * lines.hashCode() + piece.window().end())) {
                        final Judgement j = judged(lines, survey);
                        final Set<Asked> own = asked(j, piece.window());
                        own.removeAll(piece.original());
                        if (own.stream().anyMatch(a -> !a.observer().fromTheBeginning())) {
                            continue; // TLC would have to begin in every state of all importers.
                        }
                        piece.made().add(new Made(p, n + 1, new Said(j.exitCode(), j.verdicts().broken()), own));
                        made++;
                        break;
                    }
                }
            }
            progress.accept(String.format("%-18s %d perturbed traces are judged", p, made));
        }
    }

    /** Whether the lines before the window are the original ones. */
    private static boolean isInWindow(final List<String> lines, final Piece p) {
        for (int n = 0; n < p.window().from(); n++) {
            if (!lines.get(n).equals(p.edits().line(n))) {
                return false;
            }
        }
        return true;
    }

    private List<Decided> decided(final Piece p) throws Undecided, InterruptedException {
        final Set<Asked> asked = new LinkedHashSet<>(p.original());
        p.made().forEach(m -> asked.addAll(m.histories()));
        final Set<Asked> behaviours = behaviours(asked);
        for (final Asked a : p.original()) {
            if (!behaviours.contains(a)) {
                throw new Undecided("TLC does not accept the trace as it is:\n" + a.history());
            }
        }
        return p.made().stream()
                .map(m -> new Decided(m.how(), m.number(), m.said(), behaviours.containsAll(m.histories())))
                .toList();
    }

    /** Lets TLC decide the whole histories of an original trace. {@return how many there were} */
    public int decide(final List<String> trace) throws Undecided, InterruptedException {
        final Set<Asked> whole = asked(judged(trace, survey(trace)), new Window(0, trace.size(), trace.size()));
        final int accepted = behaviours(whole).size();
        if (accepted != whole.size() || whole.isEmpty()) {
            throw new Undecided("TLC accepts " + accepted + " of " + whole.size() + " histories");
        }
        return accepted;
    }

    private Judgement judged(final List<String> lines, final Survey survey) throws Undecided, InterruptedException {
        return Judgement.whole(bytes(lines), survey, tools.shop());
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

    private static Set<Asked> asked(final Judgement j, final Window w) {
        return j.histories().stream()
                .map(h -> Asked.since(h, w.from()))
                .filter(a -> !a.history().events().isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The histories that TLC accepts: one run for each cast. A history is in the run of a cast that has all of its participants. */
    private Set<Asked> behaviours(final Set<Asked> asked) throws Undecided, InterruptedException {
        final List<Cast> runs = new ArrayList<>();
        asked.stream().sorted(Comparator.comparing((Asked a) -> -a.kinds().size())).forEach(a -> runs.stream()
                .filter(c -> c.observer().equals(a.observer()) && c.kinds().entrySet().containsAll(a.kinds().entrySet()))
                .findFirst()
                .orElseGet(() -> {
                    final Cast c = new Cast(a.observer(), new TreeMap<>(a.kinds()), new ArrayList<>());
                    runs.add(c);
                    return c;
                }).histories().add(a));
        final Set<Asked> accepted = new HashSet<>();
        for (final Cast run : runs) {
            progress.accept(String.format("TLC decides %d histories of up to %,d events of %d participants", run.histories().size(),
                    run.histories().stream().mapToInt(a -> a.history().events().size()).max().orElse(0), run.kinds().size()));
            final boolean[] found = decide(run);
            for (int n = 0; n < found.length; n++) {
                if (found[n]) {
                    accepted.add(run.histories().get(n));
                }
            }
            decided += found.length;
        }
        return accepted;
    }

    private boolean[] decide(final Cast cast) throws Undecided, InterruptedException {
        final Design d = Setting.of("Linux73", List.of(), tools.shop().spec()).asTraced();
        final Map<String, String> kinds = new TreeMap<>(cast.kinds());
        if (kinds.keySet().stream().noneMatch(k -> k.startsWith("i"))) {
            kinds.put("i1", "absent");
        }
        final String who = kinds.entrySet().stream()
                .map(e -> e.getKey() + " |-> \"" + e.getValue() + '"')
                .collect(Collectors.joining(", "));
        final String constants = d.config(tools.shop().spec().file("scenes/trace.cfg")
                .replaceAll("Importers = .*", "Importers = " + names(kinds, "i"))
                .replaceAll("CpuUsers = .*", "CpuUsers = " + names(kinds, "c"))
                .replaceAll("Populations <- .*", "Populations <- TheCast")
                .replaceAll("Overlap = .*", "Overlap = 99"));
        return Decider.decide(tools.shop().tlc(), "Traced", "NextX", "Watched",
                d.definitions() + "\nTheCast == {[" + who + "]}\n", constants, cast.observer(),
                cast.histories().stream().map(Asked::history).toList());
    }

    private static String names(final Map<String, String> kinds, final String prefix) {
        return kinds.keySet().stream()
                .filter(k -> k.startsWith(prefix))
                .map(k -> '"' + k + '"')
                .collect(Collectors.joining(", ", "{", "}"));
    }
}

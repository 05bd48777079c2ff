package dmabuf.revoke.mutate;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The spec, piece by piece: each guard, each update, each element of a program left out, one at a time, in the design
 * {@code Reference}. Each such mutant must be killed, or be equivalent, or stand in survivors.tsv with a reason.
 *
 * <p>What stands there and is killed, or is no piece of the spec any more, is a failure too.
 */
public final class SpecMutants {
    public static final String GROUP = "spec mutants";

    /** The design whose mutants are made: the one that impl implements. */
    static final String DESIGN = "Reference";

    /** Where they are explored, cheapest first; together these reach every action of the design. */
    static final List<String> SCENES =
            List.of("mutants-threads", "mutants-jobs", "mutants-calls", "mutants-program",
                    "mutants-cpu", "mutants-kinds", "mutants-pairs");

    private final SpecText spec;
    private final Survivors survivors;
    private final Set<String> properties;
    private final SortedMap<String, Cut> cuts = new TreeMap<>();
    private final Campaign campaign;
    private final List<String> scenes;

    /** @param folder where TLC works */
    public SpecMutants(final SpecText spec, final Path folder, final Consumer<String> progress) throws Undecided {
        this(spec, SCENES, folder, progress);
    }

    SpecMutants(final SpecText spec, final List<String> scenes, final Path folder, final Consumer<String> progress)
            throws Undecided {
        this.spec = spec;
        this.scenes = scenes;
        this.survivors = Survivors.load(spec);
        for (final Cut c : Cuts.of(spec, "Export")) {
            cuts.put(String.format("m%03d", cuts.size() + 1), c);
        }
        if (cuts.isEmpty()) {
            throw new Undecided("no piece of the spec can be left out");
        }
        final Manifest manifest = Manifest.load(spec);
        this.properties = manifest.properties().keySet();
        final Set<String> broken = broken(manifest);
        this.campaign =
                new Campaign(new MutantRuns(Wrapped.of(spec, cuts), broken, folder), cuts, broken, progress);
    }

    /** The claims that the manifest does not expect to hold. */
    private static Set<String> broken(final Manifest manifest) {
        return manifest.cells().values().stream()
                .filter(c -> c.design().equals(DESIGN) && c.verdict() != Cell.Verdict.HOLDS)
                .map(Cell::property)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A seed that is the same as long as the spec is. */
    public long seed() {
        return Long.parseUnsignedLong(spec.digest().substring(0, 4), 16);
    }

    /** All mutants. */
    public List<Check> all() throws Undecided, InterruptedException {
        return decide(cuts.keySet(), "./revoke mutate --all");
    }

    /** Some of them, drawn at random. */
    public List<Check> sample(final int size, final long seed) throws Undecided, InterruptedException {
        final List<String> drawn = new ArrayList<>(cuts.keySet());
        Collections.shuffle(drawn, new Random(seed));
        return decide(
                new LinkedHashSet<>(drawn.subList(0, Math.min(size, drawn.size()))),
                "./revoke mutate --sample " + size + " --seed " + seed);
    }

    private List<Check> decide(final Collection<String> mutants, final String again)
            throws Undecided, InterruptedException {
        final SortedMap<String, Verdict> verdicts = campaign.decide(DESIGN, mutants, scenes);
        final List<Check> checks = new ArrayList<>();
        for (final Verdict v : verdicts.values()) {
            checks.add(check(v, again));
        }
        final Set<String> known = new LinkedHashSet<>();
        cuts.values().forEach(c -> known.add(c.name()));
        for (final String name : survivors.reasons().keySet()) {
            if (!known.contains(name)) {
                checks.add(Check.of(GROUP, name, false, "is listed in " + Survivors.FILE + ", and is no piece of the spec", again));
            }
        }
        for (final String w : campaign.wrong()) {
            checks.add(Check.of(GROUP, "without a mutant", false, w, again));
        }
        checks.add(rate(verdicts.values(), cuts.size(), again));
        return checks;
    }

    private Check check(final Verdict v, final String again) {
        final String name = v.cut().name();
        final String reason = survivors.reasons().get(name);
        final boolean survives = v.kind() == Verdict.Kind.SURVIVES;
        final String found = v.kind().toString().toLowerCase() + (v.by().isEmpty() ? "" : ": " + v.by());
        if (survives == (reason != null)) {
            return Check.of(GROUP, name, true, survives ? found + ": " + reason : found, again);
        }
        return Check.of(
                GROUP, name, false,
                survives
                        ? found + ", and has no reason in " + Survivors.FILE + ": " + Survivors.line(v.cut())
                        : found + ", but is listed in " + Survivors.FILE,
                again);
    }

    private Check rate(final Collection<Verdict> verdicts, final int of, final String again) {
        final long killed = count(verdicts, Verdict.Kind.KILLED);
        final long survive = count(verdicts, Verdict.Kind.SURVIVES);
        return Check.of(
                GROUP, "kill rate", killed > 0,
                String.format(
                        "%d of %d that differ are killed (%.0f %%, %d by a property first), %d survive;"
                                + " %d equivalent, %d of other designs; %d of all %d",
                        killed, killed + survive, 100.0 * killed / Math.max(1, killed + survive),
                        verdicts.stream().filter(this::byProperty).count(), survive,
                        count(verdicts, Verdict.Kind.EQUIVALENT), count(verdicts, Verdict.Kind.ELSEWHERE),
                        verdicts.size(), of),
                again);
    }

    /** Whether a property of the manifest, or the types, stand among what killed it; the rest is for Rules.tla. */
    private boolean byProperty(final Verdict v) {
        final Set<String> words = new TreeSet<>(List.of(v.by().split("\\W+")));
        return v.kind() == Verdict.Kind.KILLED
                && !v.by().startsWith("reached")
                && (words.contains("TypeOK") || properties.stream().anyMatch(words::contains));
    }

    private static long count(final Collection<Verdict> verdicts, final Verdict.Kind kind) {
        return verdicts.stream().filter(v -> v.kind() == kind).count();
    }
}

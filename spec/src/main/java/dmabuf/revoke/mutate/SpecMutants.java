// SPDX-License-Identifier: Apache-2.0
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
 * Makes mutants of the spec: each leaves out one guard, one update or one element of a program. It is explored in one design
 * after the other until it is killed. Each mutant must be killed, be equivalent, or have a line with a reason in survivors.tsv.
 *
 * <p>It is also a failure if a mutant of that list is killed or no longer exists, or if no design has a piece.
 */
public final class SpecMutants {
    public static final String GROUP = "spec mutants";

    /**
     * The designs whose mutants are made. The first one is the design that impl implements; in each other one, only the mutants
     * are made that are still alive.
     */
    static final List<String> DESIGNS =
            List.of("Reference", "ThreeState", "CoreFlagOnly", "V5", "Uverbs", "Mover", "ZapFirst", "NeverRevoked",
                    "MemoryShort", "InterruptedFenceWait", "BoundedFenceWait", "Quarantine",
                    "FlagSetWithoutLock", "UnmapWaitUnderLock", "InstallAfterUnlock", "LazyImporter", "Liar",
                    "Remapper", "MapsInCallback", "DeviceIsMute", "Token", "DeadInItsPin");

    /** The scenes in which they are explored, cheapest first; together they reach every action of the design. */
    static final List<String> SCENES =
            List.of("mutants-threads", "mutants-jobs", "mutants-calls", "mutants-program",
                    "mutants-cpu", "mutants-kinds", "mutants-pairs", "mutants-moves");

    private final SpecText spec;
    private final Survivors survivors;
    private final Manifest manifest;
    private final SortedMap<String, Cut> cuts = new TreeMap<>();
    private final MutantRuns runs;
    private final List<String> designs;
    private final List<String> scenes;
    private final Consumer<String> progress;

    /** @param folder where TLC works */
    public SpecMutants(final SpecText spec, final Path folder, final Consumer<String> progress) throws Undecided {
        this(spec, DESIGNS, SCENES, folder, progress);
    }

    SpecMutants(
            final SpecText spec,
            final List<String> designs,
            final List<String> scenes,
            final Path folder,
            final Consumer<String> progress)
            throws Undecided {
        this.spec = spec;
        this.designs = designs;
        this.scenes = scenes;
        this.progress = progress;
        this.survivors = Survivors.load(spec);
        for (final Cut c : Cuts.of(spec, "Export")) {
            cuts.put(String.format("m%03d", cuts.size() + 1), c);
        }
        if (cuts.isEmpty()) {
            throw new Undecided("no piece of the spec can be left out");
        }
        this.manifest = Manifest.load(spec);
        this.runs = new MutantRuns(Wrapped.of(spec, cuts), folder);
    }

    private Campaign campaign(final String design) {
        final Set<String> broken = manifest.cells().values().stream()
                .filter(c -> c.design().equals(design) && (c.isRefuted() || c.verdict() == Cell.Verdict.NOT_CLAIMED))
                .map(Cell::property)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Campaign(runs, cuts, design, broken, scenes, progress);
    }

    /** A seed that changes only if the spec changes. */
    public long seed() {
        return Long.parseUnsignedLong(spec.digest().substring(0, 4), 16);
    }

    /** All mutants, each until a design kills it. */
    public List<Check> all() throws Undecided, InterruptedException {
        final SortedMap<String, Verdict> verdicts = new TreeMap<>();
        final Set<String> wrong = new TreeSet<>();
        final Set<String> left = new TreeSet<>(cuts.keySet());
        for (final String design : designs) {
            if (!left.isEmpty()) {
                final Campaign campaign = campaign(design);
                campaign.decide(left).forEach((m, v) -> verdicts.merge(m, v, Verdict::then));
                wrong.addAll(campaign.wrong());
                left.removeIf(m -> verdicts.containsKey(m) && verdicts.get(m).kind() == Verdict.Kind.KILLED);
            }
        }
        left.removeAll(verdicts.keySet());
        return checks(verdicts, true, wrong, left, "./revoke mutate --all");
    }

    /** A random sample of the mutants of the first design. */
    public List<Check> sample(final int size, final long seed) throws Undecided, InterruptedException {
        final Campaign campaign = campaign(designs.get(0));
        final List<String> drawn = new ArrayList<>(campaign.pieces());
        Collections.shuffle(drawn, new Random(seed));
        return checks(
                campaign.decide(drawn.subList(0, Math.min(size, drawn.size()))), false, campaign.wrong(), Set.of(),
                "./revoke mutate --sample " + size + " --seed " + seed);
    }

    /** @param whole whether all designs were explored, and not only the first */
    private List<Check> checks(
            final SortedMap<String, Verdict> verdicts,
            final boolean whole,
            final Set<String> wrong,
            final Set<String> nowhere,
            final String again) {
        final List<Check> checks = new ArrayList<>();
        for (final Verdict v : verdicts.values()) {
            checks.add(check(v, whole, again));
        }
        for (final String m : nowhere) {
            checks.add(Check.of(
                    GROUP, cuts.get(m).name(), false, "no step of " + String.join(", ", designs) + " evaluates it", again));
        }
        final Set<String> known = new LinkedHashSet<>();
        cuts.values().forEach(c -> known.add(c.name()));
        for (final String name : survivors.reasons().keySet()) {
            if (!known.contains(name)) {
                checks.add(Check.of(GROUP, name, false, "is listed in " + Survivors.FILE + ", and is no piece of the spec", again));
            }
        }
        for (final String w : wrong) {
            checks.add(Check.of(GROUP, "without a mutant", false, w, again));
        }
        checks.add(rate(verdicts.values(), cuts.size(), again));
        return checks;
    }

    private Check check(final Verdict v, final boolean whole, final String again) {
        final String name = v.cut().name();
        final String reason = survivors.reasons().get(name);
        final boolean survives = v.kind() == Verdict.Kind.SURVIVES;
        final String found =
                v.kind().toString().toLowerCase() + (v.kind() == Verdict.Kind.KILLED ? ": " : " in ") + v.by();
        final boolean elsewhere = !whole && v.kind() == Verdict.Kind.EQUIVALENT; // another design may behave differently
        if (survives == (reason != null) || elsewhere) {
            return Check.of(GROUP, name, true, reason == null ? found : found + ": " + reason, again);
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
        final String found = String.format(
                "%d of %d that differ are killed (%.0f %%, %d by a property first), %d survive; %d equivalent; %d of all %d",
                killed, killed + survive, 100.0 * killed / Math.max(1, killed + survive),
                verdicts.stream().filter(this::byProperty).count(), survive,
                count(verdicts, Verdict.Kind.EQUIVALENT), verdicts.size(), of);
        return killed == 0
                ? Check.undecided(GROUP, "kill rate", found + "; none was killed, which a larger sample decides", again)
                : Check.of(GROUP, "kill rate", true, found, again);
    }

    /** Whether a property of the manifest, or the types, killed it; otherwise only Rules.tla did. */
    private boolean byProperty(final Verdict v) {
        final Set<String> words = new TreeSet<>(List.of(v.by().split("\\W+")));
        return v.kind() == Verdict.Kind.KILLED
                && !v.by().startsWith("reached")
                && (words.contains("TypeOK") || manifest.properties().keySet().stream().anyMatch(words::contains));
    }

    private static long count(final Collection<Verdict> verdicts, final Verdict.Kind kind) {
        return verdicts.stream().filter(v -> v.kind() == kind).count();
    }
}

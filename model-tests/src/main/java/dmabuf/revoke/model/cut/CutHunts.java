// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.mutant.SideBySide;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * The cuts of impl: each leaves out one piece of its concurrency. Each cut must be caught, or be listed in survivors.tsv with a
 * reason. A listed cut that is caught, or that is no piece of impl any more, is a failure too.
 */
public final class CutHunts {
    /** The group of the checks. */
    public static final String GROUP = "cuts";

    private static final String ALL = "./revoke cuts --all";

    private final List<Cut> cuts;
    private final Reasons reasons;
    private final CutHunt hunts;

    /** @param home of the project */
    public CutHunts(final Path home, final Graphs graphs) throws Undecided {
        this(Cuts.of(home), Reasons.load(home), new CutHunt(graphs, CutHunt.order(), Tools.target().resolve("cuts")));
    }

    CutHunts(final List<Cut> cuts, final Reasons reasons, final CutHunt hunts) {
        this.cuts = cuts;
        this.reasons = reasons;
        this.hunts = hunts;
    }

    /** All cuts, in the order of the sources. */
    public List<Cut> cuts() {
        return cuts;
    }

    /** Checks that each listed cut is a piece of impl, without hunting any. */
    public Check listed() {
        final Set<String> gone = gone();
        return Check.of(
                GROUP, "survivors", gone.isEmpty(),
                gone.isEmpty()
                        ? cuts.size() + " cuts, of which " + reasons.names().size() + " are listed with a reason"
                        : "listed in " + Reasons.FILE + ", and no piece of impl: " + String.join(" | ", gone),
                ALL);
    }

    private Set<String> gone() {
        final Set<String> gone = new LinkedHashSet<>(reasons.names());
        cuts.forEach(c -> gone.remove(c.name()));
        return gone;
    }

    /** Hunts all cuts, two at a time. */
    public List<Check> all() throws Undecided, InterruptedException {
        final List<Check> checks = new ArrayList<>(hunt(cuts));
        checks.add(listed());
        return checks;
    }

    /** Some cuts, drawn at random. */
    public List<Cut> sample(final int size, final long seed) {
        final List<Cut> drawn = new ArrayList<>(cuts);
        Collections.shuffle(drawn, new Random(seed));
        return drawn.subList(0, Math.min(size, drawn.size()));
    }

    /** Hunts some cuts; the last check says how many were caught. */
    public List<Check> hunt(final List<Cut> some) throws Undecided, InterruptedException {
        final List<Callable<CutHunt.Found>> all = new ArrayList<>();
        some.forEach(c -> all.add(() -> told(hunts.of(c))));
        final List<CutHunt.Found> found = SideBySide.run(2, GROUP, all);
        final List<Check> checks = new ArrayList<>();
        found.forEach(f -> checks.add(check(f)));
        checks.add(rate(found));
        return checks;
    }

    private static CutHunt.Found told(final CutHunt.Found f) {
        Tools.progress(String.format("%-9s %s: %s", GROUP, f.cut().name(), f.text()));
        return f;
    }

    private Check check(final CutHunt.Found f) {
        final Reasons.Reason reason = reasons.of(f.cut()).orElse(null);
        final String again = "./revoke cuts '" + f.cut().name().replace("'", "'\\''") + "'";
        if (f.kind() == CutHunt.Kind.UNDECIDED) {
            return Check.undecided(GROUP, f.cut().name(), f.text(), again);
        }
        final boolean survives = f.kind() == CutHunt.Kind.SURVIVES;
        if (survives == (reason != null) || reason != null && reason.chance() && f.kind() == CutHunt.Kind.CAUGHT) {
            return Check.of(GROUP, f.cut().name(), true, reason == null ? f.text() : f.text() + ": " + reason.sentence(), again);
        }
        return Check.of(
                GROUP, f.cut().name(), false,
                survives
                        ? f.text() + " (line " + f.cut().line() + " of " + f.cut().file().path() + "), and has no reason in "
                                + Reasons.FILE + ": " + Reasons.line(f.cut())
                        : f.text() + ", but is listed in " + Reasons.FILE,
                again);
    }

    private static Check rate(final List<CutHunt.Found> found) {
        final Map<String, Integer> by = new TreeMap<>();
        int caught = 0;
        int hung = 0;
        int survive = 0;
        for (final CutHunt.Found f : found) {
            survive += f.kind() == CutHunt.Kind.SURVIVES ? 1 : 0;
            if (f.kind() == CutHunt.Kind.CAUGHT) {
                caught++;
                hung += f.hung() ? 1 : 0;
                by.merge(f.by(), 1, Integer::sum);
            }
        }
        return Check.of(
                GROUP, "rate", caught > 0,
                String.format(
                        "%d of %d are caught (%.0f %%), %d of them because they hang: %s; %d survive; %d more do not compile or are undecided",
                        caught, caught + survive, 100.0 * caught / Math.max(1, caught + survive), hung, by, survive,
                        found.size() - caught - survive),
                ALL);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares what a run found with the manifest, and the manifest with the spec. */
final class Comparison {
    private final Manifest manifest;
    private final SpecText spec;
    private final List<Cell> cells;
    private final Tally tally;
    private final List<Check> checks = new ArrayList<>();

    /** @param cells the results, claimed or not */
    Comparison(final Manifest manifest, final SpecText spec, final List<Cell> cells, final Tally tally) {
        this.manifest = manifest;
        this.spec = spec;
        this.cells = cells;
        this.tally = tally;
    }

    /** @param whole whether each design of the spec must have its line */
    List<Check> checks(final boolean whole) throws Undecided {
        manifest.configurations().forEach(this::compare);
        manifest.graphs().forEach(this::compare);
        complete(whole);
        reach();
        witnesses();
        return checks;
    }

    /** All results, as the matrix shows them. */
    List<Cell> matrix() {
        final List<Cell> all = new ArrayList<>();
        for (final String d : manifest.configurations()) {
            for (final String p : manifest.properties().keySet()) {
                found(d, p).ifPresent(all::add);
            }
        }
        return all;
    }

    private Optional<Cell> found(final String design, final String property) {
        return cells.stream()
                .filter(c -> c.design().equals(design) && c.property().equals(property))
                .map(c -> c.claimed(manifest.cell(design, property)))
                .findFirst();
    }

    private void compare(final String design) {
        final String group = manifest.designs().containsKey(design) ? "designs" : "bugs";
        for (final String p : manifest.properties().keySet()) {
            final Cell expected = manifest.cell(design, p);
            final Optional<Cell> found = found(design, p);
            if (found.isEmpty()) {
                continue;
            }
            final boolean ok = found.get().agrees(expected);
            checks.add(Check.of(
                    group, design + " " + p, ok,
                    found.get().text() + (ok ? "" : "; expected: " + (expected == null ? "nothing" : expected.text())),
                    "./revoke explain " + design + " " + p));
        }
        final Manifest.Bug bug = manifest.bugs().get(design);
        if (bug != null && found(design, bug.shownBy()).isPresent()) {
            final boolean caught = found(design, bug.shownBy()).filter(Cell::isRefuted).isPresent();
            final boolean kept = found(bug.changes(), bug.shownBy()).filter(Cell::isRefuted).isEmpty();
            checks.add(Check.of(
                    "bugs", design + " is caught", caught && kept,
                    caught ? "by " + bug.shownBy() + (kept ? "" : ", which " + bug.changes() + " breaks too") : "by nothing",
                    "./revoke explain " + design));
        }
    }

    /** Checks that the manifest has a line for everything in the spec, and no line for anything else. */
    private void complete(final boolean whole) throws Undecided {
        for (final String f : spec.fairness()) {
            if (manifest.without().stream().noneMatch(w -> w.conjunct().equals(f))) {
                checks.add(Check.of("fairness", f, false, "no run shows which property fails without it", ""));
            }
        }
        for (final Manifest.Same s : manifest.same()) {
            if (manifest.graphs().stream().noneMatch(g -> g.scene().equals(s.scene()))) {
                checks.add(Check.of("same", s.design() + " as " + s.as(), false, "no graph line of " + s.scene(), ""));
            }
        }
        for (final Manifest.Counts c : tally.counts()) {
            final boolean listed = manifest.graphs().stream()
                    .anyMatch(g -> g.design().equals(c.design()) && g.scene().equals(c.scene()));
            if (!listed) {
                checks.add(Check.of("manifest", c.design() + " " + c.scene(), false, "no graph line", "./revoke manifest"));
            }
        }
        for (final Cell c : manifest.cells().values()) {
            if (!manifest.configurations().contains(c.design()) || !manifest.properties().containsKey(c.property())) {
                checks.add(Check.of("manifest", c.design() + " " + c.property(), false, "a cell of a design or property that does not exist", ""));
            }
        }
        for (final String d : spec.designs()) {
            if (whole && !manifest.configurations().contains(d)) {
                checks.add(Check.of("manifest", d, false, "a design or bug without a line", "./revoke manifest"));
            }
        }
        final String designs = spec.file("Bugs.tla");
        for (final Manifest.Bug b : manifest.bugs().values()) {
            final boolean changes = designs.contains(b.name() + " == [ " + b.changes() + " EXCEPT ");
            checks.add(Check.of(
                    "manifest", b.name(), changes,
                    changes ? "changes " + b.changes() : "does not change " + b.changes() + " in Bugs.tla", ""));
        }
        for (final String a : spec.unnamedActions()) {
            checks.add(Check.of("manifest", a, false, "an action without Step", ""));
        }
    }

    private void compare(final Manifest.Counts expected) {
        final Optional<Manifest.Counts> counted = tally.counts().stream()
                .filter(c -> c.design().equals(expected.design()) && c.scene().equals(expected.scene()))
                .findFirst();
        if (counted.isPresent()) {
            final Manifest.Counts found = counted.get();
            final boolean ok = found.equals(expected);
            checks.add(Check.of(
                    "counts", expected.design() + " " + expected.scene(), ok,
                    text(found) + (ok ? "" : "; expected: " + text(expected)), "./revoke verify"));
        } else {
            checks.add(Check.undecided(
                    "counts", expected.design() + " " + expected.scene(), "not explored", "./revoke verify"));
        }
    }

    private static String text(final Manifest.Counts c) {
        return c.distinct() + " distinct, " + c.generated() + " generated, depth " + c.depth();
    }

    private void reach() {
        for (final String a : new TreeSet<>(spec.actions())) {
            final long times = tally.fired().getOrDefault(a, 0L);
            checks.add(Check.of("reached", "action " + a, times > 0, "fires " + times + " times", "./revoke verify"));
        }
        for (final String p : manifest.properties().keySet()) {
            final boolean met = tally.occurs(p);
            checks.add(Check.of("reached", "case of " + p, met, met ? "occurs" : "never occurs", "./revoke verify"));
        }
    }

    private void witnesses() {
        for (final Manifest.Witness w : manifest.witnesses()) {
            final Integer length = tally.reached(w.name());
            checks.add(Check.of(
                    "witness", w.name(), length != null,
                    (length == null ? "not reached: " : "reached in " + length + ": ") + w.sentence(),
                    "./revoke verify"));
        }
    }

    /** Whether a run without a graph found as many states as expected, and enough of them. */
    static Check large(
            final Manifest manifest,
            final String design,
            final String scene,
            final Outcome o,
            final int enough,
            final String again) {
        final Manifest.Large expected = manifest.large(design, scene);
        final boolean same =
                expected != null && expected.distinct() == o.distinct() && expected.generated() == o.generated();
        return Check.of(
                "counts", design + " " + scene, o.distinct() >= enough && same,
                String.format("%d distinct, %d generated", o.distinct(), o.generated())
                        + (o.distinct() < enough ? "; at least " + enough + " are asked" : "")
                        + (same ? "" : expected == null ? "; no line \"large\" in the manifest"
                                : "; expected: " + expected.distinct() + " and " + expected.generated()),
                again);
    }

    /**
     * The same for the number of distinct states, the only one that TLC's server does not count differently from run to run.
     *
     * @param enough how many there must be at least; if 1, the manifest need not know the number
     */
    static Check distinct(
            final Manifest manifest,
            final String design,
            final String scene,
            final Outcome o,
            final int enough,
            final String again) {
        final Integer expected = manifest.distinct(design, scene);
        final boolean same = expected == null ? enough == 1 : expected == o.distinct();
        return Check.of(
                "counts", design + " " + scene, o.distinct() >= enough && same,
                o.distinct() + " distinct" + (o.distinct() < enough ? "; at least " + enough + " are asked" : "")
                        + (expected == null ? "; the manifest has no number" : same ? "" : "; expected: " + expected),
                again);
    }
}

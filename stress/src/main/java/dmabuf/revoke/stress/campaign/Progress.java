// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The progress line of a campaign; guarded by its run. A failure is reported at once. */
final class Progress {
    private static final double EVERY = 10;

    private final long budget;
    private final Path folder;
    private final Map<String, Tally> tallies;
    private final Consumer<String> told;
    private double last;

    Progress(final long budget, final Path folder, final Map<String, Tally> tallies, final Consumer<String> told) {
        this.budget = budget;
        this.folder = folder;
        this.tallies = tallies;
        this.told = told;
    }

    /** Called after a turn has ended and its tally has been updated. */
    void turn(final Turn t, final double elapsed) {
        t.failures().stream()
                .filter(f -> tallies.get(t.unit()).times(f.signature()) == 1)
                .forEach(f -> told.accept("FAILURE " + t.unit() + ": " + f.what() + "; ./revoke replay "
                        + folder.resolve(f.file())));
        if (!t.trouble().isEmpty()) {
            told.accept(t.unit() + " was not decided: " + t.trouble());
        }
        if (last > 0 && elapsed - last < EVERY) {
            return;
        }
        last = elapsed;
        told.accept(line(elapsed));
    }

    private String line(final double elapsed) {
        final Collection<Tally> all = tallies.values();
        final long samples = all.stream().mapToLong(Tally::samples).sum();
        final long turns = all.stream().mapToLong(Tally::turns).sum();
        final long allowed = all.stream().mapToLong(t -> t.allowed().size()).sum();
        final long unseen = all.stream().mapToLong(Tally::unseen).sum();
        return String.format(
                Locale.ROOT,
                "%s of %s: %,d turns, %d of %d units, %,d samples (%,.0f/s), %,d of %,d outcomes seen, %d failures, %s to go",
                clock(elapsed), clock(budget), turns, all.stream().filter(t -> t.turns() > 0).count(), all.size(), samples,
                samples / Math.max(elapsed, 1e-3), allowed - unseen, allowed,
                all.stream().mapToLong(t -> t.failures().size()).sum(), clock(Math.max(0, budget - elapsed)));
    }

    /** Hours, minutes and seconds. */
    static String clock(final double seconds) {
        final long s = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How likely some stress is to notice each mutant, by the times of the kept matrix.
 *
 * <p>A suite that draws notices a mutant at a constant rate: as often in a second as it did in the seconds of its cell. A suite
 * that was run once notices it if it has the time that it took. A mutant that was never noticed within the minute of a cell is
 * taken for one that cannot be noticed.
 *
 * @param mutants that one of the suites has noticed, the least likely first
 * @param unnoticed how many mutants of the matrix these suites did not notice
 * @param unmeasured the suites of which the matrix has no cell
 */
public record Power(List<Likely> mutants, int unnoticed, Set<String> unmeasured) {
    /** A chance that counts as certain. */
    private static final double LIKELY = 0.9;

    /**
     * A mutant.
     *
     * @param chance that it is noticed
     * @param by the suite that is most likely to notice it
     */
    public record Likely(String mutant, double chance, String by) {}

    /**
     * @param matrix the file of the kept matrix; there need not be one
     * @param seconds of each suite
     */
    public static Power of(final Path matrix, final Map<String, Double> seconds) throws Undecided {
        final MatrixTable table = MatrixTable.of(matrix);
        final Set<String> unmeasured = new TreeSet<>(seconds.keySet());
        unmeasured.removeAll(table.suites());
        final List<Likely> likely = new ArrayList<>();
        int unnoticed = 0;
        for (final String m : table.mutants()) {
            double missed = 1;
            double best = -1;
            String by = "";
            for (final Map.Entry<String, Double> s : seconds.entrySet()) {
                final Cell c = table.cell(m, s.getKey()).orElse(null);
                if (c != null && c.caught() > 0) {
                    final double chance = chance(c, s.getValue());
                    missed *= 1 - chance;
                    by = chance > best ? s.getKey() : by;
                    best = Math.max(best, chance);
                }
            }
            if (by.isEmpty()) {
                unnoticed++;
            } else {
                likely.add(new Likely(m, 1 - missed, by));
            }
        }
        likely.sort(Comparator.comparingDouble(Likely::chance).thenComparing(Likely::mutant));
        return new Power(List.copyOf(likely), unnoticed, unmeasured);
    }

    private static double chance(final Cell c, final double seconds) {
        if (c.runs() == 1) {
            return seconds >= c.seconds() ? 1 : 0;
        }
        final double spent = c.caught() * c.seconds() + (c.runs() - c.caught()) * MatrixRun.LONGEST;
        return 1 - Math.exp(-c.caught() * seconds / Math.max(spent, 1e-3));
    }

    /** How many mutants are noticed almost certainly. */
    public long likely() {
        return mutants.stream().filter(m -> m.chance() >= LIKELY).count();
    }

    /** How many mutants are noticed on the average. */
    public double expected() {
        return mutants.stream().mapToDouble(Likely::chance).sum();
    }
}

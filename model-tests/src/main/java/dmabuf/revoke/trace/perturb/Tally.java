// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.perturb;

import dmabuf.revoke.service.Subcommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The results for one class of perturbations. */
public final class Tally {
    /** The percentage of the traces leaving the spec that must be refused. */
    static final int WANTED = 95;

    private static final String ROW = "%5s %6s %8s %6s %9s";

    int made;
    int leaves;
    int refused;
    int legal;
    int accepted;
    final List<String> wrong = new ArrayList<>();

    /** The sum of all classes. */
    public static Tally of(final Collection<Tally> all) {
        final Tally sum = new Tally();
        for (final Tally t : all) {
            sum.made += t.made;
            sum.leaves += t.leaves;
            sum.refused += t.refused;
            sum.legal += t.legal;
            sum.accepted += t.accepted;
            sum.wrong.addAll(t.wrong);
        }
        return sum;
    }

    /** The heads of the columns. */
    public static String heads() {
        return String.format(ROW, "made", "leave", "refused", "legal", "accepted");
    }

    /** The numbers, below the heads. */
    public String row() {
        return String.format(ROW, made, leaves, refused, legal, accepted);
    }

    /** The numbers in a sentence. */
    public String sentence() {
        return String.format("of %d that leave the spec %d are refused (%.1f %%); of %d that are legal %d are accepted",
                leaves, refused, 100.0 * refused / Math.max(1, leaves), legal, accepted);
    }

    /** The wrong results, each in a sentence. */
    public List<String> wrong() {
        return wrong;
    }

    /** Whether the check refuses exactly what it must. Without a trace to refuse, or one to accept, the result is undecided. */
    public int exitCode() {
        if (leaves == 0 || legal == 0) {
            return Subcommand.UNDECIDED;
        }
        return refused * 100 >= WANTED * leaves && accepted == legal ? Subcommand.AS_EXPECTED : Subcommand.DIFFERS;
    }
}

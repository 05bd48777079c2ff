// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.ArrayList;
import java.util.List;

/**
 * A formula that is harder to keep, and easier to decide: where it says that somebody exists of whom something is true of
 * everybody, it must be one of those who act. Whoever has proved it has proved the formula.
 */
final class Witnesses {
    private Witnesses() {}

    /** Null if nobody is said to exist. */
    static Term instead(final Term t, final List<Term> chosen) {
        final Term other = instead(t, chosen, true);
        return other.equals(t) ? null : other;
    }

    /** @param positive whether a stronger formula in this place makes the whole one stronger */
    private static Term instead(final Term t, final List<Term> chosen, final boolean positive) {
        return switch (t.op) {
            case NOT -> Terms.not(instead(t.part(0), chosen, !positive));
            case AND -> Terms.and(all(t, chosen, positive));
            case OR -> Terms.or(all(t, chosen, positive));
            case SOME -> {
                if (!positive || t.part(1).all(Term.Op.SOME).isEmpty()) {
                    yield Terms.some(t.part(0), instead(t.part(1), chosen, positive));
                }
                final List<Term> each = new ArrayList<>();
                for (final Term c : chosen) {
                    if (c.sort.equals(t.part(0).sort)) {
                        each.add(instead(t.part(1).with(t.part(0), c), chosen, true));
                    }
                }
                yield Terms.or(each);
            }
            default -> t;
        };
    }

    private static List<Term> all(final Term t, final List<Term> chosen, final boolean positive) {
        return t.parts.stream().map(p -> instead(p, chosen, positive)).toList();
    }
}

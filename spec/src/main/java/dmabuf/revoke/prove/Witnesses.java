// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a formula stronger and easier to decide: an existential quantifier with another quantifier in its body then ranges over
 * the acting elements only. A proof of the result proves the formula.
 */
final class Witnesses {
    private Witnesses() {}

    /** The stronger formula; null if it is the same. */
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

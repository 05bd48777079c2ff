// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is true of how many members finite sets have, as far as it is needed. It is part of what has to be believed: a number is
 * never negative, it is 0 if and only if there is no member, equal sets have equal numbers, and sets that differ in one
 * element at most differ by that.
 */
final class Counts {
    private Counts() {}

    /** @param chosen the elements in which sets may differ */
    static List<Term> axioms(final Collection<Term> counts, final Collection<Term> chosen) {
        final List<Term> axioms = new ArrayList<>();
        final List<Term> all = List.copyOf(counts);
        for (int m = 0; m < all.size(); m++) {
            final Term n = all.get(m);
            axioms.add(Terms.not(Terms.less(n, Term.number(0))));
            axioms.add(Terms.iff(Terms.equal(n, Term.number(0)), Terms.not(Terms.some(n.part(0), n.part(1)))));
            for (final Term other : all.subList(m + 1, all.size())) {
                if (other.part(0).sort.equals(n.part(0).sort)) {
                    pair(n, other, chosen, axioms);
                }
            }
        }
        return axioms;
    }

    private static void pair(final Term a, final Term b, final Collection<Term> chosen, final List<Term> axioms) {
        final Term any = Term.element("any.count", (Sort.Unbounded) a.part(0).sort);
        final Term alike = Terms.iff(in(a, any), in(b, any));
        axioms.add(Terms.implies(Terms.all(any, alike), Terms.equal(a, b)));
        for (final Term one : chosen) {
            if (one.sort.equals(any.sort)) {
                axioms.add(Terms.implies(
                        Terms.all(any, Terms.or(Terms.same(any, one), alike)),
                        Terms.equal(Terms.plus(a, truth(in(b, one))), Terms.plus(b, truth(in(a, one))))));
            }
        }
    }

    private static Term in(final Term count, final Term element) {
        return count.part(1).with(count.part(0), element);
    }

    private static Term truth(final Term t) {
        return Terms.ifNumber(t, Term.number(1), Term.number(0));
    }
}

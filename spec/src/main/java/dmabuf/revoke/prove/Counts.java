// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Axioms about the cardinalities of finite sets, as far as the proof needs them. They are taken on trust: a cardinality is never
 * negative; it is 0 if and only if the set is empty; equal sets have equal cardinalities; and if two sets differ in at most one
 * element, their cardinalities differ accordingly.
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

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes terms, and simplifies them where that is cheap. */
final class Terms {
    static final Term TRUE = Term.of(Term.Op.TRUE, List.of());
    static final Term FALSE = Term.of(Term.Op.FALSE, List.of());

    private Terms() {}

    static Term truth(final boolean b) {
        return b ? TRUE : FALSE;
    }

    /** The value that is read is at one of these places of its sort. */
    static Term in(final Term read, final BitSet places) {
        final int size = ((Sort.Finite) read.sort).size();
        return places.isEmpty() ? FALSE : places.cardinality() == size ? TRUE : Term.in(read, places);
    }

    static Term same(final Term a, final Term b) {
        return a.equals(b) ? TRUE : a.toString().compareTo(b.toString()) <= 0
                ? Term.of(Term.Op.SAME, List.of(a, b))
                : Term.of(Term.Op.SAME, List.of(b, a));
    }

    static Term not(final Term t) {
        return switch (t.op) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case NOT -> t.part(0);
            case IN -> {
                final BitSet others = (BitSet) t.places.clone();
                others.flip(0, ((Sort.Finite) t.part(0).sort).size());
                yield Term.in(t.part(0), others);
            }
            case AND -> or(t.parts.stream().map(Terms::not).toList());
            case OR -> and(t.parts.stream().map(Terms::not).toList());
            default -> Term.of(Term.Op.NOT, List.of(t));
        };
    }

    static Term and(final Term... parts) {
        return and(List.of(parts));
    }

    static Term or(final Term... parts) {
        return or(List.of(parts));
    }

    static Term implies(final Term a, final Term b) {
        return or(not(a), b);
    }

    static Term iff(final Term a, final Term b) {
        return a.isTrue() ? b : b.isTrue() ? a : a.isFalse() ? not(b) : b.isFalse() ? not(a)
                : a.equals(b) ? TRUE : and(or(not(a), b), or(a, not(b)));
    }

    static Term ifThenElse(final Term c, final Term a, final Term b) {
        return c.isTrue() || a.equals(b) ? a : c.isFalse() ? b : and(or(not(c), a), or(c, b));
    }

    static Term and(final List<Term> parts) {
        return join(parts, Term.Op.AND, TRUE, FALSE);
    }

    static Term or(final List<Term> parts) {
        return join(parts, Term.Op.OR, FALSE, TRUE);
    }

    /**
     * @param none the neutral element of the operator
     * @param all its absorbing element
     */
    private static Term join(final List<Term> parts, final Term.Op op, final Term none, final Term all) {
        final Map<Term, BitSet> places = new LinkedHashMap<>();
        final Set<Term> kept = new LinkedHashSet<>();
        if (!gather(parts, op, none, all, places, kept)) {
            return all;
        }
        final List<Term> joined = new ArrayList<>();
        for (final Map.Entry<Term, BitSet> e : places.entrySet()) {
            final Term t = in(e.getKey(), e.getValue());
            if (t.equals(all)) {
                return all;
            }
            if (!t.equals(none)) {
                joined.add(t);
            }
        }
        for (final Term t : kept) {
            if (kept.contains(t.op == Term.Op.NOT ? t.part(0) : Term.of(Term.Op.NOT, List.of(t)))) {
                return all;
            }
            joined.add(t);
        }
        return joined.isEmpty() ? none : joined.size() == 1 ? joined.get(0) : Term.of(op, joined);
    }

    private static boolean gather(
            final List<Term> parts, final Term.Op op, final Term none, final Term all, final Map<Term, BitSet> places,
            final Set<Term> kept) {
        for (final Term t : parts) {
            if (t.equals(all)) {
                return false;
            }
            if (t.op == op) {
                if (!gather(t.parts, op, none, all, places, kept)) {
                    return false;
                }
            } else if (t.op == Term.Op.IN) {
                final BitSet before = places.get(t.part(0));
                final BitSet now = (BitSet) t.places.clone();
                if (before != null && op == Term.Op.AND) {
                    now.and(before);
                } else if (before != null) {
                    now.or(before);
                }
                places.put(t.part(0), now);
            } else if (!t.equals(none)) {
                kept.add(t);
            }
        }
        return true;
    }

    static Term all(final Term element, final Term body) {
        return not(some(element, not(body)));
    }

    /** An element exists that satisfies the body. If the body says which element that is, it is substituted. */
    static Term some(final Term element, final Term body) {
        if (!body.free().contains(element)) {
            return body;
        }
        if (body.op == Term.Op.OR) {
            return or(body.parts.stream().map(p -> some(element, p)).toList());
        }
        for (final Term p : body.op == Term.Op.AND ? body.parts : List.of(body)) {
            if (p.op == Term.Op.SAME && p.parts.contains(element)) {
                return body.with(element, p.part(0).equals(element) ? p.part(1) : p.part(0));
            }
        }
        return Term.of(Term.Op.SOME, List.of(element, body));
    }

    /** The number of elements that satisfy the body. */
    static Term count(final Term element, final Term body) {
        return body.isFalse() ? Term.number(0) : Term.of(Term.Op.COUNT, List.of(element, body));
    }

    static Term plus(final Term a, final Term b) {
        return a.op == Term.Op.NUMBER && b.op == Term.Op.NUMBER ? Term.number(a.number + b.number)
                : a.op == Term.Op.NUMBER && a.number == 0 ? b
                : b.op == Term.Op.NUMBER && b.number == 0 ? a
                : Term.of(Term.Op.PLUS, List.of(a, b));
    }

    static Term minus(final Term a, final Term b) {
        return a.op == Term.Op.NUMBER && b.op == Term.Op.NUMBER
                ? Term.number(a.number - b.number)
                : Term.of(Term.Op.MINUS, List.of(a, b));
    }

    static Term less(final Term a, final Term b) {
        return a.op == Term.Op.NUMBER && b.op == Term.Op.NUMBER
                ? truth(a.number < b.number)
                : Term.of(Term.Op.LESS, List.of(a, b));
    }

    static Term equal(final Term a, final Term b) {
        return a.equals(b) ? TRUE
                : a.op == Term.Op.NUMBER && b.op == Term.Op.NUMBER ? FALSE
                : Term.of(Term.Op.EQUAL, List.of(a, b));
    }

    static Term ifNumber(final Term c, final Term a, final Term b) {
        return c.isTrue() || a.equals(b) ? a : c.isFalse() ? b : Term.of(Term.Op.IF, List.of(c, a, b));
    }
}

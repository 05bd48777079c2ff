// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * A first-order term. Immutable; terms of the same form are equal. {@link Terms} makes and simplifies them.
 *
 * <p>That a value of a {@link Sort.Finite} is one of several values is a single term, {@code IN}. So two such facts can be
 * combined as sets are.
 */
final class Term {
    enum Op {
        TRUE,
        FALSE,
        /** A member of an unbounded set: one that a quantifier binds, or a constant. */
        ELEMENT,
        /** The value of a symbol in a state, applied to an element if the symbol is a function. */
        READ,
        /** The value that is read is one of these. */
        IN,
        /** Two elements are the same. */
        SAME,
        NOT,
        AND,
        OR,
        SOME,
        NUMBER,
        PLUS,
        MINUS,
        LESS,
        EQUAL,
        IF,
        /** The number of elements for which the body holds. */
        COUNT
    }

    private static final Map<Term, WeakReference<Term>> POOL = new WeakHashMap<>();

    final Op op;
    final String name;
    final Sort sort;
    final Symbol symbol;
    final BitSet places;
    final int number;
    final List<Term> parts;
    private final int hash;
    private Set<Term> free;

    private Term(
            final Op op, final String name, final Sort sort, final Symbol symbol, final BitSet places, final int number,
            final List<Term> parts) {
        this.op = op;
        this.name = name;
        this.sort = sort;
        this.symbol = symbol;
        this.places = places;
        this.number = number;
        this.parts = parts;
        this.hash = Objects.hash(op, name, System.identityHashCode(symbol), places, number, parts);
    }

    static Term of(final Op op, final List<Term> parts) {
        return new Term(op, "", sortOf(op, parts), null, null, 0, List.copyOf(parts)).pooled();
    }

    private static Sort sortOf(final Op op, final List<Term> parts) {
        return switch (op) {
            case PLUS, MINUS, COUNT, NUMBER -> Sort.Plain.NUMBER;
            case IF -> parts.get(1).sort;
            default -> Sort.Plain.TRUTH;
        };
    }

    static Term element(final String name, final Sort.Unbounded sort) {
        return new Term(Op.ELEMENT, name, sort, null, null, 0, List.of()).pooled();
    }

    /** @param of null if the symbol is a constant */
    static Term read(final Symbol symbol, final Term of) {
        return new Term(Op.READ, "", symbol.result(), symbol, null, 0, of == null ? List.of() : List.of(of)).pooled();
    }

    static Term number(final int n) {
        return new Term(Op.NUMBER, "", Sort.Plain.NUMBER, null, null, n, List.of()).pooled();
    }

    static Term in(final Term read, final BitSet places) {
        return new Term(Op.IN, "", Sort.Plain.TRUTH, null, places, 0, List.of(read)).pooled();
    }

    /** The only term of this form, so that equal terms are compared quickly. */
    private Term pooled() {
        synchronized (POOL) {
            final WeakReference<Term> known = POOL.get(this);
            final Term t = known == null ? null : known.get();
            if (t != null) {
                return t;
            }
            POOL.put(this, new WeakReference<>(this));
            return this;
        }
    }

    boolean isTrue() {
        return op == Op.TRUE;
    }

    boolean isFalse() {
        return op == Op.FALSE;
    }

    boolean binds() {
        return op == Op.SOME || op == Op.COUNT;
    }

    Term part(final int n) {
        return parts.get(n);
    }

    /** The elements that occur in the term and that no quantifier in it binds. */
    Set<Term> free() {
        if (free == null) {
            final Set<Term> found = new LinkedHashSet<>();
            if (op == Op.ELEMENT) {
                found.add(this);
            }
            for (final Term p : parts) {
                found.addAll(p.free());
            }
            if (binds()) {
                found.remove(part(0));
            }
            free = found;
        }
        return free;
    }

    /** All terms with an operator that occur in it. */
    List<Term> all(final Op wanted) {
        final Set<Term> found = new LinkedHashSet<>();
        collect(wanted, found, new LinkedHashSet<>());
        return new ArrayList<>(found);
    }

    private void collect(final Op wanted, final Set<Term> found, final Set<Term> seen) {
        if (!seen.add(this)) {
            return;
        }
        if (op == wanted) {
            found.add(this);
        }
        for (final Term p : parts) {
            p.collect(wanted, found, seen);
        }
    }

    /** The term in which one free element is replaced by another. */
    Term with(final Term element, final Term by) {
        if (!free().contains(element)) {
            return this;
        }
        final List<Term> others = new ArrayList<>();
        for (final Term p : parts) {
            others.add(p.with(element, by));
        }
        return switch (op) {
            case ELEMENT -> by;
            case READ -> read(symbol, others.get(0));
            case IN -> Terms.in(others.get(0), places);
            case SAME -> Terms.same(others.get(0), others.get(1));
            case NOT -> Terms.not(others.get(0));
            case AND -> Terms.and(others);
            case OR -> Terms.or(others);
            case SOME -> Terms.some(others.get(0), others.get(1));
            default -> of(op, others);
        };
    }

    @Override
    public boolean equals(final Object o) {
        return this == o
                || o instanceof Term t
                        && hash == t.hash
                        && op == t.op
                        && number == t.number
                        && symbol == t.symbol
                        && name.equals(t.name)
                        && Objects.equals(sort, t.sort)
                        && Objects.equals(places, t.places)
                        && parts.equals(t.parts);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return switch (op) {
            case ELEMENT -> name;
            case NUMBER -> Integer.toString(number);
            case READ -> symbol + (parts.isEmpty() ? "" : "[" + part(0) + "]");
            case IN -> part(0) + " in " + places;
            default -> op + parts.toString();
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;

/**
 * What is known where an expression is evaluated: the guards of the action so far, the conjuncts before it, the arm of IF that
 * it stands in. Immutable; each is another with one fact more.
 */
final class Path {
    /** Nothing is known. */
    static final Path START = new Path(null, Terms.TRUE);

    private final Path before;
    private final Term fact;

    private Path(final Path before, final Term fact) {
        this.before = before;
        this.fact = fact;
    }

    /** The same, and this is so; null if it is known not to be. */
    Path and(final Term t) {
        final Term told = told(t);
        if (told.isFalse()) {
            return null;
        }
        if (told.isTrue()) {
            return this;
        }
        if (told.op != Term.Op.AND) {
            return new Path(this, told);
        }
        Path p = this;
        for (final Term part : told.parts) {
            p = p.and(part);
            if (p == null) {
                return null;
            }
        }
        return p;
    }

    /** The same term, but that what is known of it is put in. */
    Term told(final Term t) {
        return switch (t.op) {
            case TRUE, FALSE -> t;
            case IN -> {
                final BitSet known = places(t.part(0));
                if (known == null) {
                    yield t;
                }
                final BitSet left = (BitSet) t.places.clone();
                left.and(known);
                yield left.equals(known) ? Terms.TRUE : left.isEmpty() ? Terms.FALSE : Terms.in(t.part(0), left);
            }
            case AND -> Terms.and(t.parts.stream().map(this::told).toList());
            case OR -> Terms.or(t.parts.stream().map(this::told).toList());
            default -> {
                final Term no = Terms.not(t);
                for (Path p = this; p != START; p = p.before) {
                    if (p.fact.equals(t)) {
                        yield Terms.TRUE;
                    }
                    if (p.fact.equals(no)) {
                        yield Terms.FALSE;
                    }
                }
                yield t;
            }
        };
    }

    /** The places that what is read can have; null if nothing is known of it. */
    BitSet places(final Term read) {
        // The latest fact of it knows all that those before it said.
        for (Path p = this; p != START; p = p.before) {
            if (p.fact.op == Term.Op.IN && p.fact.part(0).equals(read)) {
                return p.fact.places;
            }
        }
        return null;
    }

    /** All facts, the first one first. */
    List<Term> facts() {
        final LinkedList<Term> facts = new LinkedList<>();
        for (Path p = this; p != START; p = p.before) {
            facts.addFirst(p.fact);
        }
        return Collections.unmodifiableList(facts);
    }
}

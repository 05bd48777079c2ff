// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;

/**
 * The facts that are known where an expression is evaluated: the guards of the action so far, the conjuncts before the
 * expression, the condition of its arm of an IF. Immutable; a path extends another one by one fact.
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

    /** This path with one more fact; null if the fact contradicts it. */
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

    /** Simplifies a term by what is known. */
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

    /** The values that a term can have, as places in its sort; null if nothing is known of it. */
    BitSet places(final Term read) {
        // The latest fact about it includes what the earlier ones say.
        for (Path p = this; p != START; p = p.before) {
            if (p.fact.op == Term.Op.IN && p.fact.part(0).equals(read)) {
                return p.fact.places;
            }
        }
        return null;
    }

    /** All facts, in the order in which they were added. */
    List<Term> facts() {
        final LinkedList<Term> facts = new LinkedList<>();
        for (Path p = this; p != START; p = p.before) {
            facts.addFirst(p.fact);
        }
        return Collections.unmodifiableList(facts);
    }
}

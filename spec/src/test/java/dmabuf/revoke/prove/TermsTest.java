// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dmabuf.revoke.graph.Value;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Simplification must not change the meaning of a formula. */
class TermsTest {
    private static final Sort.Unbounded IMPORTERS = new Sort.Unbounded("Importers");
    private static final Sort.Finite LIGHTS = new Sort.Finite(
            "light", List.of(new Value.Str("red"), new Value.Str("amber"), new Value.Str("green")));
    private static final Symbol LIGHT = new Symbol("light", IMPORTERS, LIGHTS);
    private static final Symbol MAPPED = new Symbol("mapped", IMPORTERS, Sort.Plain.TRUTH);
    private static final Term I = Term.element("i", IMPORTERS);
    private static final Term J = Term.element("j", IMPORTERS);

    private static Term light(final Term of, final int... places) {
        final BitSet set = new BitSet();
        for (final int p : places) {
            set.set(p);
        }
        return Terms.in(Term.read(LIGHT, of), set);
    }

    private static Term mapped(final Term of) {
        return Term.read(MAPPED, of);
    }

    @Test
    void equalTermsAreOne() {
        assertSame(Terms.and(mapped(I), light(I, 0)), Terms.and(mapped(I), light(I, 0)));
    }

    @Test
    void whatIsReadIsCutAndJoinedAsSetsAre() {
        assertEquals(light(I, 1), Terms.and(light(I, 0, 1), light(I, 1, 2)));
        assertEquals(Terms.TRUE, Terms.or(light(I, 0, 1), light(I, 1, 2)));
        assertEquals(Terms.FALSE, Terms.and(light(I, 0), light(I, 1)));
        assertEquals(light(I, 1, 2), Terms.not(light(I, 0)));
        assertEquals(Term.Op.AND, Terms.and(light(I, 0), light(J, 1)).op);
    }

    @Test
    void aTermAndItsOppositeDecide() {
        assertEquals(Terms.FALSE, Terms.and(mapped(I), light(J, 0), Terms.not(mapped(I))));
        assertEquals(Terms.TRUE, Terms.or(mapped(I), Terms.not(mapped(I))));
    }

    @Test
    void somebodyWhoIsNamedIsPutIn() {
        assertEquals(mapped(J), Terms.some(I, Terms.and(mapped(I), Terms.same(I, J))));
        assertEquals(Term.Op.SOME, Terms.some(I, Terms.and(mapped(I), light(J, 0))).op);
        assertEquals(Terms.not(mapped(J)), Terms.all(I, Terms.implies(Terms.same(I, J), Terms.not(mapped(I)))));
    }

    @Test
    void anElementThatAQuantifierBindsIsNotReplaced() {
        final Term some = Terms.some(I, Terms.and(mapped(I), light(J, 0)));
        assertEquals(some, some.with(I, J));
        assertEquals(Terms.some(I, Terms.and(mapped(I), light(I, 0))).op, some.with(J, Term.element("k", IMPORTERS)).op);
    }

    @Test
    void aPathKnowsWhatItWasTold() {
        final Path p = Path.START.and(light(I, 0, 1)).and(Terms.not(mapped(J)));
        assertEquals(light(I, 1), p.told(light(I, 1, 2)));
        assertEquals(Terms.FALSE, p.told(mapped(J)));
        assertEquals(mapped(I), p.told(mapped(I)));
        assertNull(p.and(light(I, 2)));
        assertNull(p.and(light(I, 1)).and(light(I, 0)));
    }

    /** An existential quantifier is restricted to the acting elements, but not under a negation. */
    @Test
    void aStrongerFormulaIsPutInPlaceOnlyWhereItMakesTheWholeStronger() {
        final Term any = Term.element("any@Importers", IMPORTERS);
        final Term nested = Terms.some(J, Terms.and(mapped(J), Terms.not(Terms.some(any, Terms.and(light(any, 0), light(J, 1))))));
        assertEquals(Terms.and(mapped(I), Terms.not(Terms.some(any, Terms.and(light(any, 0), light(I, 1))))),
                Witnesses.instead(nested, List.of(I)));
        assertNull(Witnesses.instead(Terms.not(nested), List.of(I)));
    }
}

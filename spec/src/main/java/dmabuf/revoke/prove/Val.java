// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.SymbolNode;

/** The value of an expression of the spec in a state that is not known. */
sealed interface Val {
    /** Stands for the value of an expression that has none. It has to be proved that such an expression is never evaluated. */
    Val MISSING = new Missing();

    record Missing() implements Val {}

    /** A value that does not depend on the state. Truth values are always {@link Truth}. */
    record Const(Value value) implements Val {}

    record Truth(Term term) implements Val {
        static Truth of(final boolean b) {
            return new Truth(Terms.truth(b));
        }
    }

    /** A number that depends on the state. */
    record Num(Term term) implements Val {}

    /** A member of an unbounded set. */
    record Elem(Sort.Unbounded sort, Term term) implements Val {}

    /** One of several values, each under a guard; exactly one guard holds. */
    record Cases(List<Case> all) implements Val {}

    record Case(Term guard, Val val) {}

    /** A function of the members of unbounded sets. */
    record Fun(Map<Sort.Unbounded, Body> bodies) implements Val {}

    /** A function whose domain is one element. */
    record Point(Elem at, Val val) implements Val {}

    /** The value of a function at an element. */
    interface Body {
        Val at(Elem e) throws Undecided;
    }

    /** Whether an element is in a set. */
    interface Member {
        Term has(Term element) throws Undecided;
    }

    /**
     * A sequence of elements without repetition. Its members are known, but not their order, so that its head may be any of them.
     * Each is equal only to itself.
     */
    final class Order implements Val {
        final Sort.Unbounded sort;
        final Member member;

        Order(final Sort.Unbounded sort, final Member member) {
            this.sort = sort;
            this.member = member;
        }
    }

    /** The place of an element in a sequence. */
    record Index(Order of, Term element) implements Val {}

    /** The places of a sequence. */
    record Indices(Order of) implements Val {}

    /** All members of unbounded sets. */
    record All(Set<Sort.Unbounded> sorts) implements Val {}

    /** Some members of unbounded sets. Each is equal only to itself. */
    final class Part implements Val {
        final Map<Sort.Unbounded, Member> members;

        Part(final Map<Sort.Unbounded, Member> members) {
            this.members = members;
        }
    }

    /** A set of few members, each of which is in it under a guard. */
    record Few(List<Case> members) implements Val {}

    /** A record, not all of whose fields are constant. */
    record Rec(SortedMap<String, Val> fields) implements Val {}

    /** A tuple, not all of which is constant. */
    record Tup(List<Val> parts) implements Val {}

    /** All functions from one set to another. */
    record Functions(Val from, Val to) implements Val {}

    /** An operator that is an argument. */
    record Operator(SymbolNode symbol, Env env) implements Val {}

    /** An argument: it is evaluated where it is used, as TLC does. */
    record Lazy(ExprOrOpArgNode node, Env env) implements Val {}

    /** A value of the spec. */
    static Val of(final Value v) {
        return v instanceof Value.Bool b ? Truth.of(b.value()) : new Const(v);
    }

    /** The value, if it depends on nothing; else null. */
    static Value constant(final Val v) {
        return v instanceof Const c ? c.value()
                : v instanceof Truth t && (t.term().isTrue() || t.term().isFalse()) ? new Value.Bool(t.term().isTrue())
                : null;
    }

    /** The kind of a value, for an error message. */
    static String kind(final Val v) {
        return v.getClass().getSimpleName() + (v instanceof Const c ? " " + c.value() : "");
    }
}

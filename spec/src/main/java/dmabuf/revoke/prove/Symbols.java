// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** An arbitrary state: only the shapes of its variables are known. Each variable becomes one symbol, or a few. */
final class Symbols implements State {
    /** Separates, in the name of a symbol, the name of a variable from that of an unbounded set. */
    static final String AS = " as ";

    private final Supplier<Path> path;
    private final Map<String, Symbol> symbols = new LinkedHashMap<>();
    private final Map<String, Shape> shapes;

    /**
     * The values that are kept. They stay valid for functions, sets and sequences, which look up what is known only when they are
     * applied.
     */
    private final Map<String, Val> vals = new TreeMap<>();

    private final Map<Term, List<Val.Case>> read = new HashMap<>();

    /** @param path supplies what is known where a variable is read */
    Symbols(final Map<String, Shape> shapes, final Supplier<Path> path) throws Undecided {
        this.path = path;
        this.shapes = shapes;
        for (final Map.Entry<String, Shape> s : shapes.entrySet()) {
            vals.put(s.getKey(), val(s.getKey(), s.getValue(), null));
        }
    }

    @Override
    public Val get(final String variable) throws Undecided {
        final Shape s = shapes.get(variable);
        return s instanceof Shape.Ordered || s instanceof Shape.Parts || s instanceof Shape.Funs
                ? vals.get(variable)
                : s == null ? null : val(variable, s, null);
    }

    /** All of them, by name. */
    Map<String, Symbol> all() {
        return symbols;
    }

    private Symbol symbol(final String name, final Sort.Unbounded of, final Sort result) {
        return symbols.computeIfAbsent(name, n -> new Symbol(n, of, result));
    }

    private Val val(final String name, final Shape shape, final Val.Elem of) throws Undecided {
        final Sort.Unbounded sort = of == null ? null : of.sort();
        final Term at = of == null ? null : of.term();
        if (shape instanceof Shape.Truths) {
            final Term t = Term.read(symbol(name, sort, Sort.Plain.TRUTH), at);
            return new Val.Truth(path.get().told(t));
        }
        if (shape instanceof Shape.Numbers) {
            return new Val.Num(Term.read(symbol(name, sort, Sort.Plain.NUMBER), at));
        }
        if (shape instanceof Shape.Mixed m) {
            return mixed(name, m, of);
        }
        if (shape instanceof Shape.Recs r) {
            final SortedMap<String, Val> fields = new TreeMap<>();
            for (final Map.Entry<String, Shape> f : r.fields().entrySet()) {
                fields.put(f.getKey(), val(name + "." + f.getKey(), f.getValue(), of));
            }
            return new Val.Rec(fields);
        }
        if (of != null) {
            throw new Undecided("prove: each " + sort.name() + " has a " + shape + " in " + name + ", which has no form here");
        }
        if (shape instanceof Shape.Ordered o) {
            final Symbol s = symbol(name, o.sort(), Sort.Plain.TRUTH);
            return new Val.Order(o.sort(), t -> path.get().told(Term.read(s, t)));
        }
        if (shape instanceof Shape.Parts p) {
            final Map<Sort.Unbounded, Val.Member> members = new LinkedHashMap<>();
            for (final Sort.Unbounded s : p.sorts()) {
                final Symbol in = symbol(p.sorts().size() == 1 ? name : name + AS + s.name(), s, Sort.Plain.TRUTH);
                members.put(s, t -> path.get().told(Term.read(in, t)));
            }
            return new Val.Part(members);
        }
        final Map<Sort.Unbounded, Shape> results = ((Shape.Funs) shape).results();
        final Map<Sort.Unbounded, Val.Body> bodies = new LinkedHashMap<>();
        for (final Map.Entry<Sort.Unbounded, Shape> r : results.entrySet()) {
            final String called = results.size() == 1 ? name : name + AS + r.getKey().name();
            val(called, r.getValue(), new Val.Elem(r.getKey(), Term.element("any", r.getKey())));
            bodies.put(r.getKey(), e -> val(called, r.getValue(), e));
        }
        return new Val.Fun(bodies);
    }

    private Val mixed(final String name, final Shape.Mixed m, final Val.Elem of) throws Undecided {
        if (m.values().size() == 1 && m.sorts().isEmpty()) {
            return Val.of(m.values().iterator().next());
        }
        if (m.sorts().size() == 1 && m.values().isEmpty()) {
            throw new Undecided("prove: " + name + " is always a member of " + m.sorts() + ", which has no form here");
        }
        if (of != null && !m.sorts().isEmpty()) {
            throw new Undecided("prove: each " + of.sort().name() + " has an element in " + name + ", which has no form here");
        }
        final Symbol known = symbols.get(name);
        final Symbol s = known != null ? known : symbol(name, of == null ? null : of.sort(), finite(name, m));
        final Term what = Term.read(s, of == null ? null : of.term());
        List<Val.Case> cases = read.computeIfAbsent(what, w -> cases(name, m, w));
        final BitSet allowed = path.get().places(what);
        if (allowed != null) {
            cases = cases.stream().filter(c -> c.guard().places.intersects(allowed)).toList();
        }
        return cases.size() == 1 ? cases.get(0).val() : new Val.Cases(cases);
    }

    private List<Val.Case> cases(final String name, final Shape.Mixed m, final Term what) {
        final Sort.Finite finite = (Sort.Finite) what.sort;
        final List<Val.Case> cases = new ArrayList<>();
        for (int n = 0; n < finite.size(); n++) {
            final BitSet only = new BitSet();
            only.set(n);
            cases.add(new Val.Case(Terms.in(what, only), at(name, m, finite.values().get(n))));
        }
        return List.copyOf(cases);
    }

    private Val at(final String name, final Shape.Mixed m, final Value v) {
        for (final Sort.Unbounded s : m.sorts()) {
            if (v.equals(member(s))) {
                return new Val.Elem(s, Term.read(symbol(name + AS + s.name(), null, s), null));
            }
        }
        return Val.of(v);
    }

    /** The value of an enumeration that stands for any member of a set. */
    static Value member(final Sort.Unbounded s) {
        return new Value.Str("one of " + s.name());
    }

    private static Sort.Finite finite(final String name, final Shape.Mixed m) {
        final List<Value> values = new ArrayList<>(m.values());
        values.sort(Comparator.comparing(Value::toString));
        m.sorts().forEach(s -> values.add(member(s)));
        return new Sort.Finite(name, values);
    }
}

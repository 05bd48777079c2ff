// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The model that a solver has found, as a state in the spec's own values. */
final class Model {
    private final Protocol protocol;
    private final Map<Sort.Unbounded, List<String>> members;
    private final Map<String, String> values;

    /** @param values the solver's answers, by the term that was asked for */
    Model(final Protocol protocol, final Map<Sort.Unbounded, List<String>> members, final Map<String, String> values) {
        this.protocol = protocol;
        this.members = members;
        this.values = values;
    }

    SortedMap<String, Value> state() throws Undecided {
        final SortedMap<String, Value> state = new TreeMap<>();
        for (final Map.Entry<String, Shape> s : protocol.shapes().entrySet()) {
            state.put(s.getKey(), value(s.getKey(), s.getValue(), null, null));
        }
        return Collections.unmodifiableSortedMap(state);
    }

    /** The member to which an element is equal in the model. */
    String chosen(final Term element) throws Undecided {
        for (final String m : members.get((Sort.Unbounded) element.sort)) {
            if (truth(Terms.same(element, Term.element(m, (Sort.Unbounded) element.sort)))) {
                return m;
            }
        }
        throw new Undecided("the solver says nothing of " + element.name);
    }

    private boolean truth(final Term t) {
        return t.isTrue() || "true".equals(values.get(t.toString()));
    }

    private Term read(final String name, final String of, final Sort.Unbounded sort) {
        return Term.read(protocol.state().all().get(name), of == null ? null : Term.element(of, sort));
    }

    private Value value(final String name, final Shape shape, final String of, final Sort.Unbounded sort) throws Undecided {
        if (shape instanceof Shape.Truths) {
            return new Value.Bool(truth(read(name, of, sort)));
        }
        if (shape instanceof Shape.Numbers) {
            return new Value.Int(Integer.parseInt(values.get(read(name, of, sort).toString())));
        }
        if (shape instanceof Shape.Mixed m) {
            return mixed(name, m, of, sort);
        }
        final TreeMap<String, Value> fields = new TreeMap<>();
        if (shape instanceof Shape.Recs r) {
            for (final Map.Entry<String, Shape> f : r.fields().entrySet()) {
                fields.put(f.getKey(), value(name + "." + f.getKey(), f.getValue(), of, sort));
            }
            return new Value.Rec(fields);
        }
        if (shape instanceof Shape.Funs f) {
            for (final Map.Entry<Sort.Unbounded, Shape> r : f.results().entrySet()) {
                final String called = f.results().size() == 1 ? name : name + Symbols.AS + r.getKey().name();
                for (final String e : members.get(r.getKey())) {
                    fields.put(e, value(called, r.getValue(), e, r.getKey()));
                }
            }
            return new Value.Rec(fields);
        }
        if (shape instanceof Shape.Ordered o) {
            return new Value.Seq(those(name, o.sort()));
        }
        final List<Value> all = new ArrayList<>();
        final Shape.Parts p = (Shape.Parts) shape;
        p.sorts().forEach(s -> all.addAll(those(p.sorts().size() == 1 ? name : name + Symbols.AS + s.name(), s)));
        return Sets.canonical(all);
    }

    private List<Value> those(final String name, final Sort.Unbounded sort) {
        return members.get(sort).stream().filter(e -> truth(read(name, e, sort))).map(e -> (Value) new Value.Str(e)).toList();
    }

    private Value mixed(final String name, final Shape.Mixed m, final String of, final Sort.Unbounded sort) throws Undecided {
        if (m.values().size() == 1 && m.sorts().isEmpty()) {
            return m.values().iterator().next();
        }
        final Term what = read(name, of, sort);
        final Sort.Finite finite = (Sort.Finite) what.sort;
        final String said = values.get(what.toString());
        for (int n = 0; n < finite.size(); n++) {
            if (Smt.value(finite, n).replace("|", "").equals(said)) {
                final Value v = finite.values().get(n);
                for (final Sort.Unbounded s : m.sorts()) {
                    if (v.equals(Symbols.member(s))) {
                        return new Value.Str(chosen(Term.read(protocol.state().all().get(name + Symbols.AS + s.name()), null)));
                    }
                }
                return v;
            }
        }
        throw new Undecided("the solver says that " + what + " is " + said);
    }
}

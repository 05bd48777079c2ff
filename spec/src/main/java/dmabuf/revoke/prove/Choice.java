// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/** Splits Init into ways, as TLC does: the variables get their values one after the other, chosen from sets of any size. */
final class Choice {
    private final Evaluator ev;

    private Choice(final Evaluator ev) {
        this.ev = ev;
    }

    private interface Out {
        void take(Val v, Step s) throws Undecided;
    }

    /** All ways through Init. */
    static List<Step> of(final Evaluator ev, final OpDefNode init, final Set<String> variables) throws Undecided {
        final List<Step> found = new ArrayList<>();
        new Choice(ev).conjunct(init.getBody(), Step.NONE, found);
        for (final Step s : found) {
            if (!s.next().keySet().equals(variables)) {
                throw Tree.notUnderstood(init.getBody(), "assigns " + s.next().keySet() + ", and there are " + variables);
            }
        }
        return found;
    }

    /** An element with a name that no other element of the way has. */
    static Term element(final String param, final Sort.Unbounded sort, final Step s) {
        String name = param;
        for (int n = 2; s.names().contains(name); n++) {
            name = param + n;
        }
        return Term.element(name, sort);
    }

    private void conjunct(final SemanticNode n, final Step s, final List<Step> found) throws Undecided {
        final OpDefNode called = Tree.called(n);
        if (called != null) {
            conjunct(called.getBody(), s, found);
            return;
        }
        List<Step> ways = List.of(s);
        if (!(n instanceof OpApplNode a) || !Tree.name(a).equals("$ConjList")) {
            throw Tree.notUnderstood(n, "is no list of what variables are at first");
        }
        for (final ExprOrOpArgNode c : a.getArgs()) {
            final List<Step> more = new ArrayList<>();
            for (final Step w : ways) {
                assign((OpApplNode) c, w, more);
            }
            ways = more;
        }
        found.addAll(ways);
    }

    private void assign(final OpApplNode a, final Step s, final List<Step> more) throws Undecided {
        final String variable = Actions.variable(a.getArgs()[0]);
        if (variable == null || s.next().containsKey(variable)) {
            throw Tree.notUnderstood(a, "says nothing of a variable that is open");
        }
        switch (Tree.name(a)) {
            case "=" -> more.add(s.leaving(variable, ev.evaluate(a.getArgs()[1], Env.NONE, s, null, s.path())));
            case "\\in" -> choose(a.getArgs()[1], Env.NONE, s, (v, t) -> more.add(t.leaving(variable, v)));
            default -> throw Tree.notUnderstood(a, "says nothing of a variable that is open");
        }
    }

    private void choose(final SemanticNode n, final Env env, final Step s, final Out out) throws Undecided {
        if (!(n instanceof OpApplNode a)) {
            throw Tree.notUnderstood(n, "is no set to choose from");
        }
        final OpDefNode standing = a.getOperator() instanceof OpDeclNode d ? ev.setting().definition(d.getName().toString()) : null;
        if (standing != null) {
            choose(standing.getBody(), Env.NONE, s, out);
            return;
        }
        switch (Tree.name(a)) {
            case "$IfThenElse" -> {
                final Term c = ev.formula(a.getArgs()[0], env, s, null, s.path());
                for (final boolean so : List.of(true, false)) {
                    final Step t = s.asking(so ? c : Terms.not(c));
                    if (t != null) {
                        choose(a.getArgs()[so ? 1 : 2], env, t, out);
                    }
                }
            }
            case "$SetOfAll" -> image(a, Quantifiers.bounds(a), env, env, s, out);
            case "$SubsetOf" -> {
                final Quantifiers.Bound b = Quantifiers.bounds(a).get(0);
                choose(b.domain(), env, s, (v, t) -> {
                    final Step u = t.asking(ev.formula(a.getArgs()[0], env.with(b.param(), v), t, null, t.path()));
                    if (u != null) {
                        out.take(v, u);
                    }
                });
            }
            default -> plain(a, env, s, out);
        }
    }

    private void image(
            final OpApplNode a, final List<Quantifiers.Bound> bounds, final Env outer, final Env env, final Step s, final Out out)
            throws Undecided {
        if (bounds.isEmpty()) {
            out.take(ev.evaluate(a.getArgs()[0], env, s, null, s.path()), s);
            return;
        }
        final Quantifiers.Bound b = bounds.get(0);
        choose(b.domain(), outer, s, (v, t) -> image(a, bounds.subList(1, bounds.size()), outer, env.with(b.param(), v), t, out));
    }

    private void plain(final OpApplNode a, final Env env, final Step s, final Out out) throws Undecided {
        final Val set = ev.evaluate(a, env, s, null, s.path());
        if (set instanceof Val.All all) {
            for (final Sort.Unbounded sort : all.sorts()) {
                final Term one = element("v", sort, s);
                out.take(new Val.Elem(sort, one), s.choosing(one.name));
            }
            return;
        }
        if (set instanceof Val.Functions f) {
            final String name = "f" + s.names().size();
            out.take(function(a, name, f), s.choosing(name));
            return;
        }
        if (Sets.few(set) == null) {
            ev.refuse(a, "is a " + Val.kind(set) + ", from which prove cannot choose");
        }
        for (final Val.Case c : Sets.few(set)) {
            final Step t = s.asking(c.guard());
            if (t != null) {
                out.take(c.val(), t);
            }
        }
    }

    /** An arbitrary function from unbounded sets to constants. */
    private Val function(final OpApplNode a, final String name, final Val.Functions f) throws Undecided {
        if (!(f.from() instanceof Val.All from) || !(f.to() instanceof Val.Const to) || !(to.value() instanceof Value.Members m)) {
            return ev.refuse(a, "are functions that prove does not know");
        }
        final Map<Sort.Unbounded, Shape> results = new LinkedHashMap<>();
        from.sorts().forEach(s -> results.put(s, new Shape.Mixed(new LinkedHashSet<>(m.members()), Set.of())));
        return new Symbols(Map.of(name, new Shape.Funs(results)), ev::path).get(name);
    }
}

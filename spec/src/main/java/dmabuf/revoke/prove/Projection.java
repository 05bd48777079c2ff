// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.SubstInNode;

/**
 * The conditions from which it follows that what one importer meets in a behaviour with others is a behaviour with it alone
 * (Projection.tla): each step leaves the projected state as it is, or is a step of the protocol there.
 *
 * <p>The viewer is one of the importers that act in the step, or another one; these are conditions of their own. The step
 * of the projection is the same action, and threads and programs take part in it only if they act in the step itself: that is
 * stronger than what has to be proved, and the formulas are small.
 */
final class Projection {
    /** The name of the claim. */
    static final String CLAIM = "Projects";

    private static final Sort.Unbounded IMPORTERS = new Sort.Unbounded("Importers");
    private static final String VIEWER = "Viewer";

    private final Protocol protocol;
    private final Evaluator ev;
    private final OpDeclNode viewer;
    private final OpDefNode stutters;
    private final OpDefNode next;

    Projection(final Protocol protocol) throws Undecided {
        this.protocol = protocol;
        this.ev = protocol.evaluator();
        this.viewer = ev.setting().declared(VIEWER);
        this.stutters = ev.setting().named("Stutters");
        this.next = ev.setting().named("P!Next");
    }

    /** Those of all steps. */
    List<Condition> all() throws Undecided {
        final List<Condition> all = new ArrayList<>();
        for (final Step s : protocol.steps()) {
            all.addAll(of(s));
        }
        return all;
    }

    /** Those of one step: one for each importer that acts in it, and one for any other. */
    List<Condition> of(final Step s) throws Undecided {
        final List<Condition> all = new ArrayList<>();
        final Term other = Term.element("viewer", IMPORTERS);
        Path path = s.path();
        for (final Term one : s.chosen()) {
            if (one.sort.equals(IMPORTERS)) {
                all.add(condition(s, one, s.path()));
                path = path.and(Terms.not(Terms.same(one, other)));
            }
        }
        all.add(condition(s, other, path));
        return all;
    }

    private Condition condition(final Step s, final Term importer, final Path path) throws Undecided {
        ev.takeGaps();
        final Set<Term> acting = new LinkedHashSet<>(s.chosen());
        acting.add(importer);
        final Env env = Env.NONE.substituting(viewer, new Val.Elem(IMPORTERS, importer));
        final Term t = ev.acting(List.copyOf(acting), () -> follows(s, env, path));
        final List<Condition.Goal> goals = new ArrayList<>(List.of(new Condition.Goal(Condition.Kind.CLAIM, CLAIM, t, null)));
        final Map<String, Set<Term>> missing = new TreeMap<>();
        for (final Context.Gap g : ev.takeGaps()) {
            missing.computeIfAbsent(g.place(), p -> new LinkedHashSet<>()).add(Terms.not(Terms.and(g.facts())));
        }
        missing.forEach((place, all) -> goals.add(
                new Condition.Goal(Condition.Kind.DEFINED, place, Terms.and(List.copyOf(all)), null)));
        return new Condition(Conditions.name(s) + " seen from " + importer.name, s, true, path.facts(), goals);
    }

    private Term follows(final Step s, final Env env, final Path path) throws Undecided {
        final Term same = ev.formula(stutters.getBody(), env, protocol.state(), s, path);
        if (same.isTrue()) {
            return same;
        }
        final Path moved = path.and(Terms.not(same));
        final List<Term> ways = new ArrayList<>(List.of(same));
        if (moved != null) {
            act(next.getBody(), env, new Way(s, moved, Terms.TRUE), w -> ways.add(w.asked()));
        }
        return Terms.or(ways);
    }

    /**
     * One way through the formula of the projection's next step.
     *
     * @param s the step that it must be
     * @param path what is known of the state, and what the way asks for
     * @param asked what the way asks for
     */
    private record Way(Step s, Path path, Term asked) {
        /** The way with one more condition; null if the condition contradicts what is known. */
        Way asking(final Term t) {
            final Term told = path.told(t);
            final Path longer = path.and(told);
            return longer == null ? null : new Way(s, longer, Terms.and(asked, told));
        }
    }

    private interface Out {
        void take(Way w) throws Undecided;
    }

    private void act(final SemanticNode n, final Env env, final Way w, final Out out) throws Undecided {
        if (w == null) {
            return;
        }
        if (n instanceof LetInNode let) {
            ev.local(let);
            act(let.getBody(), env, w, out);
            return;
        }
        if (n instanceof SubstInNode s) {
            act(s.getBody(), Evaluator.substituted(s, env), w, out);
            return;
        }
        if (!(n instanceof OpApplNode a) || !Tree.primed(a)) {
            ask(n, env, w, out);
            return;
        }
        final ExprOrOpArgNode[] args = a.getArgs();
        final OpDefNode called = Tree.called(a);
        if (called != null) {
            act(called.getBody(), ev.entered(called, args, env), w, out);
            return;
        }
        switch (Tree.name(a)) {
            case "$ConjList", "\\land" -> {
                if (named(args, w.s())) {
                    conjuncts(args, 0, env, w, out);
                }
            }
            case "$DisjList", "\\lor" -> {
                for (final ExprOrOpArgNode d : args) {
                    act(d, env, w, out);
                }
            }
            case "$IfThenElse" -> {
                final Term c = formula(args[0], env, w);
                act(args[1], env, w.asking(c), out);
                act(args[2], env, w.asking(Terms.not(c)), out);
            }
            case "$BoundedExists" -> exists(a, Quantifiers.bounds(a), env, env, w, out);
            default -> ask(n, env, w, out);
        }
    }

    /** Whether a step that is named as one of these conjuncts can be the same action. */
    private static boolean named(final ExprOrOpArgNode[] conjuncts, final Step s) {
        for (final ExprOrOpArgNode c : conjuncts) {
            if (c instanceof OpApplNode a && Tree.name(a).equals(Actions.NAMES)
                    && a.getArgs()[0] instanceof StringNode name && !name.getRep().toString().equals(s.action())) {
                return false;
            }
        }
        return true;
    }

    private void conjuncts(final ExprOrOpArgNode[] args, final int from, final Env env, final Way w, final Out out)
            throws Undecided {
        if (from == args.length) {
            out.take(w);
        } else {
            act(args[from], env, w, v -> conjuncts(args, from + 1, env, v, out));
        }
    }

    private void exists(
            final OpApplNode a, final List<Quantifiers.Bound> bounds, final Env outer, final Env env, final Way w,
            final Out out)
            throws Undecided {
        if (w == null) {
            return;
        }
        if (bounds.isEmpty()) {
            act(a.getArgs()[0], env, w, out);
            return;
        }
        final Quantifiers.Bound first = bounds.get(0);
        final List<Quantifiers.Bound> rest = bounds.subList(1, bounds.size());
        final Val domain = ev.evaluate(first.domain(), outer, protocol.state(), w.s(), w.path());
        for (final Case d : Logic.cases(domain)) {
            final Way v = w.asking(d.guard());
            if (v == null) {
                continue;
            }
            if (d.val() instanceof Val.All all) {
                for (final Term t : ev.acting()) {
                    if (t.sort instanceof Sort.Unbounded sort && all.sorts().contains(sort)) {
                        exists(a, rest, outer, env.with(first.param(), new Val.Elem(sort, t)), v, out);
                    }
                }
                continue;
            }
            if (Sets.few(d.val()) == null) {
                ev.refuse(a, "chooses from a " + Val.kind(d.val()) + ", which prove does not know");
            }
            for (final Case c : Sets.few(d.val())) {
                exists(a, rest, outer, env.with(first.param(), c.val()), v.asking(c.guard()), out);
            }
        }
    }

    private Term formula(final SemanticNode n, final Env env, final Way w) throws Undecided {
        return ev.formula(n, env, protocol.state(), w.s(), w.path());
    }

    private void ask(final SemanticNode n, final Env env, final Way w, final Out out) throws Undecided {
        final Way v = w.asking(formula(n, env, w));
        if (v != null) {
            out.take(v);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.StringNode;

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
            final Step from = new Step(s.action(), s.process(), moved, s.next(), s.names());
            final int known = moved.facts().size();
            new Same(ev, protocol.state(), s).act(next.getBody(), env, from, w -> {
                final List<Term> facts = w.path().facts();
                ways.add(Terms.and(facts.subList(known, facts.size())));
            });
        }
        return Terms.or(ways);
    }

    /** The ways through the formula of the projection's next step that a given step can be: what each asks for. */
    private static final class Same extends Walk {
        private final Step step;

        Same(final Evaluator ev, final State state, final Step step) {
            super(ev, state);
            this.step = step;
        }

        @Override
        void primed(final OpApplNode a, final Env env, final Step s, final Out out) throws Undecided {
            ask(a, env, s, out);
        }

        @Override
        List<Term> members(final Quantifiers.Bound of, final Sort.Unbounded sort, final Step s) {
            return ev.acting().stream().filter(t -> t.sort.equals(sort)).toList();
        }

        @Override
        void name(final OpApplNode a, final Env env, final Step s, final Out out) throws Undecided {
            out.take(s);
        }

        /** A conjunction with the name of another action is on no way; this is looked at first, because it keeps the formula small. */
        @Override
        boolean possible(final ExprOrOpArgNode[] conjuncts) {
            return Arrays.stream(conjuncts).noneMatch(c -> c instanceof OpApplNode a && Tree.name(a).equals(NAMES)
                    && a.getArgs()[0] instanceof StringNode name && !name.getRep().toString().equals(step.action()));
        }
    }
}

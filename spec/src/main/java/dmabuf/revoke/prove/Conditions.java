// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tla2sany.semantic.SemanticNode;

/**
 * All conditions from which it follows that the claims of a design hold in every behaviour: Init implies the invariant, each way
 * through Next keeps it, it implies each claim, and every expression that is evaluated has a value.
 */
final class Conditions {
    /** The records of the spec whose fields together are the conjuncts of the invariant. */
    static final List<String> INVARIANT = List.of("Conjuncts", "Typing", "History", "Keepers", "InMoves");

    /** The name of the condition whose goals are about a state. */
    static final String STATE = "a state";

    /** The records of the claims about states, and of those about steps: what is promised, and why a revoke ends. */
    private static final List<String> STATES = List.of("StateClaims", "RankStates");

    private static final List<String> STEPS = List.of("StepClaims", "RankSteps");

    private final Protocol protocol;
    private final Evaluator ev;
    private final Records records;
    private final Map<String, SemanticNode> conjuncts = new LinkedHashMap<>();
    private final Map<String, Term> invariant = new LinkedHashMap<>();

    Conditions(final Protocol protocol) throws Undecided {
        this.protocol = protocol;
        this.ev = protocol.evaluator();
        this.records = new Records(ev.setting());
        conjuncts.putAll(of(INVARIANT));
        for (final Map.Entry<String, SemanticNode> c : conjuncts.entrySet()) {
            invariant.put(c.getKey(), ev.formula(c.getValue(), Env.NONE, protocol.state(), null, Path.START));
        }
    }

    /** The conjuncts of the invariant in an arbitrary state, by name. */
    Map<String, Term> invariant() {
        return invariant;
    }

    private Map<String, SemanticNode> of(final List<String> names) throws Undecided {
        final Map<String, SemanticNode> all = new LinkedHashMap<>();
        for (final String record : names) {
            all.putAll(records.of(record));
        }
        return all;
    }

    List<Condition> all() throws Undecided {
        final List<Condition> all = new ArrayList<>();
        final List<Context.Gap> gaps = new ArrayList<>(protocol.gaps());
        gaps.addAll(ev.takeGaps());
        for (final Step s : protocol.initial()) {
            all.add(initial(s));
        }
        ev.takeGaps();
        final List<Condition.Goal> claims = new ArrayList<>();
        for (final Map.Entry<String, SemanticNode> c : of(STATES).entrySet()) {
            final Term t = ev.formula(c.getValue(), Env.NONE, protocol.state(), null, Path.START);
            claims.add(new Condition.Goal(Condition.Kind.CLAIM, c.getKey(), t, null));
        }
        gaps.addAll(ev.takeGaps());
        all.add(new Condition(STATE, null, true, List.of(), claims));
        for (final Step s : protocol.steps()) {
            all.add(step(s, gaps));
        }
        all.add(defined(gaps));
        return all;
    }

    private Condition initial(final Step s) throws Undecided {
        final List<Condition.Goal> goals = new ArrayList<>();
        for (final Map.Entry<String, SemanticNode> c : conjuncts.entrySet()) {
            final Term t = ev.formula(c.getValue(), s, null, s);
            goals.add(new Condition.Goal(Condition.Kind.CONJUNCT, c.getKey(), t, null));
        }
        return new Condition("Init", s, false, s.path().facts(), goals);
    }

    /** The condition of one way through Next. A conjunct that reads no variable that the step changes needs no proof. */
    private Condition step(final Step s, final List<Context.Gap> gaps) throws Undecided {
        final Set<String> changed = s.next().keySet().stream()
                .filter(v -> unlike(s, v)).collect(Collectors.toCollection(LinkedHashSet::new));
        final List<Condition.Goal> goals = new ArrayList<>();
        for (final Map.Entry<String, SemanticNode> c : conjuncts.entrySet()) {
            if (records.read(c.getValue()).stream().anyMatch(changed::contains)) {
                final Term t = ev.formula(c.getValue(), s, null, s);
                goals.add(new Condition.Goal(Condition.Kind.CONJUNCT, c.getKey(), t, null));
            }
        }
        ev.takeGaps();
        final List<Term> chosen = s.chosen();
        for (final Map.Entry<String, SemanticNode> c : of(STEPS).entrySet()) {
            final Term t = ev.formula(c.getValue(), protocol.state(), s, s);
            goals.add(new Condition.Goal(Condition.Kind.CLAIM, c.getKey(), t, Witnesses.instead(t, chosen)));
        }
        gaps.addAll(ev.takeGaps());
        return new Condition(name(s), s, true, s.path().facts(), goals);
    }

    private boolean unlike(final Step s, final String variable) {
        try {
            return !s.get(variable).equals(protocol.state().get(variable));
        } catch (Undecided e) {
            return true;
        }
    }

    /**
     * The condition that every expression has a value. It has one goal for each place in the text, however often the expression
     * there is evaluated.
     */
    private static Condition defined(final List<Context.Gap> gaps) {
        final Map<String, Set<Term>> full = new TreeMap<>();
        final Map<String, Set<Term>> near = new TreeMap<>();
        for (final Context.Gap g : gaps) {
            full.computeIfAbsent(g.place(), p -> new LinkedHashSet<>()).add(Terms.not(Terms.and(g.facts())));
            near.computeIfAbsent(g.place(), p -> new LinkedHashSet<>()).add(Terms.not(near(g.facts())));
        }
        final List<Condition.Goal> goals = new ArrayList<>();
        full.forEach((place, all) -> goals.add(new Condition.Goal(Condition.Kind.DEFINED, place,
                Terms.and(List.copyOf(all)), Terms.and(List.copyOf(near.get(place))))));
        return new Condition("an expression", null, true, List.of(), goals);
    }

    /**
     * The conjunction of the facts that are about no other elements than the last fact. The elements get fixed names, so that
     * equal conjunctions are found to be equal.
     */
    private static Term near(final List<Term> facts) {
        if (facts.isEmpty()) {
            return Terms.TRUE;
        }
        final Set<Term> last = facts.get(facts.size() - 1).free();
        Term near = Terms.and(facts.stream().filter(f -> last.containsAll(f.free())).toList());
        int n = 0;
        for (final Term e : last) {
            near = near.with(e, Term.element("it" + n++, (Sort.Unbounded) e.sort));
        }
        return near;
    }

    /** The action with its parameters: {@code DriverCall(i, "attach")}. */
    static String name(final Step s) {
        return s.action() + s.process().stream()
                .skip(1)
                .map(v -> v instanceof Val.Elem e ? e.term().name : text(v))
                .filter(t -> !t.equals("\"-\""))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String text(final Val v) {
        final Value constant = Val.constant(v);
        return constant == null ? "..." : constant.toString();
    }
}

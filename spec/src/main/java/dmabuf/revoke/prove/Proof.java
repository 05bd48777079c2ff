// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a solver for each goal of a condition whether it has a counterexample. */
final class Proof {
    enum Answer {
        PROVED,
        REFUTED,
        /** The solver gave up. */
        UNKNOWN
    }

    /** @param answer the solver's verdict */
    record Result(Condition condition, Condition.Goal goal, Answer answer) {}

    private final Map<String, Term> invariant;
    private final Solver solver;

    Proof(final Map<String, Term> invariant, final Solver solver) {
        this.invariant = invariant;
        this.solver = solver;
    }

    /** Whether there is a state that satisfies all premises of a condition: {@code PROVED} if there is one. */
    Answer met(final Condition c) throws Undecided, InterruptedException {
        return switch (ask(c, List.of(Terms.FALSE)).get(0)) {
            case PROVED -> Answer.REFUTED;
            case REFUTED -> Answer.PROVED;
            case UNKNOWN -> Answer.UNKNOWN;
        };
    }

    /** Decides all goals of a condition. */
    List<Result> decide(final Condition c) throws Undecided, InterruptedException {
        final Map<Condition.Goal, Answer> answers = new LinkedHashMap<>();
        final List<Condition.Goal> easier = c.goals().stream().filter(g -> g.stronger() != null).toList();
        final List<Answer> first = ask(c, easier.stream().map(Condition.Goal::stronger).toList());
        for (int n = 0; n < first.size(); n++) {
            if (first.get(n) == Answer.PROVED) {
                answers.put(easier.get(n), Answer.PROVED);
            }
        }
        final List<Condition.Goal> open = c.goals().stream().filter(g -> !answers.containsKey(g)).toList();
        final List<Answer> second = ask(c, open.stream().map(Condition.Goal::formula).toList());
        for (int n = 0; n < second.size(); n++) {
            answers.put(open.get(n), second.get(n));
        }
        return c.goals().stream().map(g -> new Result(c, g, answers.get(g))).toList();
    }

    private List<Answer> ask(final Condition c, final List<Term> goals) throws Undecided, InterruptedException {
        final List<Answer> answers = new ArrayList<>();
        if (goals.stream().allMatch(Term::isTrue)) {
            goals.forEach(g -> answers.add(Answer.PROVED));
            return answers;
        }
        final String said = solver.run(script(c, goals));
        for (final String line : said.split("\n")) {
            answers.add(switch (line.strip()) {
                case "unsat" -> Answer.PROVED;
                case "sat" -> Answer.REFUTED;
                case "unknown" -> Answer.UNKNOWN;
                default -> throw new Undecided(solver.name() + " says of " + c.name() + ": " + said.strip());
            });
        }
        if (answers.size() != goals.size()) {
            throw new Undecided(solver.name() + " gave " + answers.size() + " answers to " + goals.size() + " questions");
        }
        return answers;
    }

    /** The text for the solver: a check for each goal, between a push and a pop. */
    String script(final Condition c, final List<Term> goals) {
        final List<Term> known = new ArrayList<>(c.given());
        if (c.invariant()) {
            known.addAll(invariant.values());
        }
        final List<Term> all = new ArrayList<>(known);
        all.addAll(goals);
        final Smt smt = new Smt(all);
        final Set<Term> chosen = new LinkedHashSet<>();
        c.given().forEach(t -> chosen.addAll(t.free()));
        goals.forEach(t -> chosen.addAll(t.free()));
        final StringBuilder text = new StringBuilder("(set-logic ALL)\n").append(smt.declarations());
        known.forEach(t -> text.append(smt.assertion(t)));
        Counts.axioms(smt.counts().keySet(), chosen).forEach(t -> text.append(smt.assertion(t)));
        for (final Term g : goals) {
            text.append("(push 1)\n").append(smt.assertion(Terms.not(g))).append("(check-sat)\n(pop 1)\n");
        }
        return text.toString();
    }

    /** The solver's answer with a counterexample of a given size; null if there is none. */
    String small(final Result refuted, final Refutation.Search search) throws Undecided, InterruptedException {
        final List<Term> all = new ArrayList<>(refuted.condition().given());
        if (refuted.condition().invariant()) {
            all.addAll(invariant.values());
        }
        all.add(Terms.not(refuted.goal().formula()));
        all.addAll(search.closed());
        final Set<Term> chosen = new LinkedHashSet<>();
        refuted.condition().given().forEach(t -> chosen.addAll(t.free()));
        final List<Term> asked = search.asked(chosen);
        final List<Term> written = new ArrayList<>(all);
        written.addAll(asked);
        final Smt smt = new Smt(written);
        final StringBuilder text = new StringBuilder("(set-option :produce-models true)\n(set-logic ALL)\n")
                .append(smt.declarations());
        all.forEach(t -> text.append(smt.assertion(t)));
        smt.counts().keySet().forEach(c -> text.append(smt.assertion(Terms.equal(c, search.sum(c)))));
        text.append("(check-sat)\n");
        if (!solver.run(text.toString()).strip().equals("sat")) {
            return null;
        }
        asked.forEach(t -> text.append("(get-value (").append(smt.text(t)).append("))\n"));
        return solver.run(text.toString());
    }
}

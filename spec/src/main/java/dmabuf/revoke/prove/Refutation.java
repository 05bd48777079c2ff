// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A counterexample of a goal: a state with as few importers, threads and programs as possible, and the step from it. To find it,
 * the solver is asked again, with sets of a given size, for which the counts are exact.
 *
 * @param before the state, variable by variable
 * @param after the variables that the step changes, with their new values; empty if the goal is about a state
 * @param step as in {@code Map(i1)}
 */
record Refutation(SortedMap<String, Value> before, SortedMap<String, Value> after, String step) {
    /** The sizes of Exporters, Importers and CpuUsers that are tried, in this order. */
    private static final List<List<Integer>> SIZES =
            List.of(List.of(1, 1, 1), List.of(2, 1, 1), List.of(1, 2, 1), List.of(2, 2, 1), List.of(2, 2, 2), List.of(3, 3, 2));

    private static final List<String> LETTERS = List.of("x", "i", "c");

    /** Finds a counterexample; null if none of these sizes is enough. */
    static Refutation of(final Protocol protocol, final Proof proof, final Proof.Result refuted)
            throws Undecided, InterruptedException {
        for (final List<Integer> size : SIZES) {
            final Map<Sort.Unbounded, List<String>> members = new LinkedHashMap<>();
            for (int s = 0; s < size.size(); s++) {
                final List<String> names = new ArrayList<>();
                for (int n = 1; n <= size.get(s); n++) {
                    names.add(LETTERS.get(s) + n);
                }
                members.put(new Sort.Unbounded(Setting.UNBOUNDED.get(s)), names);
            }
            final Search search = new Search(protocol, members);
            final String said = proof.small(refuted, search);
            if (said != null) {
                return search.refutation(refuted.condition().step(), search.values(said));
            }
        }
        return null;
    }

    /** A universe of a given size, and the terms whose values are asked for. */
    static final class Search {
        private final Protocol protocol;
        private final Map<Sort.Unbounded, List<String>> members;
        private final List<Term> asked = new ArrayList<>();
        private final Set<Term> chosen = new LinkedHashSet<>();

        private Search(final Protocol protocol, final Map<Sort.Unbounded, List<String>> members) {
            this.protocol = protocol;
            this.members = members;
        }

        /** The members of a set as constants. */
        List<Term> members(final Sort.Unbounded sort) {
            return members.get(sort).stream().map(n -> Term.element(n, sort)).toList();
        }

        /** The formulas that say that the members of each set are different, and that there are no others. */
        List<Term> closed() {
            final List<Term> all = new ArrayList<>();
            for (final Sort.Unbounded s : members.keySet()) {
                final Term any = Term.element("any.member", s);
                all.add(Terms.all(any, Terms.or(members(s).stream().map(m -> Terms.same(any, m)).toList())));
                for (int a = 0; a < members(s).size(); a++) {
                    for (int b = 0; b < a; b++) {
                        all.add(Terms.not(Terms.same(members(s).get(a), members(s).get(b))));
                    }
                }
            }
            return all;
        }

        /** The number of members for which the body of a count is true. */
        Term sum(final Term count) {
            Term sum = Term.number(0);
            for (final Term m : members((Sort.Unbounded) count.part(0).sort)) {
                sum = Terms.plus(sum, Terms.ifNumber(
                        count.part(1).with(count.part(0), m), Term.number(1), Term.number(0)));
            }
            return sum;
        }

        /** The terms whose values are asked for: each symbol at each member, and which members the step has chosen. */
        List<Term> asked(final Set<Term> elements) {
            chosen.addAll(elements);
            for (final Symbol s : protocol.state().all().values()) {
                if (s.result() instanceof Sort.Unbounded u) {
                    members(u).forEach(m -> asked.add(Terms.same(Term.read(s, null), m)));
                } else if (s.of() == null) {
                    asked.add(Term.read(s, null));
                } else {
                    members(s.of()).forEach(m -> asked.add(Term.read(s, m)));
                }
            }
            for (final Term e : chosen) {
                members((Sort.Unbounded) e.sort).forEach(m -> asked.add(Terms.same(e, m)));
            }
            return asked;
        }

        /** The solver's answers, by the term that was asked for. */
        private Map<String, String> values(final String said) throws Undecided {
            final List<String> lines = said.strip().lines().toList();
            final Map<String, String> values = new LinkedHashMap<>();
            final List<Sexp> answers = Sexp.all(String.join("\n", lines.subList(1, lines.size())));
            if (answers.size() != asked.size()) {
                throw new Undecided("the solver gave " + answers.size() + " values, and was asked for " + asked.size());
            }
            for (int n = 0; n < asked.size(); n++) {
                values.put(asked.get(n).toString(), answers.get(n).parts().get(0).parts().get(1).text());
            }
            return values;
        }

        private Refutation refutation(final Step step, final Map<String, String> values) throws Undecided {
            final Model model = new Model(protocol, members, values);
            final SortedMap<String, Value> before = model.state();
            final SortedMap<String, Value> after = new TreeMap<>();
            if (step == null) {
                return new Refutation(before, after, "");
            }
            final Map<String, String> names = new TreeMap<>();
            for (final Term e : chosen) {
                names.put(e.name, model.chosen(e));
            }
            final Finite finite = new Finite(members, before).choosing(names);
            for (final Map.Entry<String, Val> n : step.next().entrySet()) {
                final Value now = protocol.evaluator().under(Path.START, () -> finite.value(n.getValue()));
                if (!now.equals(before.get(n.getKey()))) {
                    after.put(n.getKey(), now);
                }
            }
            String name = Conditions.name(step);
            for (final Map.Entry<String, String> c : names.entrySet()) {
                name = name.replaceAll("\\b" + c.getKey() + "\\b", c.getValue());
            }
            return new Refutation(before, Collections.unmodifiableSortedMap(after), name);
        }
    }
}

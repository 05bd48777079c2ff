// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way through Init or Next: its conditions, and the values that it assigns. Immutable; a method that extends it returns
 * another one.
 *
 * @param action the name that the spec's Step gives it; empty until Step is met
 * @param process the role and the name of the process, and the other parameters of Step
 * @param path all its conditions
 * @param next the values of the variables that it has assigned
 * @param names of the elements that it has chosen
 */
record Step(String action, List<Val> process, Path path, Map<String, Val> next, List<String> names) implements State {
    static final Step NONE = new Step("", List.of(), Path.START, Map.of(), List.of());

    @Override
    public Val get(final String variable) {
        return next.get(variable);
    }

    Step named(final String name, final List<Val> who) {
        return new Step(name, who, path, next, names);
    }

    /** The way with one more condition; null if the condition contradicts the others. */
    Step asking(final Term t) {
        final Path longer = path.and(t);
        return longer == null ? null : new Step(action, process, longer, next, names);
    }

    Step leaving(final String variable, final Val v) {
        final Map<String, Val> more = new LinkedHashMap<>(next);
        more.put(variable, v);
        return new Step(action, process, path, more, names);
    }

    Step choosing(final String name) {
        final List<String> more = new ArrayList<>(names);
        more.add(name);
        return new Step(action, process, path, next, more);
    }

    /** The elements that act in it: all that occur in its conditions. */
    List<Term> chosen() {
        final List<Term> found = new ArrayList<>();
        for (final Term t : path.facts()) {
            t.free().stream().filter(e -> !found.contains(e)).forEach(found::add);
        }
        return found;
    }
}

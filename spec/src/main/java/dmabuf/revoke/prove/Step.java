// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way through Init or Next: what it asks for, and what it leaves. Immutable; each is another that has gone further.
 *
 * @param action the name that the spec's Step gives it, and its process and parameters; empty until Step is met
 * @param path all that it asks for
 * @param next what it leaves in the variables that it has assigned
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

    /** Null if it cannot be. */
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

    /** The elements that act in it: all that it has chosen. */
    List<Term> chosen() {
        final List<Term> found = new ArrayList<>();
        for (final Term t : path.facts()) {
            t.free().stream().filter(e -> !found.contains(e)).forEach(found::add);
        }
        return found;
    }
}

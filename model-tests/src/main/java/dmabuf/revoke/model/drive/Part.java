// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A part of the state that both the spec and a subject have: its value in each state of a graph, and how to read it from the
 * subject. No text is made unless they differ.
 *
 * @param what it is, for display
 * @param spec by state
 * @param impl null if the subject does not have it; then it is not compared
 */
public record Part<T>(String what, Object[] spec, Function<T, Object> impl) {

    public static <T> Part<T> of(
            final Graph graph, final String what, final IntFunction<Object> spec, final Function<T, Object> impl) {
        final Object[] states = new Object[graph.states()];
        for (int s = 0; s < states.length; s++) {
            states[s] = spec.apply(s);
        }
        return new Part<>(what, states, impl);
    }

    /** Converts a value of the spec to that of impl: a boolean, a number, a text, or a list of these. */
    public static Object plain(final Value v) {
        if (v instanceof Value.Bool b) {
            return b.value();
        }
        if (v instanceof Value.Int i) {
            return i.value();
        }
        return v instanceof Value.Str s ? s.value().intern() : v.elements().stream().map(Part::plain).toList();
    }

    /**
     * Adds the differences to a list, which may be empty and immutable.
     *
     * @param name of the subject, for display
     * @return the list
     */
    public static <T> List<String> differences(
            final List<String> found, final List<Part<T>> parts, final T subject, final String name, final int state) {
        List<String> all = found;
        for (final Part<T> p : parts) {
            final Object impl = p.impl.apply(subject);
            if (impl != null && !impl.equals(p.spec[state])) {
                all = all.isEmpty() ? new ArrayList<>() : all;
                all.add(p.what + ": " + p.spec[state] + " in the spec, " + impl + " in " + name);
            }
        }
        return all;
    }
}

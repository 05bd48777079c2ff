// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.satellite;

import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.model.drive.Disagreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A part of impl that a satellite describes: what the steps of the satellite are there, and what its variables are. */
abstract class Part {
    final Crew crew;
    private final List<String> found = new ArrayList<>();

    Part(final Crew crew) {
        this.crew = crew;
    }

    /** Whether impl has anything that corresponds to an action. */
    boolean has(final String action) {
        return true;
    }

    /** Whether a thread of impl comes to be blocked where this action cannot be taken yet. */
    boolean waits(final String action) {
        return false;
    }

    /**
     * Takes a step, or does nothing where impl has taken it with the step before; the thread may come to be blocked.
     *
     * @param now the state from which it is taken
     */
    abstract void take(Step step, Map<String, Value> now) throws Disagreement;

    /** Compares with {@link #same} whatever impl has of the variables of a state. */
    abstract void compare(Map<String, Value> now);

    /** Makes calls that the satellite does not have in a state: impl must refuse them. {@return how many} */
    abstract int attempt(Map<String, Value> now) throws Disagreement;

    /** What differs between impl and a state; empty if nothing does. */
    final List<String> differences(final Map<String, Value> now) {
        found.clear();
        compare(now);
        return List.copyOf(found);
    }

    /** Notes a difference, if there is one. */
    final void same(final String what, final Object spec, final Object impl) {
        if (!Objects.equals(spec, impl)) {
            found.add(what + ": " + spec + " in the spec, " + impl + " in impl");
        }
    }

    static boolean is(final Value v) {
        return ((Value.Bool) v).value();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.satellite;

import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.model.drive.Disagreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A part of impl that a satellite describes: maps the satellite's steps and variables to impl. */
abstract class Part {
    final Crew crew;
    private final List<String> found = new ArrayList<>();

    Part(final Crew crew) {
        this.crew = crew;
    }

    /** Whether impl has a counterpart of an action. */
    boolean has(final String action) {
        return true;
    }

    /** Whether a thread of impl becomes blocked if this action cannot be taken yet. */
    boolean waits(final String action) {
        return false;
    }

    /**
     * Takes a step, or does nothing if impl has taken it with the previous step. The thread may become blocked.
     *
     * @param now the state from which it is taken
     */
    abstract void take(Step step, Map<String, Value> now) throws Disagreement;

    /** Compares every variable of a state that impl has, with {@link #same}. */
    abstract void compare(Map<String, Value> now);

    /** Makes calls that the satellite does not allow in a state; impl must refuse them. {@return how many} */
    abstract int attempt(Map<String, Value> now) throws Disagreement;

    /** The differences between impl and a state; empty if there are none. */
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

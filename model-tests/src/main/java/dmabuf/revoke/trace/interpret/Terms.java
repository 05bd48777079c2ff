// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.read.Survey;
import java.util.Set;

/**
 * On which terms a trace is judged.
 *
 * @param design by which all buffers are judged; null: each by that of its exporter
 * @param observed the events that count as recorded, whatever the trace has; empty: nobody says
 * @param probes the events whose probes were enabled, and no other; empty: nobody says
 */
public record Terms(String design, Set<String> observed, Set<String> probes) {
    /** Nobody says anything. */
    public static final Terms NONE = new Terms(null, Set.of(), Set.of());

    public Terms {
        observed = Set.copyOf(observed);
        probes = Set.copyOf(probes);
    }

    /** The same with all buffers judged by one design. */
    public Terms by(final String name) {
        return new Terms(name, observed, probes);
    }

    /** The same with the events that count as recorded. */
    public Terms observed(final Set<String> names) {
        return new Terms(design, names, probes);
    }

    /** The same with the events whose probes were enabled. */
    public Terms probes(final Set<String> names) {
        return new Terms(design, observed, names);
    }

    /** What was recorded, by what a survey has found and what is said here. */
    void tell(final Survey survey) throws Undecided {
        if (!probes.isEmpty()) {
            survey.recorded(probes);
        }
        if (!observed.isEmpty()) {
            survey.keep(observed);
        }
    }
}

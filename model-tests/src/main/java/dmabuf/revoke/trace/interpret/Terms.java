// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Calls;
import dmabuf.revoke.trace.judge.Exporter;
import dmabuf.revoke.trace.judge.Finding;
import dmabuf.revoke.trace.judge.Setting;
import dmabuf.revoke.trace.read.Survey;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * On which terms a trace is judged.
 *
 * @param design by which all buffers are judged; null: each by that of its exporter
 * @param exporters of which the user says how they are judged
 * @param observed the events that count as recorded, whatever the trace has; empty: nobody says
 * @param probes the events whose probes were enabled, and no other; empty: nobody says
 * @param required the calls of which one must have been judged
 * @param listener hears of each refutation when it is found
 */
public record Terms(Setting design, List<Exporter> exporters, Set<String> observed, Set<String> probes,
        Set<Calls.Call> required, Consumer<Finding> listener) {
    /** Nobody says anything. */
    public static final Terms NONE = new Terms(null, List.of(), Set.of(), Set.of(), Set.of(), f -> {});

    public Terms {
        exporters = List.copyOf(exporters);
        observed = Set.copyOf(observed);
        probes = Set.copyOf(probes);
        required = Set.copyOf(required);
    }

    /** The same with all buffers judged by one design. */
    public Terms by(final Setting setting) {
        return new Terms(setting, exporters, observed, probes, required, listener);
    }

    /** The same with exporters that are judged as the user says. */
    public Terms exporters(final List<Exporter> told) {
        return new Terms(design, told, observed, probes, required, listener);
    }

    /** The same with the events that count as recorded. */
    public Terms observed(final Set<String> names) {
        return new Terms(design, exporters, names, probes, required, listener);
    }

    /** The same with the events whose probes were enabled. */
    public Terms probes(final Set<String> names) {
        return new Terms(design, exporters, observed, names, required, listener);
    }

    /** The same with the calls of which one must have been judged. */
    public Terms required(final Set<Calls.Call> calls) {
        return new Terms(design, exporters, observed, probes, calls, listener);
    }

    /** The same with somebody who hears of each refutation when it is found. */
    public Terms listener(final Consumer<Finding> to) {
        return new Terms(design, exporters, observed, probes, required, to);
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

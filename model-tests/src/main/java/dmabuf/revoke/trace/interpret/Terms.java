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
 * The user's choices for judging a trace.
 *
 * @param design for all buffers; null: each buffer's exporter determines its design
 * @param exporters for which the user says how they are judged
 * @param observed the events that count as recorded, whatever the trace has; empty: not specified
 * @param probes the events whose probes were enabled, and no others; empty: not specified
 * @param required the calls of which one must have been judged
 * @param listener is told of each refutation when it is found
 */
public record Terms(Setting design, List<Exporter> exporters, Set<String> observed, Set<String> probes,
        Set<Calls.Call> required, Consumer<Finding> listener) {
    /** Nothing specified. */
    public static final Terms NONE = new Terms(null, List.of(), Set.of(), Set.of(), Set.of(), f -> {});

    public Terms {
        exporters = List.copyOf(exporters);
        observed = Set.copyOf(observed);
        probes = Set.copyOf(probes);
        required = Set.copyOf(required);
    }

    /** The same with one design for all buffers. */
    public Terms by(final Setting setting) {
        return new Terms(setting, exporters, observed, probes, required, listener);
    }

    /** The same with exporters for which the user says how they are judged. */
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

    /** The same with a listener that is told of each refutation when it is found. */
    public Terms listener(final Consumer<Finding> to) {
        return new Terms(design, exporters, observed, probes, required, to);
    }

    /** Adds what is specified here to a survey's knowledge of what was recorded. */
    void tell(final Survey survey) throws Undecided {
        if (!probes.isEmpty()) {
            survey.recorded(probes);
        }
        if (!observed.isEmpty()) {
            survey.keep(observed);
        }
    }
}

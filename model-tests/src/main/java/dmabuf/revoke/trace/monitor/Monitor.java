// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.read.LineReader;
import dmabuf.revoke.trace.read.Losses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The monitor of one attachment, derived from the graph of a design. */
public final class Monitor {
    /** rvgen stores a state in a byte if there are fewer states. */
    private static final int STATES = 256;

    /** The length of the words that are counted. */
    private static final int LENGTH = 8;

    private final Graph graph;
    private final Automaton automaton;

    private Monitor(final Graph graph, final Automaton automaton) {
        this.graph = graph;
        this.automaton = automaton;
    }

    /**
     * Derives the monitor.
     *
     * @param raised the events that some probe raises; all others are silent
     */
    public static Monitor of(final Graph graph, final Set<MonitorEvent> raised) throws Undecided {
        final Automaton a = Derivation.of(graph, raised);
        if (a.states() >= STATES) {
            throw new Undecided("the automaton has " + a.states() + " states, and a monitor may have fewer than " + STATES
                    + "; with fewer events it has fewer states: --without EVENT,EVENT");
        }
        return new Monitor(graph, a);
    }

    Automaton automaton() {
        return automaton;
    }

    /** The events that it receives. */
    public List<MonitorEvent> events() {
        return automaton.events();
    }

    /** The dot text that rvgen reads. */
    public String dot() {
        return Dot.of(automaton);
    }

    /** A word on which it and the spec differ; empty if there is none. */
    public Optional<String> difference() {
        return new WordCheck(automaton, WordCheck.oracle(graph, automaton.events())).difference();
    }

    /** Its size, in one sentence. */
    public String size() {
        return automaton.states() + " states, " + automaton.events().size() + " events, " + automaton.transitions()
                + " transitions, " + WordCheck.words(automaton, LENGTH) + " words of " + LENGTH + " events";
    }

    /** The first differences between its table and the table that rvgen makes from its dot text; empty if there are none. */
    public List<String> by(final Rvgen rvgen) throws Undecided, InterruptedException {
        return rvgen.differences(automaton);
    }

    /** What the monitors of all attachments would have reported for a recorded kernel. */
    public Heard heard(final Path trace) throws Undecided {
        final MonitorRun run = new MonitorRun(automaton);
        try (LineReader reader = new LineReader(Files.newInputStream(trace), new Losses())) {
            run.read(reader);
        } catch (IOException e) {
            throw new Undecided("cannot read " + trace, e);
        }
        return new Heard(Map.copyOf(run.raised()), List.copyOf(run.errors()), run.failed());
    }

    /**
     * The reports of monitors.
     *
     * @param raised how often each event was raised
     * @param errors the first unexpected events
     * @param failed how many monitors met one
     */
    public record Heard(Map<MonitorEvent, Long> raised, List<String> errors, long failed) {}
}

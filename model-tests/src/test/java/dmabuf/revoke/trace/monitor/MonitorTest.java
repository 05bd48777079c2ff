// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.Traces;
import dmabuf.revoke.trace.judge.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The monitor of an attachment: its table, that each fault of the table is found, and its reports on recorded kernels. */
@Tag("tlc")
class MonitorTest {
    private static final Set<MonitorEvent> ALL = EnumSet.allOf(MonitorEvent.class);

    private static Graph graph;
    private static Monitor monitor;
    private static Oracle oracle;

    @BeforeAll
    static void derive() throws Exception {
        graph = graph("Linux73");
        monitor = Monitor.of(graph, ALL);
        oracle = WordCheck.oracle(graph, monitor.events());
    }

    private static Graph graph(final String design) throws Exception {
        final Tools tools = Tools.open();
        return tools.shop().graph(Setting.of(design, List.of(), tools.spec()).asTraced(), "trace", "Traced.tla");
    }

    @Test
    void eachOfItsWordsIsABehaviour() {
        assertEquals(Optional.empty(), monitor.difference());
    }

    @Test
    void theRulesOfRvgen() {
        final Automaton a = monitor.automaton();
        assertTrue(a.states() < 256);
        assertEquals(a.states(), new HashSet<>(a.names()).size());
        for (final String n : a.names()) {
            assertTrue(n.matches("[a-z]\\w*"), n);
        }
        for (final MonitorEvent e : MonitorEvent.values()) {
            assertTrue(e.cName().matches("[a-z_]+"), e.cName());
        }
        final String dot = monitor.dot();
        assertTrue(dot.startsWith("digraph state_automaton {\n"), dot);
        assertTrue(dot.contains("\t\"__init_attached\" -> \"attached\";\n"), dot);
        // rvgen makes an event start a monitor if it always leads to the initial state: only attach may do so.
        for (final MonitorEvent e : a.events()) {
            boolean starts = true;
            for (int s = 0; s < a.states(); s++) {
                starts &= a.after(s, e) == Automaton.NONE || a.after(s, e) == 0;
            }
            assertEquals(e == MonitorEvent.ATTACH, starts, e.cName());
        }
    }

    /** Leaves out each transition, redirects each, and adds one in each state. */
    @Tag("full")
    @Test
    void eachFaultOfTheTableIsFound() {
        final Automaton right = monitor.automaton();
        int faults = 0;
        for (int s = 0; s < right.states(); s++) {
            for (int e = 0; e < right.events().size(); e++) {
                final int next = right.next().get(s)[e];
                if (next != Automaton.NONE) {
                    assertFalse(agrees(changed(right, s, e, Automaton.NONE)), "dropped: " + s + " " + e);
                    assertFalse(agrees(changed(right, s, e, (next + 1 + s) % right.states() == next ? (next + 1) % right.states()
                            : (next + 1 + s) % right.states())), "bent: " + s + " " + e);
                    faults += 2;
                } else if (e == s % right.events().size()) {
                    assertFalse(agrees(changed(right, s, e, s)), "added: " + s + " " + e);
                    faults++;
                }
            }
        }
        assertTrue(faults > 2 * right.transitions(), faults + " faults");
    }

    private static boolean agrees(final Automaton a) {
        return new WordCheck(a, oracle).difference().isEmpty();
    }

    private static Automaton changed(final Automaton a, final int state, final int event, final int to) {
        final List<int[]> next = new ArrayList<>();
        a.next().forEach(row -> next.add(row.clone()));
        next.get(state)[event] = to;
        return new Automaton(a.events(), a.names(), next);
    }

    /** The contract of a kernel with a bug is a different one. */
    @Tag("full")
    @ParameterizedTest
    @CsvSource({"NoUnmapWait, revoked", "NoMapTest, mapped"})
    void theMonitorOfABugIsAnother(final String bug, final String event) throws Exception {
        final Optional<String> difference = new WordCheck(Derivation.of(graph(bug), ALL), oracle).difference();
        assertTrue(difference.isPresent());
        assertTrue(difference.get().contains(event), difference.get());
    }

    /** With fewer probes the automaton is smaller, and still right; an automaton that is too large is refused. */
    @Test
    void eventsThatNobodyRaises() throws Exception {
        final Set<MonitorEvent> fewer = EnumSet.complementOf(EnumSet.of(MonitorEvent.BROADCAST, MonitorEvent.INVALIDATED));
        final Monitor small = Monitor.of(graph, fewer);
        assertTrue(small.automaton().states() < monitor.automaton().states() / 2);
        assertEquals(Optional.empty(), small.difference());
        assertEquals(13, small.events().size());
        final Graph large = graph("NoUnmapWait");
        final Undecided e = assertThrows(Undecided.class, () -> Monitor.of(large, ALL));
        assertTrue(e.getMessage().contains("fewer than 256; with fewer events"), e.getMessage());
        assertTrue(Monitor.of(large, fewer).automaton().states() < 256);
    }

    /** The events that the table's probes raise in recorded kernels are expected, except in kernels with a seeded bug. */
    @ParameterizedTest
    @CsvSource({
        "7.3.4-debian-vfio, 0, 0", "7.3.4-custom-vfio, 0, 0", "7.3.4-custom-vfio-1500-4-1, 0, 0", "extra-deferred, 0, 0",
        "record.sh-vfio, 0, 0", "extra-no-unmap-wait, 14, 131", "extra-map-while-revoked, 12, 155"})
    void recordedKernels(final String trace, final long failed, final long line) throws Exception {
        final Monitor.Heard heard = monitor.heard(Traces.file(trace));
        assertEquals(failed, heard.failed(), heard.errors().toString());
        assertTrue(heard.raised().get(MonitorEvent.REVOKED) > 0 && heard.raised().get(MonitorEvent.MAPPED) > 0);
        if (failed > 0) {
            assertTrue(heard.errors().get(0).startsWith("line " + line + ": "), heard.errors().get(0));
        }
        // The judge of traces gives the same verdict.
        assertEquals(failed > 0, Traces.judge(trace).verdicts().refuted() > 0);
    }

    /** Each function of the table has a probe in record.sh. */
    @Test
    void theFunctionsOfTheTableAreRecorded() throws Exception {
        final String script = Files.readString(Tools.home().resolve("kernel/record.sh"));
        final String table = ProbeTable.of(monitor.events(), ExporterCalls.VFIO);
        final List<String> functions = table.lines().skip(1).map(l -> l.split(" +")[1]).filter(f -> !f.startsWith("<"))
                .map(f -> f.replaceFirst("\\(.*", "")).distinct().toList();
        assertEquals(7, functions.size(), table);
        functions.forEach(f -> assertTrue(script.contains(f), f));
    }

    @Test
    void aFolderThatIsNoKernel() {
        final Undecided e = assertThrows(Undecided.class, () -> new Rvgen(Path.of("docs")));
        assertTrue(e.getMessage().contains("the top folder of a source of Linux 7.3 is wanted"), e.getMessage());
    }
}

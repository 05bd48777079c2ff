// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.Terms;
import dmabuf.revoke.trace.judge.Absence;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Losses;
import dmabuf.revoke.trace.read.ProbeList;
import dmabuf.revoke.trace.show.TraceText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The meaning of an event that never occurs: the lines of each event are removed from each good trace. If its probe is known to
 * be set, its absence is judged; if it is known not to be set, the event is assumed to have happened unseen; and if that is
 * unknown, the trace cannot tell whenever the two cases differ.
 */
@Tag("tlc")
class AbsenceTest {
    private static final String VFIO = "extra-deferred";

    /** From a trace with this many lines, events are not removed one by one. */
    private static final int LARGE = 10_000;

    @TempDir
    Path folder;

    static List<String> good() {
        final List<String> all = new ArrayList<>(Traces.GOOD);
        all.add("record.sh-vfio");
        return all;
    }

    /** The shorter half of the good traces. */
    static List<String> shorter() throws Exception {
        final Map<String, Integer> lines = new HashMap<>();
        for (final String name : good()) {
            lines.put(name, Traces.lines(name).size());
        }
        return good().stream().sorted(Comparator.comparing(lines::get)).limit(lines.size() / 2).toList();
    }

    static List<String> longer() throws Exception {
        final List<String> all = new ArrayList<>(good());
        all.removeAll(shorter());
        return all;
    }

    private static String event(final String line) {
        final FtraceLine l = new FtraceLine();
        final byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return l.parse(bytes, 0, bytes.length) ? l.what().substring(0, l.what().indexOf(':')) : "";
    }

    private static List<String> without(final List<String> trace, final Set<String> events) {
        return trace.stream().filter(l -> !l.startsWith("# probes") && !events.contains(event(l))).toList();
    }

    private static Judgement judge(final List<String> lines, final Terms terms) throws Exception {
        final byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        return Judgement.of(new ByteArrayInputStream(text), Tools.open().shop(), terms);
    }

    private static Set<String> minus(final Set<String> all, final Set<String> some) {
        final Set<String> left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    /** The events of a trace, grouped by the meaning of their absence; if alone, also each event by itself. */
    private static Set<Set<String>> sorts(final Set<String> there, final boolean alone) {
        final Set<Set<String>> sorts = new HashSet<>();
        for (final Absence a : Absence.values()) {
            final Set<String> own = new TreeSet<>(a.events());
            own.retainAll(there);
            if (!own.isEmpty()) {
                sorts.add(own);
                own.stream().filter(e -> alone).forEach(e -> sorts.add(Set.of(e)));
            }
        }
        return sorts;
    }

    /**
     * The groups for which the spec is asked. A single event of a group is not asked for, because another may stand in for it.
     */
    private static Set<Set<String>> judged(final Set<String> there) {
        final Set<Set<String>> sorts = new HashSet<>();
        for (final Absence a : Absence.values()) {
            final Set<String> own = new TreeSet<>(a.events());
            own.retainAll(there);
            if (own.stream().anyMatch(Absence::isJudged)) {
                sorts.add(own);
            }
        }
        return sorts;
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("shorter")
    void anEventThatNeverOccursInAShortTrace(final String name) throws Exception {
        anEventThatNeverOccurs(name);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("longer")
    void anEventThatNeverOccursInALongTrace(final String name) throws Exception {
        anEventThatNeverOccurs(name);
    }

    private void anEventThatNeverOccurs(final String name) throws Exception {
        final List<String> trace = Traces.lines(name);
        final Set<String> there = new TreeSet<>();
        trace.forEach(l -> there.add(event(l)));
        final Set<Set<String>> sorts = sorts(there, trace.size() < LARGE);
        final Set<Set<String>> judged = judged(there);
        final List<String> wrong = new ArrayList<>();
        assertFalse(sorts.isEmpty());
        for (final Set<String> gone : sorts) {
            final List<String> lines = without(trace, gone);
            final Judgement guessed = judge(lines, Terms.NONE);
            final Judgement set = judge(lines, Terms.NONE.probes(there));
            final Judgement unset = judge(lines, Terms.NONE.probes(minus(there, gone)));
            final String what = name + " without " + gone + "\nguessed:\n" + TraceText.of(guessed) + "\nset:\n"
                    + TraceText.of(set) + "\nnot set:\n" + TraceText.of(unset);
            if (guessed.exitCode() == 1 || unset.exitCode() == 1) {
                wrong.add("a good kernel is refuted: " + what);
            } else if (judged.contains(gone) && !set.losses().has(Losses.Loss.UNPAIRED) && set.exitCode() == 1
                    && guessed.exitCode() != 2) {
                wrong.add("an absence is taken for unseen: " + what);
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** In a trace that recorded revokes with importers, each of these sorts is missed. */
    @Tag("full")
    @ParameterizedTest
    @EnumSource(names = {"BROADCAST", "WAIT", "LOCK", "RETURN", "UNMAP", "MAP", "DETACH", "ATTACH"})
    void whatEachRevokeDemands(final Absence sort) throws Exception {
        final List<String> trace = Traces.lines(VFIO);
        final Set<String> there = new TreeSet<>();
        trace.forEach(l -> there.add(event(l)));
        final List<String> lines = without(trace, new HashSet<>(sort.events()));
        final Judgement guessed = judge(lines, Terms.NONE);
        assertEquals(2, guessed.exitCode(), TraceText.of(guessed));
        assertTrue(guessed.verdicts().doubts().containsKey(sort), guessed.trouble().toString());
        assertFalse(TraceText.of(guessed).contains("explained:"), TraceText.of(guessed));
        final Judgement set = judge(lines, Terms.NONE.probes(there));
        assertTrue(set.exitCode() != 0, TraceText.of(set));
    }

    /** A fault that once passed unnoticed: a kernel in which revoke never broadcasts. */
    @Test
    void aKernelThatNeverBroadcasts() throws Exception {
        final List<String> trace = Traces.lines(VFIO);
        final Set<String> there = new TreeSet<>();
        trace.forEach(l -> there.add(event(l)));
        final List<String> silent = without(trace, Set.of("invalidate_in", "invalidate_ret", "dbimp_invalidate_deferred",
                "dbimp_invalidate_deferred_ret", "dbimp_invalidate_sync", "dbimp_invalidate_sync_ret"));
        final Judgement guessed = judge(silent, Terms.NONE);
        assertEquals(2, guessed.exitCode(), TraceText.of(guessed));
        assertTrue(guessed.trouble().get(0).startsWith("the trace shows no broadcasts (invalidate_in, invalidate_ret)"),
                guessed.trouble().toString());
        assertEquals(1, judge(silent, Terms.NONE.probes(there)).exitCode());
        final List<String> recorded = new ArrayList<>(silent);
        recorded.add(0, "# probes: " + String.join(" ", there));
        assertEquals(1, judge(recorded, Terms.NONE).exitCode());
        assertEquals(0, judge(silent, Terms.NONE.probes(minus(there, Set.of("invalidate_in", "invalidate_ret"))))
                .exitCode());
    }

    /** If only the return of a call on a known object was recorded, the call is in no history, and the trace is not explained. */
    @ParameterizedTest
    @CsvSource({"detach, 45", "invalidate, 69", "unmap, 74"})
    void aCallOfWhichOnlyTheReturnIsThere(final String call, final int calls) throws Exception {
        final List<String> trace = Traces.lines(VFIO);
        final Set<String> there = new TreeSet<>();
        trace.forEach(l -> there.add(event(l)));
        final Set<String> begin = Set.of(call + "_in");
        final Judgement j = judge(without(trace, begin), Terms.NONE.probes(minus(there, begin)));
        assertEquals(2, j.exitCode(), TraceText.of(j));
        assertTrue(j.trouble().get(0).startsWith(calls + " calls on known objects are in no history")
                && j.trouble().get(0).endsWith(call + "_ret, without a line of " + call + "_in"), j.trouble().toString());
        final Set<String> both = Set.of(call + "_in", call + "_ret");
        assertEquals(0, judge(without(trace, both), Terms.NONE.probes(minus(there, both))).exitCode());
    }

    /** No list of probes says whose callback a function is, so an importer whose callback never occurs may have an unseen one. */
    @Test
    void anImporterThatIsNeverTold() throws Exception {
        final List<String> trace = Traces.lines("7.3.4-debian-vfio");
        final Set<String> there = new TreeSet<>();
        trace.forEach(l -> there.add(event(l)));
        final Judgement j = judge(without(trace, Set.of("virtgpu_dma_buf_move_notify", "virtgpu_dma_buf_move_notify_ret")),
                Terms.NONE.probes(there));
        assertEquals(2, j.exitCode(), TraceText.of(j));
        assertTrue(j.verdicts().doubts().containsKey(Absence.CALLBACK), j.trouble().toString());
    }

    @Test
    void aCopyOfTheKernelsFiles() throws Exception {
        final Path set = folder.resolve("set_event");
        Files.writeString(set, "# what\ndbr:map_in\n\ndma_buf:dma_buf_export\n-e dbr:unmap_in\n");
        assertEquals(Set.of("map_in", "dma_buf_export", "unmap_in"), ProbeList.of(set));
        final Path kprobes = folder.resolve("kprobe_events");
        Files.writeString(kprobes, "p:db/map_in dma_buf_map_attachment attach=$arg1:x64\nr512:db/map_ret dma_buf_map_attachment"
                + " sgt=$retval:x64\n");
        assertEquals(Set.of("map_in", "map_ret"), ProbeList.of(kprobes));
        for (final String wrong : List.of("", "dbr\n", "dma_buf:*\n", "hello, world\n")) {
            Files.writeString(set, wrong);
            assertThrows(Undecided.class, () -> ProbeList.of(set), wrong);
        }
    }

    /** A name that is no event is refused, with a list of the events. */
    @Test
    void observedNamesAnEvent() throws Exception {
        final Undecided e = assertThrows(Undecided.class,
                () -> judge(Traces.lines("7.3.4-debian-vfio"), Terms.NONE.observed(Set.of("map_in", "bogus"))));
        assertTrue(e.getMessage().contains("bogus is no event; there are ") && e.getMessage().contains("unmap_in"),
                e.getMessage());
    }
}

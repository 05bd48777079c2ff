// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.Terms;
import dmabuf.revoke.trace.judge.Calls;
import dmabuf.revoke.trace.judge.Exporter;
import dmabuf.revoke.trace.judge.Setting;
import dmabuf.revoke.trace.show.TraceText;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases from public reports, each with its right answer and the sentence that gives the reason. */
@Tag("tlc")
class FieldTest {
    private static final Path FIELD = Tools.home().resolve("model-tests/src/test/resources/traces/field");

    @TempDir
    Path folder;

    private static List<String> lines(final String name) throws Exception {
        return Files.readAllLines(FIELD.resolve(name + ".trace"), StandardCharsets.ISO_8859_1);
    }

    private static Setting setting(final String design, final String... knobs) throws Exception {
        return Setting.of(design, List.of(knobs), Tools.open().spec());
    }

    private static Judgement judge(final String name, final Terms terms) throws Exception {
        return Judgement.of(FIELD.resolve(name + ".trace"), Tools.open().shop(), terms);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // An exporter whose way of revoking is not specified: it refuses a map after a broadcast.
        "x01-other-exporter-revokes            | 2 | say it by --exporter accel_tlb=DESIGN",
        "x16-other-exporter-under-a-known-name | 2 | say it by --exporter accel_tlb=DESIGN",
        // Linux 7.3 broadcasts on a restore; this kernel does not.
        "x04-restore-tells-nobody              | 1 | REFUTED: buffer 1",
        // The exporter moves the buffer in the importer's hold: the callback and the next map are in the same hold.
        "x06-told-inside-its-own-pin           | 0 | 1 move of 1 buffer",
        "x06b-told-in-its-own-hold-before-map  | 0 | 1 move of 1 buffer",
        // The reservation lock is recorded, and the calling thread does not hold it.
        "x09-unpin-without-the-lock            | 1 | 5.4 line 24: ioas-60 calls unpin and does not hold",
        "x10-unmap-without-the-lock            | 1 | calls unmap and does not hold",
        "x12-map-without-the-lock              | 1 | 5.4 line 19: rpmsg-60 calls map and does not hold",
        // A revoke waits for a fence that has not signalled, and a worker for the lock that the revoke holds.
        "x11-hangs-in-the-fence-wait           | 0 | 0xff11000006000000, added on line 23; behind it, for the lock of the same buffer: thread 80",
        "x11b-hangs-on-a-known-fence           | 0 | 0xff11000006001000, added on line 26; behind it, for the lock of the same buffer: thread 80",
        // The kernel's own tracepoints show no call from begin to return.
        "b01-android-tracepoints               | 2 | the trace shows no attaches",
        "b02-android-early-tracepoints         | 2 | no call was judged from its begin to its return",
        "b03-gst-fences                        | 2 | no line is about a dma-buf",
        "b04-hitrace                           | 2 | no line is about a dma-buf",
        // Files that are no ftrace text: what each is, and the next command.
        "b05-function-graph                    | 2 | this is written by the tracer function_graph",
        "b08-hung-task.dmesg                   | 2 | this is the kernel's report of a hung task",
        "b09-bufinfo                           | 2 | this is a copy of debugfs dma_buf/bufinfo",
        "b12-tsc-clock                         | 2 | this is a trace with the clock of a CPU's counter",
        // perf's lines are read; but these show no buffer.
        "b06-perf-script                       | 2 | no buffer was seen: no line exports one",
        "b16-qemu-vfio                         | 2 | no line is about a dma-buf",
        "b07-lock-contention                   | 2 | no line is about a dma-buf",
        "b13-quoted-in-a-mail                  | 2 | no line of a trace",
        "b17-blocked-reason                    | 2 | no line is about a dma-buf",
    })
    void rightAnswer(final String name, final int exitCode, final String why) throws Exception {
        final Judgement j = judge(name, Terms.NONE);
        final String text = TraceText.of(j);
        assertEquals(exitCode, j.exitCode(), text);
        assertTrue(text.contains(why), text);
    }

    @ParameterizedTest
    @CsvSource({"b10-systrace.html, a page of systrace", "b11-chrome.json, Chrome's JSON", "b14-trace-cmd.dat, a trace.dat",
        "b15-perfetto.pftrace, a protobuf of Perfetto"})
    void filesThatAreNoText(final String file, final String what) throws Exception {
        final Judgement j = Judgement.of(FIELD.resolve(file), Tools.open().shop(), Terms.NONE);
        assertEquals(2, j.exitCode(), TraceText.of(j));
        assertEquals(1, j.trouble().size(), j.trouble().toString());
        assertTrue(j.trouble().get(0).startsWith("this is " + what), j.trouble().toString());
    }

    /** Each file of the collection has an answer. */
    @Test
    void eachFileHasAnAnswer() throws Exception {
        final Set<String> answered = new TreeSet<>();
        for (final Method m : FieldTest.class.getDeclaredMethods()) {
            final CsvSource rows = m.getAnnotation(CsvSource.class);
            if (m.getName().equals("rightAnswer")) {
                List.of(rows.value()).forEach(r -> answered.add(r.split("[ |]")[0] + ".trace"));
            } else if (m.getName().equals("filesThatAreNoText")) {
                List.of(rows.value()).forEach(r -> answered.add(r.split(",")[0]));
            }
        }
        try (Stream<Path> files = Files.list(FIELD)) {
            assertEquals(answered, files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
        assertEquals(27, answered.size());
    }

    /** The output of perf script for the same probes is the same trace. */
    @ParameterizedTest
    @CsvSource({"extra-deferred, 0", "extra-no-unmap-wait, 1"})
    void perfScript(final String name, final int exitCode) throws Exception {
        final List<String> perf = Traces.lines(name).stream().map(l -> l.replaceFirst(
                "^ *(.*)-(\\d+) +(\\[\\d+\\]) [^ ]+ +([\\d.]+): (\\w+): ", "$1   $2 $3   $4: dbr:$5: ")).toList();
        assertTrue(perf.stream().filter(l -> l.contains(": dbr:map_in: ")).count() > 10);
        final Judgement j = Traces.judge(folder, perf);
        assertEquals(exitCode, j.exitCode(), TraceText.of(j));
        assertEquals(Traces.judge(name).verdicts().attachments(), j.verdicts().attachments());
        final List<String> threads = perf.stream().map(l -> l.replaceFirst("^(\\S+) +(\\d+) \\[", "$1 77/$2 [")).toList();
        assertEquals(exitCode, Traces.judge(folder, threads).exitCode());
    }

    /** Once the user specifies the design by which it revokes, the missing waits are found: for fences, and then for unmaps. */
    @ParameterizedTest
    @CsvSource({"x01-other-exporter-revokes, 27", "x16-other-exporter-under-a-known-name, 28"})
    void anExporterThatSomebodyNames(final String name, final long line) throws Exception {
        for (final Terms t : List.of(Terms.NONE.by(setting("Uverbs")), Terms.NONE.exporters(List.of(
                Exporter.of("accel_tlb=Uverbs", Tools.open().spec()))))) {
            final Judgement j = judge(name, t);
            assertEquals(1, j.exitCode(), TraceText.of(j));
            assertEquals(line, j.verdicts().findings().get(0).line());
            assertEquals("section:x1 returns hold = OK", j.verdicts().findings().get(0).refusal().event().toString());
            // It never moves: the broadcast belongs to a revoke, of which neither the call nor the return was recorded.
            assertEquals(0, j.verdicts().calls().count(Calls.Call.MOVE));
        }
        assertEquals(0, judge("x01-other-exporter-revokes",
                Terms.NONE.by(setting("Uverbs", "FenceWait=None", "UnmapWait=None"))).exitCode());
    }

    /** The RDMA exporter of the kernel is known by its name: it waits for fences and for unmaps, so this trace is refuted. */
    @Test
    void theRdmaExporterIsKnown() throws Exception {
        final List<String> lines = lines("x01-other-exporter-revokes").stream().map(l -> l.replace("accel_tlb", "ib_uverbs")).toList();
        final Judgement j = Traces.judge(folder, lines);
        assertEquals(1, j.exitCode(), TraceText.of(j));
        assertEquals(27, j.verdicts().findings().get(0).line());
        assertTrue(TraceText.of(j).contains("of ib_uverbs as Uverbs"), TraceText.of(j));
    }

    /** An impossible specification is refused in one line. */
    @Test
    void whatCannotBeMeant() throws Exception {
        for (final String wrong : List.of("accel_tlb", "=Uverbs", "accel_tlb=", "accel_tlb=NoSuchDesign",
                "accel_tlb=Uverbs,NoKnob=1", "accel_tlb=Uverbs,FenceWait=Perhaps", ",", "drm=Mover,move=", "drm=Mover,move=a b",
                "drm=Mover,move=a,move=b", "drm=Mover,move=a,revoke=a", "drm=Mover,moves=a")) {
            assertThrows(Undecided.class, () -> Exporter.of(wrong, Tools.open().spec()), wrong);
        }
        final Undecided e = assertThrows(Undecided.class, () -> Calls.Call.typed("remap"));
        assertTrue(e.getMessage().startsWith("remap is no call; there are attach, detach, map"), e.getMessage());
    }

    /** The functions that the user names are the exporter's calls: a mapping that outlives a revoke is a breach. */
    @Test
    void theFunctionsOfAnExporter() throws Exception {
        final List<String> lines = new ArrayList<>(lines("x01-other-exporter-revokes"));
        final String call = "           rmmod-70      [000] .....   10.000165: tlb_revoke: (tlb_revoke+0x4/0x9) a1=0xff00 a2=0x0 a3=0x0";
        lines.set(1, lines.get(1) + " tlb_revoke tlb_revoke_ret");
        int at = 0;
        while (!lines.get(at).contains("rmmod-70")) {
            at++;
        }
        lines.add(at, call);
        while (!lines.get(at).contains("rmmod-70") || !lines.get(at).contains("ww_mutex_unlock")) {
            at++;
        }
        lines.add(at + 1, call.replace("tlb_revoke:", "tlb_revoke_ret:").replace("10.000165", "10.000235"));
        final Path file = Files.write(folder.resolve("a.trace"), lines, StandardCharsets.ISO_8859_1);
        final Exporter told = Exporter.of("accel_tlb=Uverbs,FenceWait=None,UnmapWait=None,revoke=tlb_revoke",
                Tools.open().spec());
        final Judgement j = Judgement.of(file, Tools.open().shop(), Terms.NONE.exporters(List.of(told)));
        assertEquals(0, j.verdicts().refuted(), TraceText.of(j));
        assertEquals("S2", j.verdicts().breaches().get(0).claim());
        assertEquals(1, j.verdicts().calls().count(Calls.Call.REVOKE));
    }

    private static String by(final String thread, final String time, final String event) {
        return "             " + thread + "      [000] .....   10.000" + time + ": " + event;
    }

    /** A line of a function that the trace has no probe for. */
    private static String function(final String thread, final String time, final String name) {
        return by(thread, time, name + ": (" + name + "+0x4/0x9) a1=0xff00 a2=0x0 a3=0x0");
    }

    private static int first(final List<String> lines, final String event) {
        int at = 0;
        while (!lines.get(at).contains(": " + event + ": ")) {
            at++;
        }
        return at;
    }

    private Judgement moved(final List<String> lines, final String move) throws Exception {
        final List<Exporter> told = move.isEmpty() ? List.of() : List.of(Exporter.of("drm=Mover,move=" + move, Tools.open().spec()));
        return Judgement.of(Files.write(folder.resolve("a.trace"), lines, StandardCharsets.ISO_8859_1), Tools.open().shop(),
                Terms.NONE.exporters(told));
    }

    /** The function in which an exporter moves, here in the hold of an importer that pins, and returns before the lock is dropped. */
    @Test
    void theFunctionThatMoves() throws Exception {
        final List<String> lines = new ArrayList<>(lines("x06-told-inside-its-own-pin"));
        lines.add(first(lines, "invalidate_ret") + 1, function("nic-60", "181", "drm_move_ret"));
        final int call = first(lines, "invalidate_in");
        lines.add(call, function("nic-60", "149", "drm_move"));
        final Judgement j = moved(lines, "drm_move");
        assertEquals(0, j.exitCode(), TraceText.of(j));
        assertEquals(1, j.verdicts().calls().count(Calls.Call.MOVE));
        assertTrue(j.standards().iterator().next().showsMoves());
        // A broadcast that is not in that function is no move.
        final List<String> outside = new ArrayList<>(lines);
        outside.add(call + 1, outside.remove(first(outside, "drm_move_ret")));
        final Judgement refuted = moved(outside, "drm_move");
        assertEquals(1, refuted.exitCode(), TraceText.of(refuted));
        assertEquals(call + 3, refuted.verdicts().findings().get(0).line());
        assertEquals(0, refuted.verdicts().calls().count(Calls.Call.MOVE));
        // Without the name, or if the function was not recorded, it is not known where the exporter moves.
        assertEquals(0, moved(outside, "").exitCode());
        assertEquals(0, moved(outside, "not_recorded").exitCode());
        assertEquals(0, moved(lines.stream().filter(l -> !l.contains(": drm_move_ret: ")).toList(), "drm_move").exitCode());
    }

    /** It takes the lock and finds that the buffer has to stay; it is entered again inside itself; it hangs. */
    @Test
    void aMoveThatDoesNotMove() throws Exception {
        final List<String> lines = new ArrayList<>(lines("x06-told-inside-its-own-pin"));
        lines.add(first(lines, "invalidate_ret") + 1, function("nic-60", "181", "drm_move_ret"));
        lines.addAll(first(lines, "invalidate_in"), List.of(function("nic-60", "147", "drm_move"), function("nic-60", "148", "drm_move"),
                function("nic-60", "149", "drm_move_ret")));
        final int at = first(lines, "pin_in") - 2;
        lines.addAll(at, List.of(function("gpu-70", "111", "drm_move"),
                by("gpu-70", "112", "ww_mutex_lock_in: (ww_mutex_lock+0x4/0x110) lock=0xff110000010000e8"),
                by("gpu-70", "113", "ww_mutex_lock_ret: (caller+0x10/0x20 <- ww_mutex_lock) ret=0 lock=0xff110000010000e8"),
                by("gpu-70", "116", "ww_mutex_unlock: (ww_mutex_unlock+0x4/0x50) lock=0xff110000010000e8"),
                function("gpu-70", "117", "drm_move_ret")));
        final Judgement j = moved(lines, "drm_move");
        assertEquals(0, j.exitCode(), TraceText.of(j));
        assertEquals(1, j.verdicts().calls().count(Calls.Call.MOVE));
        final Judgement hangs = moved(lines.subList(0, first(lines, "nic_invalidate_mappings") + 1), "drm_move");
        assertTrue(TraceText.of(hangs).contains("move since line"), TraceText.of(hangs));
        assertEquals(0, hangs.verdicts().calls().count(Calls.Call.MOVE));
    }

    /** A thread that holds the locks of two buffers moves both, and later again. */
    @ParameterizedTest
    @ValueSource(strings = {"", "drm_move"})
    void twoBuffersAreMovedInOneHold(final String move) throws Exception {
        final List<String> lines = new ArrayList<>(lines("x06-told-inside-its-own-pin").subList(0, 4));
        lines.set(1, lines.get(1) + " drm_move drm_move_ret");
        for (final String b : List.of("1", "2")) {
            lines.add(by("exp-50", "10" + b, "export_in: (dma_buf_export+0x4/0x2e0) exp=\"drm\" resv=0x0"));
            lines.add(by("exp-50", "11" + b, "export_ret: (exporter_ioctl+0x2a2/0x420 <- dma_buf_export) dmabuf=0xff1100000" + b
                    + "000000 resv=0xff1100000" + b + "0000e8"));
        }
        for (int n = 0; n < 2; n++) {
            lines.add(function("gpu-70", "20" + n, "drm_move"));
            for (final List<String> part : List.of(List.of("ww_mutex_lock_in: (ww_mutex_lock+0x4/0x110) lock=L",
                    "ww_mutex_lock_ret: (caller+0x10/0x20 <- ww_mutex_lock) ret=0 lock=L"),
                    List.of("invalidate_in: (dma_buf_invalidate_mappings+0x4/0x50) dmabuf=B",
                    "invalidate_ret: (mover+0x50/0x190 <- dma_buf_invalidate_mappings) dmabuf=B"),
                    List.of("ww_mutex_unlock: (ww_mutex_unlock+0x4/0x50) lock=L"))) {
                for (final String b : List.of("1", "2")) {
                    part.forEach(e -> lines.add(by("gpu-70", "300", e.replace("=L", "=0xff1100000" + b + "0000e8")
                            .replace("=B", "=0xff1100000" + b + "000000"))));
                }
            }
            lines.add(function("gpu-70", "40" + n, "drm_move_ret"));
        }
        final Judgement j = moved(lines, move);
        assertEquals(0, j.exitCode(), TraceText.of(j));
        assertEquals(4, j.verdicts().calls().count(Calls.Call.MOVE), TraceText.of(j));
    }

    /** In the series under review restore does not broadcast, and clears the flag in one hold. */
    @Tag("full")
    @Test
    void anotherDesignWithAKnobTurned() throws Exception {
        final String name = "x04-restore-tells-nobody";
        assertEquals(0, judge(name, Terms.NONE.by(setting("MmapV8"))).exitCode());
        assertEquals(0, judge(name, Terms.NONE.by(setting("Linux73", "RestoreTells=FALSE", "FlagClear=First"))).exitCode());
        assertEquals(1, judge(name, Terms.NONE.by(setting("Linux73", "FlagClear=First"))).exitCode());
    }

    /** The event that a call waits for has come, and the call does not return: that is not explained. */
    @Test
    void aWaitThatHasNoReason() throws Exception {
        final List<String> lines = new ArrayList<>(lines("x11b-hangs-on-a-known-fence"));
        lines.add("          <idle>-0       [000] d.h..   10.000340: fence_signal: (dma_fence_signal_timestamp_locked+0x4/0x1)"
                + " fence=0xff11000006001000");
        final Judgement j = Traces.judge(folder, lines);
        assertEquals(2, j.exitCode(), TraceText.of(j));
        assertTrue(j.trouble().toString().contains("a call is open that has all it waits for"), j.trouble().toString());
    }

    /**
     * A hold that began with a trylock without a probe is known by its end; and a suspicion that remains at the end proves
     * nothing.
     */
    @Test
    void aHoldThatWasNotSeenToBegin() throws Exception {
        final List<String> lines = new ArrayList<>(lines("x12-map-without-the-lock"));
        int at = 0;
        while (!lines.get(at).contains(": unmap_ret:")) {
            at++;
        }
        final String unlock = "           rpmsg-60      [000] .....   10.000185: ww_mutex_unlock: (ww_mutex_unlock+0x4/0x50)"
                + " lock=0xff110000010000e8";
        assertEquals(1, Traces.judge(folder, lines).exitCode());
        final List<String> cut = lines.subList(0, at + 1);
        assertEquals(0, Traces.judge(folder, cut).verdicts().brokenRules());
        lines.add(at + 1, unlock);
        final Judgement j = Traces.judge(folder, lines);
        assertEquals(0, j.exitCode(), TraceText.of(j));
        final List<String> other = new ArrayList<>(lines("x12-map-without-the-lock"));
        other.add(at - 3, unlock.replace("rpmsg-60", "other-99").replace("ww_mutex_unlock: (ww_mutex_unlock",
                "ww_mutex_lock_ret: (a+0x1/0x2 <- ww_mutex_lock").replace(" lock=", " ret=0 lock="));
        assertTrue(TraceText.of(Traces.judge(folder, other)).contains("which thread 99 holds"));
    }

    /** An O_PATH descriptor keeps the buffer, but not its file: a revoke of that buffer uses freed memory. */
    @Tag("full")
    @Test
    void aRevokeOfABufferWithoutAFile() throws Exception {
        final List<String> all = new ArrayList<>(lines("x04-restore-tells-nobody"));
        int release = 0;
        while (!all.get(release).contains(": file_release:")) {
            release++;
        }
        final List<String> revoke = List.of(
                ": vfio_pci_dma_buf_move: (vfio_pci_dma_buf_move+0x4/0x190) a1=0xff11000009000000 a2=0x1 a3=0x0",
                ": ww_mutex_lock_in: (ww_mutex_lock+0x4/0x110) lock=0xff110000010000e8",
                ": ww_mutex_lock_ret: (caller+0x10/0x20 <- ww_mutex_lock) ret=0 lock=0xff110000010000e8",
                ": ww_mutex_unlock: (ww_mutex_unlock+0x4/0x50) lock=0xff110000010000e8",
                ": vfio_pci_dma_buf_move_ret: (x+0x1/0x2 <- vfio_pci_dma_buf_move) a1=0xff11000009000000");
        final List<String> late = revoke.stream().map(r -> "             vmm-70      [000] .....   11.000000" + r).toList();
        final Terms terms = Terms.NONE.by(setting("MmapV8"));
        for (final boolean between : List.of(true, false)) {
            final List<String> lines = new ArrayList<>(all);
            lines.addAll(between ? release + 1 : all.size(), late);
            final Path file = Files.write(folder.resolve("a.trace"), lines, StandardCharsets.ISO_8859_1);
            final Judgement j = Judgement.of(file, Tools.open().shop(), terms);
            assertEquals(between ? 1 : 0, j.exitCode(), TraceText.of(j));
            assertEquals(between, TraceText.of(j).contains("D24 line " + (release + 4) + ": vmm-70 revokes or restores"),
                    TraceText.of(j));
        }
    }

    /** A CI can require calls that must have been judged. */
    @Test
    void whatIsRequired() throws Exception {
        final String name = "x11b-hangs-on-a-known-fence";
        assertEquals(0, judge(name, Terms.NONE.required(Set.of(Calls.Call.MAP, Calls.Call.ATTACH))).exitCode());
        final Judgement j = judge(name, Terms.NONE.required(Set.of(Calls.Call.REVOKE)));
        assertEquals(2, j.exitCode());
        assertEquals(List.of("--require: no revoke was judged"), j.trouble());
    }
}

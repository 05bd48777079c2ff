// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.Terms;
import dmabuf.revoke.trace.read.Losses;
import dmabuf.revoke.trace.show.TraceText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace that cannot be judged is reported as such, and never counts as good. */
@Tag("tlc")
class FailsClosedTest {
    private static final String GOOD = "extra-deferred";
    private static final String BAD = "extra-no-unmap-wait";

    @TempDir
    Path folder;

    private Judgement judge(final byte[] bytes) throws Exception {
        return Traces.judge(Files.write(folder.resolve("made"), bytes));
    }

    private static void cannotTell(final Judgement j, final String why) {
        assertEquals(2, j.exitCode(), TraceText.of(j));
        assertTrue(j.trouble().stream().anyMatch(t -> t.contains(why)), j.trouble().toString());
    }

    private static byte[] with(final String name, final int at, final byte[] more) throws Exception {
        final List<String> lines = Traces.lines(name);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int n = 0; n < lines.size(); n++) {
            if (n == at) {
                out.write(more);
            }
            out.write((lines.get(n) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    private static byte[] ascii(final String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void emptyFile() throws Exception {
        cannotTell(judge(new byte[0]), "empty");
    }

    @Test
    void noRelevantEvent() throws Exception {
        cannotTell(judge(ascii("  bash-1 [000] ..... 1.0: sched_switch: prev=1\n")), "no line is about a dma-buf");
    }

    @Test
    void lostEvents() throws Exception {
        final Judgement j = judge(with(GOOD, 2000, ascii("CPU:1 [LOST 123 EVENTS]\n")));
        cannotTell(j, "LOST");
        assertEquals(123, j.losses().found().get(Losses.Loss.LOST)[1]);
        cannotTell(j, "not judged to their end");
        cannotTell(judge(with(GOOD, 2000, ascii("CPU:0 [9 EVENTS DROPPED]\n"))), "LOST");
    }

    /** A kretprobe misses a call when it has run out of instances, and the trace does not show that. */
    @Test
    void aFunctionThatReturnsWithoutItsEntryOrIsEnteredTwice() throws Exception {
        final List<String> lines = Traces.lines("7.3.4-custom-vfio");
        for (final String event : List.of("detach_in", "detach_ret", "dynattach_in", "unmap_ret")) {
            final List<Integer> at = new ArrayList<>();
            for (int n = 0; n < lines.size(); n++) {
                if (lines.get(n).contains(": " + event + ": ")) {
                    at.add(n);
                }
            }
            final List<String> fewer = new ArrayList<>(lines);
            fewer.remove((int) at.get(1));
            cannotTell(judge(ascii(String.join("\n", fewer) + "\n")), "lines are missing");
        }
    }

    @Test
    void overwrittenBeginning() throws Exception {
        cannotTell(judge(with(GOOD, 0, ascii("# entries-in-buffer/entries-written: 10/25   #P:2\n"))),
                "overwritten (15,");
    }

    @Test
    void truncatedLastLine() throws Exception {
        final byte[] all = Traces.bytes(GOOD);
        cannotTell(judge(Arrays.copyOf(all, all.length - 20)), "last line");
    }

    @Test
    void garbage() throws Exception {
        cannotTell(judge(with(GOOD, 100, ascii("what is this?\n"))), "no line of a trace");
        cannotTell(judge(ascii("{\"a\": 1}\n")), "no line of a trace");
    }

    @Test
    void binaryData() throws Exception {
        cannotTell(judge(with(GOOD, 100, new byte[] {'a', 0, 1, 2, '\n'})), "no text has");
        final byte[] noise = new byte[1 << 20];
        new java.util.Random(1).nextBytes(noise);
        assertEquals(2, judge(noise).exitCode());
    }

    @Test
    void aLineOfTenMegabytes() throws Exception {
        final byte[] line = new byte[10 << 20];
        Arrays.fill(line, (byte) 'x');
        line[line.length - 1] = '\n';
        final Judgement j = judge(with(GOOD, 100, line));
        cannotTell(j, "longer than");
        assertEquals(6230, j.lines());
        assertEquals(7, j.verdicts().explained());
    }

    @Test
    void gzipCutShort() throws Exception {
        final byte[] zip = Files.readAllBytes(Traces.file(GOOD));
        cannotTell(judge(Arrays.copyOf(zip, zip.length / 2)), "gzip");
        cannotTell(judge(Arrays.copyOf(zip, 5)), "gzip");
        zip[zip.length / 2] ^= 0x55;
        cannotTell(judge(zip), "gzip");
    }

    @Test
    void refutedBeatsCannotTell() throws Exception {
        final byte[] all = Traces.bytes(BAD);
        final Judgement j = judge(Arrays.copyOf(all, all.length - 20));
        assertEquals(1, j.exitCode());
        assertTrue(j.losses().has(Losses.Loss.TRUNCATED));
    }

    /** A trace that starts in the middle is judged from every possible state of the buffer. */
    @Test
    void beginningUnseen() throws Exception {
        final List<String> lines = Traces.lines(GOOD);
        final Judgement j = Traces.judge(folder, lines.subList(150, lines.size()));
        assertEquals(0, j.exitCode(), TraceText.of(j));
        assertTrue(j.verdicts().unseen() > 0);
        final List<String> bad = Traces.lines("extra-map-while-revoked");
        assertEquals(1, Traces.judge(folder, bad.subList(200, bad.size())).exitCode());
    }

    @Test
    void theStandardInput() throws Exception {
        final var shop = Tools.open().shop();
        final byte[] zip = Files.readAllBytes(Traces.file(BAD));
        assertEquals(1, Judgement.of(new ByteArrayInputStream(zip), shop, Terms.NONE).exitCode());
        assertEquals(0, Judgement.of(new ByteArrayInputStream(Traces.bytes(GOOD)), shop, Terms.NONE).exitCode());
        assertEquals(2, Judgement.of(new ByteArrayInputStream(new byte[0]), shop, Terms.NONE).exitCode());
    }

    /** The reader of a pipe is told of a refutation before the end. */
    @Test
    void aRefutationIsHeardOfAtOnce() throws Exception {
        final List<Long> heard = new ArrayList<>();
        final Judgement j = Judgement.of(new ByteArrayInputStream(Traces.bytes(BAD)), Tools.open().shop(),
                Terms.NONE.listener(f -> heard.add(f.line())));
        assertEquals(j.verdicts().findings().stream().map(f -> f.line()).toList(), heard);
        assertEquals(131L, heard.get(0));
    }

    /** The kernel's own tracepoints alone leave few events, and no call from begin to return. */
    @Test
    void tracepointsAlone() throws Exception {
        final List<String> lines = new ArrayList<>(Traces.lines("7.3.4-debian-race"));
        lines.removeIf(l -> !l.startsWith("#") && !l.contains(": dma_buf_"));
        final Judgement j = Traces.judge(folder, lines);
        cannotTell(j, "the trace shows no attaches");
        assertEquals(402, j.verdicts().buffers());
        assertEquals(784, j.verdicts().attachments());
        assertTrue(TraceText.of(j).contains("may have happened unseen"));
        final List<String> twice = new ArrayList<>(lines);
        final int at = find(lines, "dma_buf_detach:");
        twice.removeAll(Collections.singleton(lines.get(at)));
        twice.addAll(at, List.of(lines.get(at), lines.get(at)));
        assertEquals(2, Traces.judge(folder, twice).exitCode());
    }

    private static int find(final List<String> lines, final String what) {
        for (int n = 0; n < lines.size(); n++) {
            if (lines.get(n).contains(what)) {
                return n;
            }
        }
        throw new AssertionError(what);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.Started;
import dmabuf.revoke.service.EndlessInput;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.Terms;
import dmabuf.revoke.trace.show.TraceText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A running kernel: each line is judged as it arrives, if it is known what is recorded; and a signal ends the trace. */
@Tag("tlc")
class LiveTest {
    /** Runs a program whose input stays open; its arguments are a name for the pipe, the file to be read, and the program. */
    private static final String OPEN_INPUT = "mkfifo \"$0\"; { cat \"$1\"; exec sleep 600; } >\"$0\" & shift; "
            // What a shell starts in its background ignores SIGINT, and so does all that this starts in turn, such as these tests.
            + "exec env --default-signal=INT \"$@\" <\"$0\"";

    private static final Pattern EVENT = Pattern.compile("\\d: (\\w+): ");

    @TempDir
    Path folder;

    /** All events that occur were enabled, and also the returns of the callbacks' functions. */
    private static Set<String> probes(final String name) throws Exception {
        final Set<String> all = new TreeSet<>();
        for (final String l : Traces.lines(name)) {
            final Matcher m = EVENT.matcher(l);
            if (m.find()) {
                all.add(m.group(1));
            }
        }
        return all;
    }

    /** Facts that are known beforehand for a file are learned here; the verdicts are the same. */
    @Tag("full")
    @ParameterizedTest
    @CsvSource({"7.3.4-debian-vfio, 0", "7.3.4-custom-vfio, 0", "7.3.4-custom-vfio-1500-4-1, 0", "7.3.4-custom-iommufd, 0",
        "7.3.4-debian-race, 0", "extra-deferred, 0", "record.sh-vfio, 0", "extra-no-unmap-wait, 131",
        "extra-map-while-revoked, 154"})
    void lineByLine(final String name, final long refuted) throws Exception {
        final Judgement j = Judgement.of(new ByteArrayInputStream(Traces.bytes(name)), Tools.open().shop(),
                Terms.NONE.probes(probes(name)));
        assertEquals(refuted == 0 ? 0 : 1, j.exitCode(), TraceText.of(j));
        if (refuted > 0) {
            assertEquals(refuted, j.verdicts().findings().get(0).line(), TraceText.of(j));
        }
        assertEquals(Traces.judge(name).verdicts().attachments(), j.verdicts().attachments());
    }

    /** With the probe of each event disabled in turn, a good kernel is never refuted. */
    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"7.3.4-debian-vfio", "7.3.4-custom-vfio"})
    void whatIsNotRecorded(final String name) throws Exception {
        final Set<String> probes = probes(name);
        int tried = 0;
        for (final String gone : probes) {
            final Set<String> left = new TreeSet<>(probes);
            left.remove(gone);
            final byte[] lines = (String.join("\n", Traces.lines(name).stream().filter(l -> !l.contains(": " + gone + ": ")).toList())
                    + "\n").getBytes(StandardCharsets.ISO_8859_1);
            final Judgement j = Judgement.of(new ByteArrayInputStream(lines), Tools.open().shop(), Terms.NONE.probes(left));
            assertTrue(j.exitCode() != 1, () -> "without " + gone + ":\n" + TraceText.of(j));
            final Judgement file = Judgement.of(Files.write(folder.resolve("file"), lines), Tools.open().shop(),
                    Terms.NONE.probes(left));
            assertTrue(file.exitCode() != 1, () -> "as a file, without " + gone + ":\n" + TraceText.of(file));
            tried++;
        }
        assertTrue(tried > 20, tried + " events");
    }

    /** Callbacks that were learned are demanded: a kernel in which a later broadcast calls none is refuted. */
    @Test
    void aCallbackThatIsMissingLater() throws Exception {
        final List<String> lines = new ArrayList<>(Traces.lines("extra-deferred"));
        final Set<String> probes = probes("extra-deferred");
        final int half = lines.size() / 2;
        final List<String> without = new ArrayList<>(lines.subList(0, half));
        lines.subList(half, lines.size()).stream().filter(l -> !l.contains(": dbimp_invalidate_deferred")).forEach(without::add);
        final Judgement j = Judgement.of(new ByteArrayInputStream(String.join("\n", without).concat("\n")
                .getBytes(StandardCharsets.ISO_8859_1)), Tools.open().shop(), Terms.NONE.probes(probes));
        assertEquals(1, j.exitCode(), TraceText.of(j));
        assertTrue(j.verdicts().findings().get(0).line() > half);
    }

    /** The writer never closes its end: the refutation is reported anyway, and the rest is judged when it ends. */
    @Test
    void aRefutationIsHeardAtOnce() throws Exception {
        final List<String> lines = Traces.lines("extra-no-unmap-wait");
        final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        try (PipedOutputStream writer = new PipedOutputStream(); PipedInputStream pipe = new PipedInputStream(writer, 1 << 20)) {
            final EndlessInput in = EndlessInput.of(() -> pipe);
            final Terms terms = Terms.NONE.probes(probes("extra-no-unmap-wait")).listener(f -> heard.add(f.line()));
            final CompletableFuture<Judgement> judged = CompletableFuture.supplyAsync(() -> {
                try {
                    return Judgement.of(in, Tools.open().shop(), terms);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            for (final String l : lines.subList(0, 140)) {
                writer.write((l + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            writer.flush();
            assertEquals(131L, heard.take());
            assertFalse(judged.isDone());
            in.end();
            assertEquals(1, judged.get().exitCode());
        }
    }

    /** A pipe that has a name, such as trace_pipe, is read once, as the standard input is: what was recorded is seen while it is judged. */
    @Test
    @Tag("fork")
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeWithAName() throws Exception {
        final Path pipe = pipe("a.pipe");
        final byte[] trace = Traces.bytes("extra-no-unmap-wait");
        final CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                Files.write(pipe, trace);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        final Path json = folder.resolve("a.json");
        assertEquals(1, Main.run("trace", "--json", json.toString(), pipe.toString()));
        writer.get();
        assertTrue(Files.readString(json).contains("\"line\": 131"), Files.readString(json));
        assertTrue(Files.readString(json).contains("a.pipe"), Files.readString(json));
    }

    private Path pipe(final String name) throws Exception {
        final Path pipe = folder.resolve(name);
        assertEquals(0, new Child(List.of("mkfifo", pipe.toString()), folder.resolve("mkfifo.log"), Limit.minutes(1)).run());
        return pipe;
    }

    /**
     * The program itself, ended by a signal in the middle of a trace while it waits for more: it prints its report of the lines that
     * have ended, and its exit code is the verdict's. The pipes that come after it, to which nobody writes, are not waited for.
     */
    @ParameterizedTest
    @CsvSource({"INT, 0", "TERM, 0", "INT, 2"})
    @Tag("fork")
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aSignalIsTheEnd(final String signal, final int more) throws Exception {
        final Path errors = folder.resolve("errors");
        final Path report = folder.resolve("report");
        final Path set = Files.write(folder.resolve("set_event"), probes("extra-no-unmap-wait").stream().map(p -> "dbr:" + p).toList());
        final String part = String.join("\n", Traces.lines("extra-no-unmap-wait").subList(0, 140)) + "\n   an-importer-1     [000] ..";
        final List<String> command = new ArrayList<>(List.of("sh", "-c", OPEN_INPUT, folder.resolve("pipe").toString(),
                Files.writeString(folder.resolve("trace"), part).toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path")));
        command.addAll(Tools.options());
        command.addAll(List.of(Main.class.getName(), "trace", "--probes", set.toString(), "-"));
        for (int n = 0; n < more; n++) {
            command.add(pipe("more" + n).toString());
        }
        try (Started p = Started.of(folder, command, c -> new Child(c, report, Limit.minutes(5)).errorsTo(errors))) {
            p.until(() -> Files.exists(errors) && Files.readString(errors).contains("refuted at line 131"));
            p.signal(signal);
            assertEquals(1, p.code(), Files.readString(errors));
            final String said = Files.readString(report);
            assertTrue(said.contains("REFUTED: buffer 1") && said.contains("refuted: 1 of 1 buffers"), said);
            assertTrue(said.contains("-: 140 lines"), said);
            assertFalse(Files.readString(errors).contains("stopped by a signal"));
            assertEquals(more, Files.readAllLines(errors).stream().filter(l -> l.contains("was not read: a signal")).count());
        }
    }

    /**
     * With one device a file shows that there is no other, and a pipe does not: a revoke that leaves a buffer out is refuted at its
     * return, except in a pipe before the device has come to that buffer. Then the next call that comes to it is refuted.
     */
    @ParameterizedTest
    @CsvSource({"93, 113, 99", "249, 257, 250"})
    void aRevokeThatLeavesABufferOut(final int call, final int end, final long live) throws Exception {
        final List<String> lines = new ArrayList<>(Traces.lines("7.3.4-debian-vfio"));
        assertTrue(lines.get(call - 1).contains(": vfio_pci_dma_buf_move: ") && lines.get(call - 1).contains(" a2=0x1 "));
        assertTrue(lines.get(end - 1).contains(": vfio_pci_dma_buf_move_ret: "));
        lines.subList(call, end - 1).clear();
        final Judgement file = Traces.judge(folder, lines);
        assertEquals(call + 1, file.verdicts().findings().get(0).line(), TraceText.of(file));
        final Judgement pipe = Judgement.of(new ByteArrayInputStream((String.join("\n", lines) + "\n")
                .getBytes(StandardCharsets.ISO_8859_1)), Tools.open().shop(), Terms.NONE.probes(probes("7.3.4-debian-vfio")));
        assertEquals(1, pipe.exitCode(), TraceText.of(pipe));
        assertEquals(live, pipe.verdicts().findings().get(0).line(), TraceText.of(pipe));
    }
}

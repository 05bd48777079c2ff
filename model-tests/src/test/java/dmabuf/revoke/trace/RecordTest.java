// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.trace.read.Kind;
import dmabuf.revoke.trace.read.LineReader;
import dmabuf.revoke.trace.read.Losses;
import dmabuf.revoke.trace.read.Survey;
import dmabuf.revoke.trace.read.Surveyor;
import dmabuf.revoke.trace.read.Vocabulary;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kernel/record.sh on a folder that looks like tracefs; and how a reader interprets its header. */
@Tag("fork")
class RecordTest {
    private static final Path SCRIPT = Tools.home().resolve("kernel/record.sh");

    @TempDir
    Path folder;

    private int run(final Path tracefs, final String... arguments) throws Exception {
        return new Child(words("sh", SCRIPT.toString(), arguments), folder.resolve("said"), Limit.minutes(5))
                .with("TRACEFS", tracefs.toString())
                .with("STATE", folder.resolve("probes").toString())
                .run();
    }

    private static List<String> words(final String shell, final String script, final String... arguments) {
        final ArrayList<String> all = new ArrayList<>(List.of(shell, script));
        all.addAll(List.of(arguments));
        return all;
    }

    private Path tracefs() throws Exception {
        final Path t = Files.createDirectories(folder.resolve("tracing"));
        for (final String file : List.of("events/dbr/enable", "events/dma_buf/enable", "options/hash-ptr", "tracing_on",
                "trace_clock", "buffer_size_kb", "trace", "kprobe_events")) {
            Files.createDirectories(t.resolve(file).getParent());
            Files.writeString(t.resolve(file), "");
        }
        return t;
    }

    @Test
    void recordsWhileACommandRuns() throws Exception {
        final Path t = tracefs();
        assertEquals(3, run(t, folder.resolve("out.trace").toString(), "sh", "-c", "exit 3"));
        final String out = Files.readString(folder.resolve("out.trace"));
        assertTrue(out.startsWith("# recorded by record.sh on "), out);
        assertTrue(out.contains("# probes: export_in export_ret "), out);
        final List<String> probes = Files.readAllLines(t.resolve("kprobe_events"));
        final long set = probes.stream().filter(l -> l.matches("(p|r512):dbr/\\w+ \\w+.*")).count();
        assertEquals(set, probes.stream().filter(l -> l.matches("-:dbr/\\w+")).count(),
                "each probe is taken away again");
        assertEquals("0\n", Files.readString(t.resolve("tracing_on")));
    }

    /** A file that cannot be written is detected before the workload runs; if it fails at the end, nothing is lost. */
    @Test
    void aFileThatCannotBeWritten() throws Exception {
        final Path t = tracefs();
        final Path ran = folder.resolve("ran");
        assertEquals(2, run(t, folder.resolve("nothing/out.trace").toString(), "touch", ran.toString()));
        assertTrue(Files.readString(folder.resolve("said")).contains("cannot write"));
        assertFalse(Files.exists(ran));
        assertEquals(0, run(t, "start"));
        assertEquals(2, run(t, "stop", folder.resolve("nothing/out.trace").toString()));
        assertTrue(Files.readString(folder.resolve("said")).contains("record.sh stop OTHER"));
        assertEquals(0, run(t, "stop", folder.resolve("out.trace").toString()));
        assertTrue(Files.readString(folder.resolve("out.trace")).contains("# probes: export_in "));
    }

    /** A recording that is ended from outside is saved, and its probes are removed. */
    @Test
    void endedByASignal() throws Exception {
        final Path t = tracefs();
        assertEquals(143, run(t, folder.resolve("out.trace").toString(), "sh", "-c", "kill -TERM $PPID; exec sleep 600"));
        assertTrue(Files.readString(folder.resolve("out.trace")).contains("# probes: export_in "));
        assertFalse(Files.exists(folder.resolve("probes")));
        assertEquals("0\n", Files.readString(t.resolve("tracing_on")));
    }

    @Test
    void usualManners() throws Exception {
        final Path t = tracefs();
        for (final String help : List.of("help", "--help", "-h")) {
            assertEquals(0, run(t, help));
            assertTrue(Files.readString(folder.resolve("said")).startsWith("Records what"));
        }
        assertEquals(2, run(t, "--bogus"));
        assertEquals(2, run(t, "start", "extra"));
        assertTrue(Files.readString(folder.resolve("said")).contains("start takes no argument: extra"));
    }

    @Test
    void needsTracefs() throws Exception {
        assertEquals(2, run(folder.resolve("nothing"), "probes"));
        assertTrue(Files.readString(folder.resolve("said")).contains("no tracefs"));
    }

    /** A kernel that accepts no probe: writing fails, as for a probe that the kernel refuses. */
    @Test
    void everyProbeRefused() throws Exception {
        final Path t = tracefs();
        Files.delete(t.resolve("kprobe_events"));
        Files.createSymbolicLink(t.resolve("kprobe_events"), Path.of("/dev/full"));
        assertEquals(2, run(t, "probes"));
        assertTrue(Files.readString(folder.resolve("said")).contains("takes no probe at all"));
    }

    /**
     * A kernel that refuses some probes: the header says which, why, and what is lost, and a reader takes them as not recorded.
     * Where there is another way to define a probe, that one is set.
     */
    @Test
    void someProbesRefused() throws Exception {
        final Path t = tracefs();
        final Path out = folder.resolve("out.trace");
        final String kernel = "echo() { case \"$*\" in p:dbr/*' dma_buf_unpin '* | *:dbr/*' dma_buf_invalidate_mappings '*) "
                + "case $1 in p:* | r512:*) return 1 ;; esac ;; esac; printf '%s\\n' \"$*\"; }; s=$1; shift; . \"$s\"";
        assertEquals(0, new Child(List.of("sh", "-c", kernel, "record.sh", SCRIPT.toString(), out.toString(), "true"), folder.resolve("said"), Limit.minutes(5))
                .with("TRACEFS", t.toString())
                .with("STATE", folder.resolve("probes").toString())
                .run(), Files.readString(folder.resolve("said")));
        final List<String> missing = Files.readAllLines(out).stream().filter(l -> l.startsWith("# missing: ")).toList();
        assertEquals(1, missing.size(), missing.toString());
        assertTrue(missing.get(0).matches("# missing: dma_buf_unpin: .*: whether it is called with the lock held is not judged"), missing.toString());
        assertTrue(Files.readString(folder.resolve("said")).contains("missing: dma_buf_unpin: "));
        assertTrue(Files.readAllLines(t.resolve("kprobe_events")).contains("p:dbr/invalidate_in dma_buf_move_notify dmabuf=$arg1:x64"));
        try (LineReader reader = new LineReader(Files.newInputStream(out), new Losses())) {
            final Survey s = Surveyor.survey(reader, 100);
            assertTrue(s.has(Kind.PIN_IN));
            assertTrue(s.has(Kind.INVALIDATE_IN));
            assertFalse(s.has(Kind.UNPIN_IN));
        }
    }

    /** A probe that was set and never fired: the events that it would have shown did not happen. */
    @Test
    void theHeaderSaysWhatWasRecorded() throws Exception {
        final String header = "# recorded by record.sh on Linux\n# probes: export_ret unmap_in wait_in wait_ret\n";
        try (LineReader reader = new LineReader(
                new ByteArrayInputStream(header.getBytes(StandardCharsets.US_ASCII)), new Losses())) {
            final Survey s = Surveyor.survey(reader, 100);
            assertTrue(s.has(Kind.UNMAP_IN));
            assertFalse(s.has(Kind.MAP_IN));
        }
    }

    /** The reader knows every event that the script records, or it is a callback or hook. */
    @Test
    void theReaderKnowsItsEvents() throws Exception {
        final Path t = tracefs();
        run(t, folder.resolve("out.trace").toString(), "true");
        final Vocabulary words = new Vocabulary();
        for (final String l : Files.readAllLines(t.resolve("kprobe_events"))) {
            final String name = l.replaceFirst(".*dbr/(\\w+).*", "$1");
            final byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            final boolean known = words.kind(words.id(bytes, 0, bytes.length)) != Kind.OTHER;
            assertTrue(known || name.matches(".*(_in|fd_ret|notify|_cb|_locked|_attach)(_ret)?")
                    || name.contains("vfio_pci") || name.contains("iommufd_test"), name);
        }
    }
}

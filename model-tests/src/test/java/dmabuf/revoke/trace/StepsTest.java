// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.impl.trace.StepTrace;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.show.TraceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traces that impl writes itself, from racing threads. */
@Tag("tlc")
class StepsTest {
    private static final int ROUNDS = 2000;

    @TempDir
    Path folder;

    private interface Part {
        void run() throws Exception;
    }

    /** Runs all parts at once, and rethrows their exceptions. */
    private static void race(final Part... parts) throws Exception {
        final CyclicBarrier start = new CyclicBarrier(parts.length);
        final AtomicReference<Throwable> thrown = new AtomicReference<>();
        final List<Thread> threads = new ArrayList<>();
        for (final Part p : parts) {
            final Thread t = new Thread(() -> {
                try {
                    start.await();
                    p.run();
                } catch (Throwable e) {
                    thrown.compareAndSet(null, e);
                }
            });
            threads.add(t);
            t.start();
        }
        for (final Thread t : threads) {
            t.join();
        }
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
    }

    private static void importing(final Importer i) throws InterruptedException {
        for (int n = 0; n < ROUNDS; n++) {
            if (i.attach() == Errno.OK) {
                final boolean pins = i instanceof RevocableImporter;
                if (!pins && i.map() == Errno.OK) {
                    try {
                        i.unmap();
                    } catch (IllegalStateException e) {
                        // The worker's unmap, or the callback's, was faster.
                    }
                }
                detached(i);
            }
        }
    }

    private static void detached(final Importer i) throws InterruptedException {
        while (true) {
            try {
                i.detach();
                return;
            } catch (IllegalStateException e) {
                work(i);
            }
        }
    }

    private static void work(final Importer i) throws InterruptedException {
        try {
            i.work();
        } catch (IllegalStateException e) {
            Thread.onSpinWait();
        }
    }

    private static List<String> run() throws Exception {
        final StringBuilder out = new StringBuilder();
        final RevocableExporter exporter = new RevocableExporter(new StepTrace(out));
        final Importer dynamic = new DynamicImporter(exporter.buffer());
        final Importer revocable = new RevocableImporter(exporter.buffer());
        race(() -> importing(dynamic), () -> importing(revocable), () -> {
            for (int n = 0; n < ROUNDS / 4; n++) {
                exporter.revoke();
                exporter.restore();
            }
            exporter.close();
        });
        return out.toString().lines().toList();
    }

    @Test
    void aRaceIsExplained() throws Exception {
        final List<String> lines = run();
        final Judgement j = Traces.judge(folder, lines);
        assertEquals(0, j.exitCode(), TraceText.of(j));
        assertEquals(1, j.verdicts().buffers());
        assertTrue(j.verdicts().attachments() > 10, TraceText.of(j));
    }

    private static int find(final List<String> lines, final String what, final int from) {
        for (int n = from; n < lines.size(); n++) {
            if (lines.get(n).contains(what)) {
                return n;
            }
        }
        throw new AssertionError("no " + what);
    }

    /** Leaves out one step at a time: the wait, the broadcast's end, a callback's return, the lock. */
    @Test
    void aStepLeftOutIsRefuted() throws Exception {
        final List<String> lines = run();
        for (final String step : List.of("FENCE_WAIT", "BROADCAST_END", "\"UNLOCK", "FINISH")) {
            final List<String> less = new ArrayList<>(lines);
            less.remove(find(lines, step, find(lines, "SET_FLAG", 0)));
            assertEquals(1, Traces.judge(folder, less).exitCode(), step);
        }
    }

    @Test
    void aMapWhileRevokedBreaksAPromise() throws Exception {
        final StringBuilder out = new StringBuilder();
        final RevocableExporter exporter = new RevocableExporter(new StepTrace(out));
        final Importer i = new DynamicImporter(exporter.buffer());
        i.attach();
        exporter.revoke();
        final List<String> lines = new ArrayList<>(out.toString().lines().toList());
        final String attach = lines.get(find(lines, "ATTACH_INSERT", 0));
        lines.add(attach.replace("ATTACH_INSERT", "MAP"));
        final Judgement j = Traces.judge(folder, lines);
        assertEquals(1, j.exitCode());
        assertEquals("S1", j.verdicts().breaches().get(0).claim());
    }

    @Test
    void garbageIsSeen() throws Exception {
        final List<String> lines = new ArrayList<>(run());
        lines.add(10, "{\"step\":\"NO_SUCH_STEP\",\"buffer\":1}");
        lines.add(20, "{\"step\":\"MAP\",\"buffer\":1");
        assertEquals(2, Traces.judge(folder, lines).exitCode());
    }

    /** A program's steps are written, and belong to the buffer that it uses. */
    @Test
    void aProgramIsOfItsBuffer() throws Exception {
        final StringBuilder out = new StringBuilder();
        final RevocableExporter exporter = new RevocableExporter(new StepTrace(out));
        final Importer i = new DynamicImporter(exporter.buffer());
        final Program p = new Program(exporter.buffer());
        i.attach();
        p.mmap();
        p.touch();
        exporter.revoke();
        assertEquals(Errno.SIGBUS, p.touch());
        final List<String> lines = out.toString().lines().toList();
        final String buffer = lines.get(0).replaceAll(".*(\"buffer\":\\d+).*", "$1");
        assertTrue(lines.stream().allMatch(l -> l.contains(buffer)), out.toString());
        assertTrue(lines.get(find(lines, "MMAP", 0)).contains("\"program\":"));
        assertEquals(1, Traces.judge(folder, lines).verdicts().buffers());
    }

    /** Two importers that are equal still have two numbers. */
    @Test
    void whoIsNumberedIsTheObjectItself() {
        final StringBuilder out = new StringBuilder();
        final StepTrace trace = new StepTrace(out);
        final List<Object> equal = List.of(new StringBuilder("1").toString(), new StringBuilder("1").toString());
        equal.forEach(o -> trace.record(Step.MMAP, o));
        equal.forEach(o -> trace.record(Step.MMAP, o));
        final List<String> lines = out.toString().lines().toList();
        assertEquals(lines.subList(0, 2), lines.subList(2, 4));
        assertFalse(lines.get(0).equals(lines.get(1)));
    }
}

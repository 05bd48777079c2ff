// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.MoverExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.StaticImporter;
import dmabuf.revoke.impl.trace.StepTrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of a trace: what they say, and how they number the objects. */
class StepTraceTest {
    private final StringBuilder out = new StringBuilder();
    private final RevocableExporter exporter = new RevocableExporter(new StepTrace(out));

    private List<String> lines() {
        final List<String> lines = out.toString().lines().toList();
        out.setLength(0);
        return lines;
    }

    private static String line(final String what, final String step, final String rest) {
        return "{\"" + what + "\":\"" + step + "\",\"thread\":\"" + Thread.currentThread().getName() + "\",\"buffer\":1" + rest + "}";
    }

    @Test
    void anImporterAProgramAndTheExporter() throws Exception {
        final DynamicImporter i = new DynamicImporter(exporter.buffer());
        final Program p = new Program(exporter.buffer());
        final String ofImporter = ",\"importer\":2,\"callback\":true";
        i.attach();
        i.map();
        assertEquals(
                List.of(
                        line("gate", "ATTACH_TEST", ofImporter), line("step", "ATTACH_TEST", ofImporter),
                        line("step", "ATTACH_INSERT", ofImporter), line("step", "MAP", ofImporter)),
                lines());
        i.unmap();
        assertEquals(List.of(line("gate", "DRIVER_UNMAP", ofImporter), line("step", "DRIVER_UNMAP", ofImporter)), lines());
        p.mmap();
        assertEquals(List.of(line("step", "MMAP", ",\"program\":3")), lines());
        exporter.revoke();
        final List<String> revoke = lines();
        assertEquals(line("step", "OUTER_LOCK", ""), revoke.get(0));
        assertTrue(revoke.contains(line("step", "NOTIFY", ofImporter)), revoke.toString());
        assertTrue(revoke.contains(line("step", "ZAP", "")), revoke.toString());
    }

    @Test
    void oneThatCannotBeTold() throws Exception {
        final MoverExporter e = new MoverExporter(new StepTrace(out));
        new StaticImporter(e.buffer()).attach();
        assertTrue(lines().get(1).endsWith("\"buffer\":1,\"importer\":2,\"callback\":false}"));
    }

    /** Two objects have different numbers even if they are equal. */
    @Test
    void numbersAreOfObjects() throws Exception {
        final class Alike implements ImporterOps {
            @Override
            public Step invalidate(final Attachment a) {
                return Step.INVALIDATE_UNMAPPED;
            }

            @Override
            public boolean equals(final Object o) {
                return o instanceof Alike;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        }
        final DmaBuf b = exporter.buffer();
        final Attachment one = b.attachment(new Alike());
        final Attachment two = b.attachment(new Alike());
        b.attach(one);
        b.attach(two);
        assertEquals(1, out.toString().lines().filter(l -> l.contains("ATTACH_INSERT") && l.contains("\"importer\":2")).count());
        assertEquals(1, out.toString().lines().filter(l -> l.contains("ATTACH_INSERT") && l.contains("\"importer\":3")).count());
        lines();
        b.detach(one);
        assertTrue(lines().get(0).contains("\"importer\":2"));
    }

    @Test
    void namesOfThreadsAreEscaped() throws Exception {
        final Thread t = new Thread(() -> new Program(exporter.buffer()).mmap(), "a \"b\\\u00e9\n~ ");
        t.start();
        t.join();
        assertTrue(lines().get(0).contains("\"thread\":\"a \\u0022b\\u005c\\u00e9\\u000a~ \""));
    }

    /** A line is written only after the previous one is complete. */
    @Test
    void twoThreadsWriteOneAfterTheOther() throws Exception {
        final DmaBuf other = new RevocableExporter().buffer();
        final StepTrace[] trace = new StepTrace[1];
        final Thread second = new Thread(() -> trace[0].record(Step.DETACH, other));
        trace[0] = new StepTrace(new Appendable() {
            @Override
            public Appendable append(final CharSequence s) {
                if (second.getState() == Thread.State.NEW) {
                    second.start();
                    Until.over(() -> second.getState() != Thread.State.BLOCKED, second::isAlive, "it did not wait");
                }
                out.append(s);
                return this;
            }

            @Override
            public Appendable append(final CharSequence s, final int from, final int to) {
                return append(s.subSequence(from, to));
            }

            @Override
            public Appendable append(final char c) {
                return append(String.valueOf(c));
            }
        });
        trace[0].record(Step.ATTACH_TEST, other);
        second.join();
        final List<String> lines = lines();
        assertTrue(lines.get(0).contains("ATTACH_TEST") && lines.get(1).contains("DETACH"), lines.toString());
    }

    @Test
    void whatCannotBeWrittenComesOutOfTheStep() throws Exception {
        final RevocableExporter e = new RevocableExporter(new StepTrace(new Appendable() {
            @Override
            public Appendable append(final CharSequence s) throws IOException {
                throw new IOException("full");
            }

            @Override
            public Appendable append(final CharSequence s, final int from, final int to) throws IOException {
                return append(s);
            }

            @Override
            public Appendable append(final char c) throws IOException {
                return append("");
            }
        }));
        assertThrows(UncheckedIOException.class, new DynamicImporter(e.buffer())::attach);
        final UncheckedIOException u = assertThrows(UncheckedIOException.class, e::revoke);
        assertTrue(u.getSuppressed().length > 3, "each step was tried");
        assertTrue(e.isRevoked());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.trace;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.ImporterOps;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a line of JSON for each step when it takes effect; {@code ./revoke trace} reads these lines.
 *
 * <pre>
 * {"step":"MAP","thread":"importer","buffer":1,"importer":2,"callback":true}
 * {"step":"MMAP","thread":"main","buffer":1,"program":3}
 * {"gate":"DRIVER_UNMAP","thread":"importer","buffer":1,"importer":2,"callback":true}
 * </pre>
 *
 * A step under the reservation lock is written under it, so that the order of lines is that of effects. Three
 * steps are not under the lock, or wake a thread before they are written. For these the gate is written as well, and the
 * step takes effect between the two lines.
 *
 * <p>Thread-safe. Buffers, importers and programs are numbered as they appear; the trace does not keep them alive.
 */
public final class StepTrace implements Probe {
    private final Appendable out;
    private final Map<Identity, Integer> numbers = new HashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private int last;

    /** A key that compares objects by identity and does not keep them alive. */
    private static final class Identity extends WeakReference<Object> {
        private final int hash;

        Identity(final Object o, final ReferenceQueue<Object> collected) {
            super(o, collected);
            hash = System.identityHashCode(o);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(final Object other) {
            return this == other || other instanceof Identity i && get() != null && get() == i.get();
        }
    }

    /**
     * Creates a trace without any line.
     *
     * @param out receives the lines, one after the other; its exceptions are thrown by the step, unchecked
     */
    public StepTrace(final Appendable out) {
        this.out = out;
    }

    @Override
    public void record(final Step step, final Object subject) {
        write("step", step, subject);
    }

    @Override
    public void gate(final Step next, final Object subject) {
        if (next == Step.ATTACH_TEST || next == Step.DRIVER_UNMAP || next == Step.WORKER_UNMAP) {
            write("gate", next, subject);
        }
    }

    private synchronized void write(final String what, final Step step, final Object subject) {
        final StringBuilder line = new StringBuilder("{\"").append(what).append("\":\"").append(step)
                .append("\",\"thread\":\"").append(escaped(Thread.currentThread().getName())).append('"');
        if (subject instanceof Attachment a) {
            of(line, a.buffer(), a.importer());
        } else if (subject instanceof Importer i) {
            of(line, i.buffer(), i);
        } else if (subject instanceof Exporter e) {
            of(line, e.buffer(), null);
        } else if (subject instanceof Program p) {
            of(line, p.buffer(), null);
            line.append(",\"program\":").append(number(p));
        } else {
            of(line, subject, null);
        }
        try {
            out.append(line.append("}\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void of(final StringBuilder line, final Object buffer, final ImporterOps importer) {
        line.append(",\"buffer\":").append(number(buffer));
        if (importer != null) {
            line.append(",\"importer\":").append(number(importer)).append(",\"callback\":")
                    .append(importer.hasCallback());
        }
    }

    private int number(final Object o) {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            numbers.remove(gone);
        }
        return numbers.computeIfAbsent(new Identity(o, collected), k -> ++last);
    }

    private static String escaped(final String s) {
        final StringBuilder text = new StringBuilder();
        for (final char c : s.toCharArray()) {
            text.append(c == '"' || c == '\\' || c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : c);
        }
        return text.toString();
    }
}

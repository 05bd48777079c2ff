package dmabuf.revoke.impl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Writes down each step as it takes effect: a line of JSON each, which {@code ./revoke trace} reads.
 *
 * <pre>
 * {"step":"MAP","thread":"importer","buffer":1,"importer":2,"callback":true}
 * {"gate":"DRIVER_UNMAP","thread":"importer","buffer":1,"importer":2,"callback":true}
 * </pre>
 *
 * A step under the reservation lock is written under it, so that the order of lines is that of effects. Three are not,
 * or wake somebody before they are written: of these the gate is written too, and the step lies between the two lines.
 *
 * <p>Thread-safe. Buffers and importers are numbered as they come; what is gone is forgotten.
 */
public final class StepTrace implements Probe {
    private final Appendable out;
    private final Map<Object, Integer> numbers = new WeakHashMap<>();
    private int last;

    /** @param out gets the lines, one after the other; what it throws comes out of the step, unchecked */
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
            of(line, i.buffer, i);
        } else if (subject instanceof Exporter e) {
            of(line, e.buffer(), null);
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
        return numbers.computeIfAbsent(o, k -> ++last);
    }

    private static String escaped(final String s) {
        final StringBuilder text = new StringBuilder();
        for (final char c : s.toCharArray()) {
            text.append(c == '"' || c == '\\' || c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : c);
        }
        return text.toString();
    }
}

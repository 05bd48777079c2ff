// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.util.EnumMap;
import java.util.Map;

/** The parts of a trace that could not be read, or were never written: how often, and where first. Not thread-safe. */
public final class Losses {
    /** A kind of loss, and its sentence in the report. */
    public enum Loss {
        LOST("the recorder lost events (a LOST marker); what lived then is not judged any further"),
        OVERWRITTEN("the recorder's buffer was too small: its beginning was overwritten"),
        UNPAIRED("a function returns that was not entered, or is entered twice: lines are missing; what lived then is not"
                + " judged any further"),
        TOO_LONG("lines longer than " + LineReader.LIMIT + " bytes, skipped"),
        BINARY("lines with bytes that no text has, skipped"),
        GARBAGE("lines that are no line of a trace, skipped"),
        TRUNCATED("the last line has no end, and was not judged"),
        CUT("the gzip file is cut short"),
        DAMAGED("the gzip file is damaged: whatever was read of it may be wrong");

        public final String sentence;

        Loss(final String sentence) {
            this.sentence = sentence;
        }
    }

    private final Map<Loss, long[]> found = new EnumMap<>(Loss.class);

    public void add(final Loss loss, final long line) {
        add(loss, line, 1);
    }

    /** @param times how many lines, or events */
    public void add(final Loss loss, final long line, final long times) {
        found.computeIfAbsent(loss, l -> new long[] {line, 0})[1] += times;
    }

    boolean any() {
        return !found.isEmpty();
    }

    public boolean has(final Loss loss) {
        return found.containsKey(loss);
    }

    /** For each loss that occurred, the first line and how often. */
    public Map<Loss, long[]> found() {
        return found;
    }
}

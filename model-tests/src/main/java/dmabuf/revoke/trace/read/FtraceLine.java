// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of ftrace's text, as {@code trace}, {@code trace_pipe} and {@code trace-cmd report} print it, or of
 * {@code perf script}, parsed in place. Reused for the next line.
 *
 * <pre>
 *     race-3-214 [001] ..... 9.1: dynattach_in: (dma_buf_dynamic_attach+0x4/0x18b) dmabuf=0x.. dev=0x..
 *     vm-worker   358 [000]    50.000100: dbr:map_in: (ffffffffc0700004) attach=0x.. dmabuf=0x..
 * </pre>
 */
public final class FtraceLine {
    /** The field is missing, or not a number. */
    public static final long NONE = Long.MIN_VALUE;

    private static final boolean[] IN_NAME = new boolean[256];
    private static final byte[] DIGIT = new byte[256];

    static {
        for (int c = 0; c < IN_NAME.length; c++) {
            IN_NAME[c] = c == '_' || c == '.' || c == '/' || c < 128 && Character.isLetterOrDigit(c);
            DIGIT[c] = c < 128 ? (byte) Character.digit(c, 16) : -1;
        }
    }

    private byte[] text;
    private int comm;
    private int commEnd;
    private int tid;
    private int name;
    private int nameEnd;
    private int rest;
    private int end;

    /** False if it is no such line. */
    public boolean parse(final byte[] bytes, final int from, final int to) {
        text = bytes;
        end = to;
        comm = spaces(from);
        for (int n = comm + 1; n < to; n++) {
            if (bytes[n] == '[' && bytes[n - 1] == ' ' && cpu(n) > 0 && thread(n - 1) && event(cpu(n))) {
                return true;
            }
        }
        return false;
    }

    private int spaces(final int from) {
        int n = from;
        while (n < end && (text[n] == ' ' || text[n] == '\t')) {
            n++;
        }
        return n;
    }

    private static boolean digit(final byte b) {
        return b >= '0' && b <= '9';
    }

    /** The position after {@code [001]}, or -1. */
    private int cpu(final int bracket) {
        int n = bracket + 1;
        while (n < end && digit(text[n])) {
            n++;
        }
        return n > bracket + 1 && n < end && text[n] == ']' ? n + 1 : -1;
    }

    /**
     * Reads {@code COMM-TID}, and perhaps {@code (TGID)}, backwards from before the bracket; or {@code COMM TID} and
     * {@code COMM PID/TID}.
     */
    private boolean thread(final int before) {
        int n = back(before);
        if (n > comm && text[n] == ')') {
            while (n > comm && text[n] != '(') {
                n--;
            }
            n = back(n - 1);
        }
        final int last = n;
        long number = 0;
        long scale = 1;
        while (n > comm && digit(text[n]) && last - n < 10) {
            number += scale * (text[n] - '0');
            scale *= 10;
            n--;
        }
        if (n == last || n <= comm || text[n] != '-' && text[n] != ' ' && text[n] != '/') {
            return false;
        }
        if (text[n] == '/') {
            n--;
            while (n > comm && digit(text[n])) {
                n--;
            }
        }
        tid = (int) number;
        commEnd = text[n] == '-' ? n : back(n) + 1;
        return commEnd > comm;
    }

    private int back(final int from) {
        int n = from;
        while (n > comm && text[n] == ' ') {
            n--;
        }
        return n;
    }

    /** Reads {@code FLAGS SECONDS: EVENT: } and remembers where the rest begins. */
    private boolean event(final int from) {
        int n = from;
        for (int word = 0; word < 3; word++) {
            n = spaces(n);
            final int start = n;
            boolean number = true;
            while (n < end && text[n] != ' ' && text[n] != ':') {
                number &= digit(text[n]) || text[n] == '.';
                n++;
            }
            if (n >= end) {
                return false;
            }
            if (text[n] == ':' && number && n > start) {
                return named(spaces(n + 1));
            }
            if (text[n] == ':') {
                return false;
            }
        }
        return false;
    }

    private boolean named(final int from) {
        int n = from;
        while (n < end && IN_NAME[text[n] & 0xff]) {
            n++;
        }
        if (n > from && n + 1 < end && text[n] == ':' && text[n + 1] != ' ') {
            // perf prints the group of an event.
            return named(n + 1);
        }
        name = from;
        nameEnd = n;
        rest = n + 1;
        return n > from && n < end && text[n] == ':';
    }

    public int tid() {
        return tid;
    }

    /** The thread's name and number, as in {@code race-3-214}. */
    public String thread() {
        return string(comm, commEnd) + "-" + tid;
    }

    /** The event and its fields. */
    public String what() {
        return string(name, end);
    }

    public int event(final Vocabulary words) {
        return words.id(text, name, nameEnd);
    }

    /** The number in a field, hexadecimal or decimal; {@link #NONE} if the field is missing. */
    public long number(final byte[] key) {
        final int at = find(key);
        if (at < 0) {
            return NONE;
        }
        int n = at;
        final boolean minus = n < end && text[n] == '-';
        n += minus ? 1 : 0;
        final boolean hex = n + 1 < end && text[n] == '0' && text[n + 1] == 'x';
        n += hex ? 2 : 0;
        final int start = n;
        long value = 0;
        while (n < end && (hex ? DIGIT[text[n] & 0xff] >= 0 : digit(text[n]))) {
            value = (hex ? value << 4 : value * 10) + DIGIT[text[n] & 0xff];
            n++;
        }
        return n == start ? NONE : minus ? -value : value;
    }

    /** The hexadecimal number without a prefix in a field; 0 if the field is missing. */
    public long hex(final byte[] key) {
        long value = 0;
        for (int n = find(key); n >= 0 && n < end && Character.digit(text[n], 16) >= 0; n++) {
            value = value << 4 | Character.digit(text[n], 16);
        }
        return value;
    }

    /** The text of a field, without quotation marks; empty if the field is missing. */
    public String text(final byte[] key) {
        final int at = find(key);
        if (at < 0) {
            return "";
        }
        final boolean quoted = at < end && text[at] == '"';
        int n = quoted ? at + 1 : at;
        final int start = n;
        while (n < end && text[n] != (quoted ? '"' : ' ')) {
            n++;
        }
        return string(start, n);
    }

    /** The position after {@code key}, which ends in {@code =} or {@code :}, at the beginning of a word; or -1. */
    private int find(final byte[] key) {
        for (int n = rest; n + key.length <= end; n++) {
            if (text[n] == key[0]
                    && (n == rest || text[n - 1] == ' ')
                    && Arrays.equals(text, n, n + key.length, key, 0, key.length)) {
                return n + key.length;
            }
        }
        return -1;
    }

    /** Whether the probed function was called by another: {@code (CALLER+0x..  <- FUNCTION)}. */
    public boolean calledBy(final byte[] caller) {
        final int n = spaces(rest);
        return n + 1 + caller.length < end
                && text[n] == '('
                && Arrays.equals(text, n + 1, n + 1 + caller.length, caller, 0, caller.length)
                && text[n + 1 + caller.length] == '+';
    }

    private String string(final int from, final int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }
}

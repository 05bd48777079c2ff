// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The last lines of a trace about one buffer. */
public final class Window {
    private static final int LINES = 32;
    private static final int WIDTH = 220;

    /** A line of the trace. */
    public record Line(long number, String text) {}

    private final byte[][] texts = new byte[LINES][];
    private final int[] lengths = new int[LINES];
    private final long[] numbers = new long[LINES];
    private int count;

    /** Bytes as text; characters that could control a terminal become question marks. */
    public static String printable(final byte[] bytes, final int from, final int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1).replaceAll("[^\\t\\x20-\\x7e\\xa0-\\xff]",
                "?");
    }

    public void add(final long number, final byte[] bytes, final int from, final int to) {
        final int at = count % LINES;
        if (count > 0 && numbers[(count - 1) % LINES] == number) {
            return;
        }
        final int length = Math.min(WIDTH, to - from);
        if (texts[at] == null || texts[at].length < length) {
            texts[at] = Arrays.copyOfRange(bytes, from, from + length);
        } else {
            System.arraycopy(bytes, from, texts[at], 0, length);
        }
        lengths[at] = length;
        numbers[at] = number;
        count++;
    }

    /** The lines, oldest first, without those about other attachments than one; 0 keeps all. */
    public List<Line> lines(final long attachment, final List<Long> attachments) {
        final String own = String.format("0x%x", attachment);
        final List<String> others = attachments.stream().map(a -> String.format("0x%x", a)).toList();
        return lines().stream()
                .filter(l -> attachment == 0 || l.text().contains(own)
                        || !l.text().contains(" attach=") && others.stream().noneMatch(l.text()::contains))
                .toList();
    }

    private List<Line> lines() {
        final List<Line> all = new ArrayList<>();
        for (int n = Math.max(0, count - LINES); n < count; n++) {
            all.add(new Line(numbers[n % LINES], printable(texts[n % LINES], 0, lengths[n % LINES])));
        }
        return all;
    }
}

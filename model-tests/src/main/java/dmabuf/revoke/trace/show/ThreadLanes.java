// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of a trace as lanes: one column for each thread, the short form of the line, and its number. */
final class ThreadLanes {
    private static final Pattern WHERE = Pattern.compile("^\\s*\\([^)]*\\)\\s*");
    private static final Pattern NOISE = Pattern.compile(" (?:dmabuf|lock|resv|ctx|dir|intr|dev|ipriv|a[23])=\\S*");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{9,}?([0-9a-f]{7})\\b");
    private static final int WIDTH = 46;
    private static final int LINES = 18;

    /** The columns before the first lane, and the least width of a lane. */
    private static final int NUMBERS = 12;
    private static final int LEAST = 12;

    private ThreadLanes() {}

    /**
     * Draws lanes.
     *
     * @param marked the number of the line that is marked; at most {@value #LINES} lines up to the last are drawn
     * @param columns the width of the drawing
     */
    static String text(final List<Window.Line> all, final long marked, final int columns) {
        final List<Window.Line> lines = all.subList(Math.max(0, all.size() - LINES), all.size());
        final List<String> threads = new ArrayList<>();
        final List<String[]> rows = new ArrayList<>();
        final FtraceLine parsed = new FtraceLine();
        for (final Window.Line l : lines) {
            final byte[] bytes = l.text().getBytes(StandardCharsets.ISO_8859_1);
            if (parsed.parse(bytes, 0, bytes.length)) {
                if (!threads.contains(parsed.thread())) {
                    threads.add(parsed.thread());
                }
                rows.add(new String[] {
                    (l.number() == marked ? "> " : "  ") + l.number(), parsed.thread(), brief(parsed.what())
                });
            }
        }
        final int each = Math.max(LEAST, (columns - NUMBERS) / Math.max(1, threads.size()) - 2);
        return draw(threads.stream().map(t -> end(t, each)).toList(), rows.stream()
                .map(r -> new String[] {r[0], end(r[1], each), r[2]}).toList(), each, columns);
    }

    private static String cut(final String text, final int width) {
        return text.length() <= width ? text : text.substring(0, width - 2) + "..";
    }

    /** The end of a thread's name: it holds the number, by which threads differ. */
    private static String end(final String thread, final int width) {
        return thread.length() <= width ? thread : ".." + thread.substring(thread.length() - width + 2);
    }

    /** The marked line may exceed its lane, because nothing follows it. */
    private static String draw(
            final List<String> threads, final List<String[]> rows, final int each, final int columns) {
        final int[] width = new int[threads.size()];
        for (int n = 0; n < width.length; n++) {
            width[n] = threads.get(n).length();
        }
        for (final String[] r : rows) {
            final int lane = threads.indexOf(r[1]);
            width[lane] = Math.max(width[lane], Math.min(each, r[2].length()));
        }
        final StringBuilder out = new StringBuilder(" ".repeat(NUMBERS));
        for (int n = 0; n < width.length; n++) {
            out.append(pad(threads.get(n), width[n])).append("  ");
        }
        out.append('\n');
        for (final String[] r : rows) {
            final StringBuilder line = new StringBuilder(pad(r[0], NUMBERS));
            for (int n = 0; n < threads.indexOf(r[1]); n++) {
                line.append(" ".repeat(width[n] + 2));
            }
            line.append(cut(r[2], r[0].startsWith(">") ? Math.max(each, columns - line.length()) : each));
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    /** An event and the important fields. */
    static String brief(final String what) {
        final int colon = what.indexOf(':');
        final String rest = WHERE.matcher(what.substring(colon + 1)).replaceFirst(" ");
        final String fields = ADDRESS.matcher(NOISE.matcher(rest).replaceAll("")).replaceAll("..$1");
        final String text = (what.substring(0, colon) + " " + fields.strip()).strip();
        return cut(text, WIDTH);
    }

    private static String pad(final String s, final int width) {
        return s + " ".repeat(Math.max(0, width - s.length()));
    }
}

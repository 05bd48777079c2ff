// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of a trace as lanes: one column a thread, what the line says in short, and its number. */
final class ThreadLanes {
    private static final Pattern WHERE = Pattern.compile("^\\s*\\([^)]*\\)\\s*");
    private static final Pattern NOISE = Pattern.compile(" (?:dmabuf|lock|resv|ctx|dir|intr|dev|ipriv|a[23])=\\S*");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{9,}?([0-9a-f]{7})\\b");
    private static final int WIDTH = 46;
    private static final int LINES = 18;

    private ThreadLanes() {}

    /** @param marked the number of the line that is marked; at most {@value #LINES} lines up to the last are drawn */
    static String text(final List<Window.Line> all, final long marked) {
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
        return draw(threads, rows);
    }

    private static String draw(final List<String> threads, final List<String[]> rows) {
        final int[] width = new int[threads.size()];
        for (int n = 0; n < width.length; n++) {
            width[n] = threads.get(n).length();
        }
        for (final String[] r : rows) {
            final int lane = threads.indexOf(r[1]);
            width[lane] = Math.max(width[lane], r[2].length());
        }
        final StringBuilder out = new StringBuilder(" ".repeat(12));
        for (int n = 0; n < width.length; n++) {
            out.append(pad(threads.get(n), width[n])).append("  ");
        }
        out.append('\n');
        for (final String[] r : rows) {
            final StringBuilder line = new StringBuilder(pad(r[0], 10)).append("  ");
            for (int n = 0; n < width.length; n++) {
                line.append(pad(threads.get(n).equals(r[1]) ? r[2] : "", width[n])).append("  ");
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static String brief(final String what) {
        final int colon = what.indexOf(':');
        final String rest = WHERE.matcher(what.substring(colon + 1)).replaceFirst(" ");
        final String fields = ADDRESS.matcher(NOISE.matcher(rest).replaceAll("")).replaceAll("..$1");
        final String text = (what.substring(0, colon) + " " + fields.strip()).strip();
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 2) + "..";
    }

    private static String pad(final String s, final int width) {
        return s + " ".repeat(Math.max(0, width - s.length()));
    }
}

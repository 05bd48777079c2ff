// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.report.JunitXml;
import dmabuf.revoke.site.Palette;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of a trace as a picture: one lane for each thread, time downwards, a box from each call to its return, a bracket where a
 * thread holds a reservation lock, and a mark on the line that no behaviour explains.
 */
final class TracePicture {
    private static final int ROW = 22;
    private static final int TOP = 44;
    private static final int LEFT = 84;
    private static final String MARKED = ".marked { fill: var(--revoked); stroke: var(--full) }\n";
    private static final String ENTRY = "_in";
    private static final String RETURN = "_ret";

    /** A line: its number, its thread, the name of its event, and its short form. */
    private record Row(long number, String thread, String event, String words) {
        /** The function's name, without the suffix for entry or return. */
        String function() {
            return event.replaceFirst("(" + ENTRY + "|" + RETURN + ")$", "");
        }

        boolean returns() {
            return event.endsWith(RETURN);
        }

        boolean locks() {
            return event.startsWith("ww_mutex_") && returns();
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> left = new LinkedHashMap<>();
    private final Map<String, Integer> wide = new LinkedHashMap<>();
    private final long marked;
    private final int width;
    private final int height;
    private final StringBuilder out = new StringBuilder();

    private TracePicture(final List<Window.Line> lines, final long marked) {
        this.marked = marked;
        final FtraceLine parsed = new FtraceLine();
        for (final Window.Line l : lines) {
            final byte[] bytes = l.text().getBytes(StandardCharsets.ISO_8859_1);
            if (parsed.parse(bytes, 0, bytes.length)) {
                final String what = parsed.what();
                rows.add(new Row(l.number(), parsed.thread(), what.substring(0, what.indexOf(':')), ThreadLanes.brief(what)));
            }
        }
        for (final Row r : rows) {
            wide.merge(r.thread(), 8 * Math.max(r.thread().length(), r.words().length()), Math::max);
        }
        int x = LEFT;
        for (final Map.Entry<String, Integer> lane : wide.entrySet()) {
            left.put(lane.getKey(), x);
            x += lane.getValue() + 34;
        }
        width = x;
        height = TOP + ROW * rows.size() + 8;
    }

    /** @param marked the number of the line that is marked */
    static String svg(final List<Window.Line> lines, final long marked, final String title) {
        return new TracePicture(lines, marked).draw(title);
    }

    private String draw(final String title) {
        out.append(String.format("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" role=\"img\" viewBox=\"0 0 %d %d\""
                + " width=\"%d\" height=\"%d\">%n<title>%s</title>%n<style>%s</style>%n", width, height, width, height,
                JunitXml.escape(title), Palette.SVG + MARKED));
        box("paper", 0, 0, width, height);
        text("head", 4, 30, "line");
        left.forEach((thread, x) -> text("head", x, 30, thread));
        for (int n = 0; n < rows.size(); n++) {
            if (rows.get(n).number() == marked) {
                box("marked", 2, y(n) + 1, width - 4, ROW - 2);
            }
        }
        left.keySet().forEach(this::calls);
        left.keySet().forEach(this::holds);
        for (int n = 0; n < rows.size(); n++) {
            final Row r = rows.get(n);
            text("number", LEFT - 24, y(n) + 15, Long.toString(r.number()));
            text(r.number() == marked ? "seen" : "step", left.get(r.thread()), y(n) + 15, r.words());
        }
        return out.append("</svg>\n").toString();
    }

    private static int y(final int row) {
        return TOP + ROW * row;
    }

    /**
     * Draws the calls of a thread. The window omits lines, so a return without an entry is no call. A call whose entry is the
     * thread's last line gets a dashed box.
     */
    private void calls(final String thread) {
        final List<Integer> open = new ArrayList<>();
        final List<int[]> calls = new ArrayList<>();
        int last = -1;
        for (int n = 0; n < rows.size(); n++) {
            final Row r = rows.get(n);
            if (!r.thread().equals(thread)) {
                continue;
            }
            last = n;
            if (!r.returns()) {
                open.add(n);
                continue;
            }
            int at = open.size() - 1;
            while (at >= 0 && !rows.get(open.get(at)).function().equals(r.function())) {
                at--;
            }
            if (at >= 0) {
                calls.add(new int[] {open.get(at), n});
                open.subList(at, open.size()).clear();
            }
        }
        Collections.reverse(calls);
        calls.forEach(c -> call("call", thread, c[0], c[1]));
        if (last >= 0 && open.contains(last) && rows.get(last).event().endsWith(ENTRY)) {
            call("call open", thread, last, rows.size() - 1);
        }
    }

    private void call(final String style, final String thread, final int from, final int to) {
        box(style, left.get(thread) - 6, y(from) + 2, wide.get(thread) + 10, ROW * (to - from + 1) - 4);
    }

    private void holds(final String thread) {
        int from = -1;
        for (int n = 0; n < rows.size(); n++) {
            final Row r = rows.get(n);
            final boolean drops = r.thread().equals(thread) && r.event().equals("ww_mutex_unlock");
            if (drops && from >= 0) {
                out.append(String.format("<path class=\"lock\" d=\"M%d %dh-6v%dh6\"><title>%s</title></path>%n", left.get(thread) - 9,
                        y(from) + 3, ROW * (n - from + 1) - 6, JunitXml.escape(thread + " holds a reservation lock")));
            }
            from = drops ? -1 : r.thread().equals(thread) && r.locks() ? n : from;
        }
    }

    private void box(final String style, final int x, final int y, final int w, final int h) {
        out.append(String.format("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n", style, x, y, w, h));
    }

    private void text(final String style, final int x, final int y, final String words) {
        out.append(String.format("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", style, x, y, JunitXml.escape(words)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.report.JunitXml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sequence of events as a picture: one lane for each thread or process, time downwards, a box from each call to its return, a
 * bracket where a lane holds a lock, and a mark on one event.
 */
public final class EventPicture {
    private static final int ROW = 22;
    private static final int TOP = 44;
    private static final int LEFT = 84;
    private static final String MARKED = ".marked { fill: var(--revoked); stroke: var(--full) }\n";

    /** What an event is. */
    public enum Kind {
        /** The beginning of a call. */
        CALL,
        /** The end of a call. */
        RETURN,
        /** Neither. */
        POINT,
        /** The lane has a lock from here on; it is a return too. */
        LOCKED,
        /** The lane drops the lock; it is no call. */
        UNLOCKED
    }

    /**
     * An event.
     *
     * @param number that is shown at its left
     * @param call what was called: the same at a return
     * @param words that are shown
     */
    public record Row(long number, String lane, Kind kind, String call, String words) {
        private boolean returns() {
            return kind == Kind.RETURN || kind == Kind.LOCKED;
        }
    }

    private final List<Row> rows;
    private final Map<String, Integer> left = new LinkedHashMap<>();
    private final Map<String, Integer> wide = new LinkedHashMap<>();
    private final long marked;
    private final int width;
    private final int height;
    private final StringBuilder out = new StringBuilder();

    private EventPicture(final List<Row> rows, final long marked) {
        this.rows = List.copyOf(rows);
        this.marked = marked;
        for (final Row r : rows) {
            wide.merge(r.lane(), 8 * Math.max(r.lane().length(), r.words().length()), Math::max);
        }
        int x = LEFT;
        for (final Map.Entry<String, Integer> lane : wide.entrySet()) {
            left.put(lane.getKey(), x);
            x += lane.getValue() + 34;
        }
        width = x;
        height = TOP + ROW * rows.size() + 8;
    }

    /**
     * The picture, as SVG that can stand in a page or in a file of its own.
     *
     * @param marked the number of the event that is marked
     * @param numbers what the numbers count
     */
    public static String svg(final List<Row> rows, final long marked, final String numbers, final String title) {
        return new EventPicture(rows, marked).draw(numbers, title);
    }

    private String draw(final String numbers, final String title) {
        out.append(String.format("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" role=\"img\" viewBox=\"0 0 %d %d\""
                + " width=\"%d\" height=\"%d\">%n<title>%s</title>%n<style>%s</style>%n", width, height, width, height,
                JunitXml.escape(title), Palette.SVG + MARKED));
        box("paper", 0, 0, width, height);
        text("head", 4, 30, numbers);
        left.forEach((lane, x) -> text("head", x, 30, lane));
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
            text(r.number() == marked ? "seen" : "step", left.get(r.lane()), y(n) + 15, r.words());
        }
        return out.append("</svg>\n").toString();
    }

    private static int y(final int row) {
        return TOP + ROW * row;
    }

    /**
     * Draws the calls of a lane. Events may have been left out, so a return without a call is none. A call that is the lane's last
     * event gets a dashed box.
     */
    private void calls(final String lane) {
        final List<Integer> open = new ArrayList<>();
        final List<int[]> calls = new ArrayList<>();
        int last = -1;
        for (int n = 0; n < rows.size(); n++) {
            final Row r = rows.get(n);
            if (!r.lane().equals(lane)) {
                continue;
            }
            last = n;
            if (!r.returns()) {
                open.add(n);
                continue;
            }
            int at = open.size() - 1;
            while (at >= 0 && !rows.get(open.get(at)).call().equals(r.call())) {
                at--;
            }
            if (at >= 0) {
                calls.add(new int[] {open.get(at), n});
                open.subList(at, open.size()).clear();
            }
        }
        Collections.reverse(calls);
        calls.forEach(c -> call("call", lane, c[0], c[1]));
        if (last >= 0 && open.contains(last) && rows.get(last).kind() == Kind.CALL) {
            call("call open", lane, last, rows.size() - 1);
        }
    }

    private void call(final String style, final String lane, final int from, final int to) {
        box(style, left.get(lane) - 6, y(from) + 2, wide.get(lane) + 10, ROW * (to - from + 1) - 4);
    }

    private void holds(final String lane) {
        int from = -1;
        for (int n = 0; n < rows.size(); n++) {
            final Row r = rows.get(n);
            final boolean drops = r.lane().equals(lane) && r.kind() == Kind.UNLOCKED;
            if (drops && from >= 0) {
                out.append(String.format("<path class=\"lock\" d=\"M%d %dh-6v%dh6\"><title>%s</title></path>%n", left.get(lane) - 9,
                        y(from) + 3, ROW * (n - from + 1) - 6, JunitXml.escape(lane + " holds a reservation lock")));
            }
            from = drops ? -1 : r.lane().equals(lane) && r.kind() == Kind.LOCKED ? n : from;
        }
    }

    private void box(final String style, final int x, final int y, final int w, final int h) {
        out.append(String.format("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n", style, x, y, w, h));
    }

    private void text(final String style, final int x, final int y, final String words) {
        out.append(String.format("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", style, x, y, JunitXml.escape(words)));
    }
}

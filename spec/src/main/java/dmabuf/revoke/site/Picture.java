// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.graph.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A counterexample as a picture: one lane a process, time downwards, calls as boxes. Behind the lanes is the phase of the
 * contract. At the left, each user has a bar that shows what it may do, so that a broken promise is a full bar in a phase that
 * forbids it. At the right, brackets show which process holds which lock.
 */
final class Picture {
    private static final int ROW = 22;
    private static final int TOP = 44;
    private static final int BAR = 30;
    private static final int LOCK = 58;
    private static final List<String> LOCKS = List.of("outer", "resv");
    private static final String FREE = "free";

    private final Way way;
    private final List<String> users;
    private final List<String> lanes = new ArrayList<>();
    private final Map<String, Integer> left = new LinkedHashMap<>();
    private final int begin;
    private final int width;
    private final int height;
    private final StringBuilder out = new StringBuilder();

    private Picture(final Way way) {
        this.way = way;
        this.users = way.users();
        this.begin = 40 + 78 + users.size() * BAR;
        int x = begin;
        for (int row = 1; row < way.length(); row++) {
            if (!lanes.contains(lane(row))) {
                lanes.add(lane(row));
            }
        }
        for (final String l : lanes) {
            left.put(l, x);
            x += 26 + wide(longest(l));
        }
        this.width = x + LOCK * LOCKS.size() + 8;
        this.height = TOP + ROW * way.length() + (way.backTo() >= 0 ? 2 * ROW : 8);
    }

    /** The picture, as SVG that can stand in a page or in a file of its own. */
    static String svg(final Way way, final String title) {
        return new Picture(way).draw(title);
    }

    private String lane(final int row) {
        return way.event(row) == null ? way.step(row).process() : way.event(row).process();
    }

    /** Whether a row is shown as a step: it is silent, or a return without a result. */
    private static boolean isStep(final Event e) {
        return e == null || e.kind() == Event.Kind.RETURN && e.result().equals("-");
    }

    private int longest(final String lane) {
        int longest = lane.length();
        for (int row = 1; row < way.length(); row++) {
            longest = lane.equals(lane(row)) ? Math.max(longest, words(row).length()) : longest;
        }
        for (int row = 0; row < way.length(); row++) {
            longest = Math.max(longest, ("waits for " + way.waitsFor(row, lane)).length() + 1);
        }
        return longest;
    }

    /** A call, a return with its result, or the step's name with the kernel function that it models. */
    private String words(final int row) {
        final Event e = way.event(row);
        if (isStep(e)) {
            return way.step(row).action() + ": " + way.step(row).function();
        }
        final String op = e.arg().equals("-") ? e.op() : e.op() + "(" + e.arg() + ")";
        return e.kind() == Event.Kind.CALL ? op : op + " = " + e.result();
    }

    /** The width of a text of this length. */
    private static int wide(final int letters) {
        return (int) Math.ceil(7.3 * letters);
    }

    private static int y(final int row) {
        return TOP + ROW * row;
    }

    private String draw(final String title) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" role=\"img\" viewBox=\"0 0 ").append(width)
                .append(' ')
                .append(height).append("\" width=\"").append(width).append("\" height=\"").append(height).append("\">\n<title>")
                .append(Html.escape(title)).append("</title>\n<style>").append(Palette.SVG).append("</style>\n");
        out.append("<rect class=\"paper\" width=\"").append(width).append("\" height=\"").append(height).append("\"/>\n");
        phases();
        heads();
        users.forEach(this::bars);
        lanes.forEach(this::calls);
        for (int row = 0; row < way.length(); row++) {
            row(row);
        }
        lanes.forEach(this::waits);
        LOCKS.forEach(this::held);
        back();
        return out.append("</svg>\n").toString();
    }

    /** Draws a band for each sequence of rows in the same phase, with its name. */
    private void phases() {
        for (int row = 0; row < way.length(); ) {
            int end = row + 1;
            while (end < way.length() && way.phase(end).equals(way.phase(row))) {
                end++;
            }
            box("p-" + way.phase(row), 36, y(row), width - 36, ROW * (end - row));
            text("phase", 40, y(row) + 15, way.phase(row));
            row = end;
        }
    }

    private void heads() {
        text("head", 40, 30, "phase");
        for (int n = 0; n < users.size(); n++) {
            text("head", barAt(n) - 4, 30, users.get(n));
        }
        lanes.forEach(l -> text("head", left.get(l), 30, l));
        for (int n = 0; n < LOCKS.size(); n++) {
            text("head", lockAt(n), 30, LOCKS.get(n));
        }
    }

    private int barAt(final int n) {
        return 40 + 78 + n * BAR;
    }

    private int lockAt(final int n) {
        return width - LOCK * (LOCKS.size() - n);
    }

    /** Draws what a user may do: a wide bar for everything, a narrow one for reads whose data is dropped, none for nothing. */
    private void bars(final String user) {
        final int x = barAt(users.indexOf(user));
        for (int row = 0; row < way.length(); row++) {
            switch (way.access(row, user)) {
                case FULL -> box("full", x - 4, y(row), 16, ROW);
                case READ -> box("read", x, y(row), 8, ROW);
                case NONE -> box("none", x + 3, y(row), 1, ROW);
            }
        }
    }

    /** Draws a box from each call to its return, or to the end. */
    private void calls(final String lane) {
        int from = -1;
        for (int row = 1; row <= way.length(); row++) {
            final Event e = row < way.length() && lane.equals(lane(row)) ? way.event(row) : null;
            if (e != null && e.kind() == Event.Kind.CALL) {
                from = row;
            }
            if (from >= 0 && (row == way.length() || e != null && e.kind() == Event.Kind.RETURN)) {
                final int until = Math.min(row, way.length() - 1);
                final boolean lasts = row == way.length() && way.backTo() >= 0 && !way.waitsFor(until, lane).isEmpty();
                box(row == way.length() ? "call open" : "call", left.get(lane) - 6, y(from) + 2,
                        wide(longest(lane)) + 14, ROW * (until - from + (lasts ? 2 : 1)) - 4);
                from = -1;
            }
        }
    }

    private void row(final int row) {
        text("number", 28, y(row) + 15, Integer.toString(row + 1));
        if (row > 0) {
            final Event e = way.event(row);
            text(isStep(e) ? "step" : "seen", left.get(lane(row)), y(row) + 15, words(row));
        }
    }

    /** Draws a dashed line while a process can do nothing in its call, with what it waits for. */
    private void waits(final String lane) {
        for (int row = 0; row < way.length(); ) {
            final String cause = way.waitsFor(row, lane);
            int end = row + 1;
            while (!cause.isEmpty() && end < way.length() && !lane.equals(lane(end)) && !way.waitsFor(end, lane).isEmpty()) {
                end++;
            }
            // In its first row stands the step after which it waits. A wait that lasts has a row below the last state.
            final boolean lasts = end == way.length() && way.backTo() >= 0;
            if (!cause.isEmpty() && (end > row + 1 || lasts)) {
                final int x = left.get(lane);
                final int bottom = y(end) + (lasts ? ROW : 0) - 4;
                out.append(String.format("<path class=\"wait%s\" d=\"M%d %dV%d\"/>%n", lasts ? " hangs" : "", x - 1, y(row + 1)
                        + 3, bottom));
                text(lasts ? "waits hangs" : "waits", x + 5, y(row + 1) + 15, "waits for " + cause);
            }
            row = end;
        }
    }

    /** Draws a bracket over the rows in which a process holds a lock, with its name. */
    private void held(final String lock) {
        final int x = lockAt(LOCKS.indexOf(lock));
        for (int row = 0; row < way.length(); ) {
            final String holder = way.state(row).get(lock).text();
            int end = row + 1;
            while (end < way.length() && way.state(end).get(lock).text().equals(holder)) {
                end++;
            }
            if (!holder.equals(FREE)) {
                out.append(String.format("<path class=\"lock\" d=\"M%d %dh-6v%dh6\"/>%n", x + 6, y(row) + 3,
                        ROW * (end - row) - 6));
                text("holder", x + 8, y(row) + 15, holder);
            }
            row = end;
        }
    }

    /** Shows the state to which a lasso leads back. */
    private void back() {
        if (way.backTo() < 0) {
            return;
        }
        final int last = y(way.length() - 1) + 11;
        final int to = y(Math.min(way.backTo(), way.length() - 1)) + 11;
        if (way.backTo() < way.length() - 1) {
            out.append(String.format("<path class=\"loop\" d=\"M10 %dh-6V%dh6m-3 -3l3 3l-3 3\"/>%n", last, to));
        }
        text("phase", 40, y(way.length() + 1) + 15,
                way.backTo() < way.length() - 1 ? "and again from " + (way.backTo() + 1) + ", for ever"
                        : "and nothing more, for ever");
    }

    private void box(final String style, final int x, final int y, final int w, final int h) {
        out.append(String.format("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n", style, x, y, w, h));
    }

    private void text(final String style, final int x, final int y, final String words) {
        out.append(String.format("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", style, x, y, Html.escape(words)));
    }
}

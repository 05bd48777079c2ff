// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A counterexample as text for a mail, in 78 columns: {@link Lanes} needs twice as many. Each lane is one column of marks; what
 * happens stands at their right, and what changes in the line below.
 */
public final class MailText {
    /** The columns of a mail that is quoted once or twice without a break. */
    public static final int WIDTH = 78;

    private final List<String> lanes = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    private MailText() {}

    /** @param title the first lines */
    public static String of(final String title, final Counterexample c) {
        final MailText text = new MailText();
        title.lines().forEach(l -> text.line("", l));
        text.out.append('\n');
        return text.text(c);
    }

    private String text(final Counterexample c) {
        c.frames().stream().map(MailText::lane).distinct().forEach(lanes::add);
        final char[] marks = " ".repeat(lanes.size()).toCharArray();
        Lanes.who(c).lines().forEach(l -> line("", l));
        for (int n = 0; n < lanes.size(); n++) {
            out.append("      ").append("| ".repeat(n)).append(lanes.get(n)).append('\n');
        }
        final boolean[] inCall = new boolean[lanes.size()];
        SortedMap<String, Value> before = c.start();
        int state = 2;
        for (final Counterexample.Frame f : c.frames()) {
            final int lane = lanes.indexOf(lane(f));
            final Event.Kind kind = f.event() == null ? null : f.event().kind();
            for (int n = 0; n < marks.length; n++) {
                marks[n] = inCall[n] ? '|' : '.';
            }
            final String words = Lanes.words(f);
            marks[lane] = words.startsWith("> ") || words.startsWith("< ") ? words.charAt(0) : '*';
            inCall[lane] = kind == Event.Kind.CALL || kind == null && inCall[lane];
            line(String.format("%4d  %s  ", state++, spaced(marks)), words.replaceFirst("^[<>] ", ""));
            for (int n = 0; n < marks.length; n++) {
                marks[n] = inCall[n] ? '|' : '.';
            }
            final String changes = Lanes.changes(before, f.state());
            if (!changes.isEmpty()) {
                line("      " + spaced(marks) + "    ", changes);
            }
            before = f.state();
        }
        for (final String l : Lanes.end(c).lines().toList()) {
            line("      ", l.strip());
        }
        return out.toString();
    }

    private static String lane(final Counterexample.Frame f) {
        return f.event() == null ? f.step().process() : f.event().process();
    }

    private static String spaced(final char[] marks) {
        return new String(marks).replaceAll("(?<=.)(?=.)", " ");
    }

    /** A line, and more with the same marks where it is too long. */
    private void line(final String head, final String words) {
        final String more = head.replaceAll("\\d", " ").replaceAll("[<>*]", "|");
        String before = head;
        String left = words;
        while (before.length() + left.length() > WIDTH) {
            final int room = WIDTH - before.length();
            final int blank = left.lastIndexOf(' ', room);
            final int cut = blank > 0 ? blank : room;
            out.append(before).append(left, 0, cut).append('\n');
            left = left.substring(cut).stripLeading();
            before = more.isEmpty() ? "" : more + "  ";
        }
        out.append(before).append(left).append('\n');
    }
}

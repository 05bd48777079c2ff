// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Observations in one order.
 *
 * <p><b>Text.</b> One observation on each line:
 *
 * <pre>
 * driver:i1 calls submit(BOOKKEEP)
 * driver:i1 returns submit(BOOKKEEP) = EINVAL
 * exporter:x1 is stuck
 * </pre>
 *
 * Empty lines, and text after a {@code #}, are ignored. {@link #toString} and {@link #parse} are inverse.
 *
 * @param events in the order in which they are judged; immutable
 */
public record History(List<Observation> events) {
    private static final String PROCESS = "(\\w+(?::\\w+)?)";
    private static final String OPERATION = "(\\w+)(?:\\((\\w+)\\))?";
    private static final Pattern CALL = Pattern.compile(PROCESS + "\\s+calls\\s+" + OPERATION);
    private static final Pattern RETURN =
            Pattern.compile(PROCESS + "\\s+returns\\s+" + OPERATION + "\\s*=\\s*(\\w+)");
    private static final Pattern STUCK = Pattern.compile(PROCESS + "\\s+is\\s+stuck");

    public History {
        events = List.copyOf(events);
    }

    public static History of(final Observation... events) {
        return new History(List.of(events));
    }

    /** @throws BadHistory if a line is not an observation, or if there is none; it names the line */
    public static History parse(final String text) throws BadHistory {
        final List<Observation> events = new ArrayList<>();
        int number = 0;
        for (final String line : text.lines().toList()) {
            number++;
            final String content = line.replaceFirst("#.*", "").strip();
            if (!content.isEmpty()) {
                events.add(observation(content, number));
            }
        }
        if (events.isEmpty()) {
            throw new BadHistory("a history without any event");
        }
        return new History(events);
    }

    private static Observation observation(final String line, final int number) throws BadHistory {
        final Matcher call = CALL.matcher(line);
        if (call.matches()) {
            return Observation.of(Event.call(call.group(1), call.group(2), argument(call.group(3))));
        }
        final Matcher ret = RETURN.matcher(line);
        if (ret.matches()) {
            return Observation.of(Event.ret(ret.group(1), ret.group(2), argument(ret.group(3)), ret.group(4)));
        }
        final Matcher stuck = STUCK.matcher(line);
        if (stuck.matches()) {
            return Observation.stuck(stuck.group(1));
        }
        throw new BadHistory("line " + number + ": expected \"P calls OP\", \"P returns OP = RESULT\" or"
                + " \"P is stuck\", found \"" + line + "\"");
    }

    private static String argument(final String text) {
        return text == null ? "-" : text;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        events.forEach(e -> text.append(e).append('\n'));
        return text.toString();
    }
}

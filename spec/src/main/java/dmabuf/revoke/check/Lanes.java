// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A counterexample as text: a lane for each process, a line for each step with the kernel function that it models, and on
 * the right the variables that the step changed.
 */
public final class Lanes {
    /** The variables that hold the calls in progress, and the role of their processes. */
    private static final Map<String, String> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("timer", "timer");
        ROLES.put("dev", "device");
        ROLES.put("wrk", "worker");
        ROLES.put("cb", "callback");
        ROLES.put("drv", "driver");
        ROLES.put("exp", "exporter");
        ROLES.put("cpu", "cpu");
        ROLES.put("fence", "fence");
    }

    /** The variable of satellites that holds the next step of each process; it is not shown, because the lanes show the steps. */
    private static final String PLACE = "pc";

    private record Row(String lane, String text, String section, String changes) {}

    private Lanes() {}

    public static String text(final Counterexample c) {
        final List<Row> rows = new ArrayList<>();
        final List<String> lanes = new ArrayList<>();
        SortedMap<String, Value> before = c.start();
        for (final Counterexample.Frame f : c.frames()) {
            final String lane = f.event() == null ? f.step().process() : f.event().process();
            if (!lanes.contains(lane)) {
                lanes.add(lane);
            }
            rows.add(new Row(lane, words(f), f.step().section(), changes(before, f.state())));
            before = f.state();
        }
        return draw(c, rows, lanes);
    }

    private static String draw(final Counterexample c, final List<Row> rows, final List<String> lanes) {
        final int[] width = new int[lanes.size()];
        for (int n = 0; n < width.length; n++) {
            width[n] = lanes.get(n).length();
        }
        for (final Row r : rows) {
            final int n = lanes.indexOf(r.lane());
            width[n] = Math.max(width[n], r.text().length());
        }
        final StringBuilder out = new StringBuilder();
        out.append(who(c)).append("   1  ");
        for (int n = 0; n < width.length; n++) {
            out.append(pad(lanes.get(n), width[n])).append("  ");
        }
        out.append("what changes\n");
        for (int r = 0; r < rows.size(); r++) {
            out.append(String.format("%4d  ", r + 2));
            for (int n = 0; n < width.length; n++) {
                out.append(pad(lanes.get(n).equals(rows.get(r).lane()) ? rows.get(r).text() : "", width[n]))
                        .append("  ");
            }
            out.append(rows.get(r).changes());
            while (out.charAt(out.length() - 1) == ' ') {
                out.setLength(out.length() - 1);
            }
            out.append('\n');
        }
        return out.append(end(c)).toString();
    }

    /** Who shares the buffer, in one line; empty if there is no such thing. */
    static String who(final Counterexample c) {
        if (!(c.start().get("kind") instanceof Value.Rec kinds)) {
            return "";
        }
        final TreeMap<String, Value> there = new TreeMap<>(kinds.fields());
        there.values().removeIf(k -> k.text().equals("absent"));
        return "who: " + new Value.Rec(there) + "\n";
    }

    /** How a behaviour that never ends goes on, and which processes are still in a call. */
    static String end(final Counterexample c) {
        final StringBuilder out = new StringBuilder();
        if (c.stays()) {
            out.append("      and nothing more, for ever\n");
        } else if (c.backTo() >= 0) {
            out.append("      and again from ").append(c.backTo() + 1).append(", for ever\n");
        }
        if (c.backTo() >= 0) {
            inCalls(c, out);
        }
        return out.toString();
    }

    /** The processes that are still in a call at the end, and the steps that are left. */
    private static void inCalls(final Counterexample c, final StringBuilder out) {
        final SortedMap<String, Value> end =
                c.frames().isEmpty() ? c.start() : c.frames().get(c.frames().size() - 1).state();
        ROLES.forEach((variable, role) -> {
            if (end.get(variable) instanceof Value.Rec calls && !variable.equals("timer")) {
                calls.fields().forEach((who, call) -> {
                    if (!call.get("op").text().equals("idle")) {
                        out.append(String.format("      %s:%s is still in %s: %s%n", role, who,
                                call.get("op").text(), ahead((Value.Rec) call)));
                    }
                });
            }
        });
    }

    /** The next step of a call; for a call of the exporter also the steps after it. */
    private static String ahead(final Value.Rec call) {
        final List<String> steps = new ArrayList<>(List.of(call.get("at").text()));
        if (call.fields().containsKey("left")) {
            call.get("left").elements().forEach(s -> steps.add(s.text()));
        }
        return String.join(", ", steps);
    }

    private static List<String> whose(final Value was, final Value is) {
        return ((Value.Rec) was)
                .fields().entrySet().stream()
                        .filter(e -> !e.getValue().equals(is.get(e.getKey())))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** The words for a step: a call, a return with its result, or what the step models. */
    static String words(final Counterexample.Frame f) {
        final Event e = f.event();
        if (e == null || e.kind() == Event.Kind.RETURN && e.result().equals("-")) {
            return f.step().action() + ": " + f.step().function() + " [" + f.step().section() + "]";
        }
        final String op = e.arg().equals("-") ? e.op() : e.op() + "(" + e.arg() + ")";
        return e.kind() == Event.Kind.CALL ? "> " + op : "< " + op + " = " + e.result();
    }

    /** The variables that differ, except those that hold calls. */
    static String changes(final SortedMap<String, Value> a, final SortedMap<String, Value> b) {
        final List<String> parts = new ArrayList<>();
        a.forEach((name, was) -> {
            final Value is = b.get(name);
            if (!was.equals(is) && !ROLES.containsKey(name) && !name.equals(PLACE)) {
                if (was instanceof Value.Rec) {
                    whose(was, is).forEach(who -> parts.add(name + "[" + who + "] " + is.get(who)));
                } else {
                    parts.add(name + " " + is);
                }
            }
        });
        return String.join(", ", parts);
    }

    private static String pad(final String s, final int width) {
        return s + " ".repeat(width - s.length());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.tlc.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets TLC decide over the spec itself whether histories are behaviours, without a graph or an oracle.
 *
 * <p>The histories of one observer form a tree, so that common beginnings are decided once. A step that the observer does
 * not see stays at its node; a visible step must lead to a child. A history is accepted when its last node is reached. If
 * the beginning was not seen, the root may be left at any time, and TLC visits every reachable state.
 *
 * <p>For a history that ends with <em>stuck(p)</em>, TLC checks every state that is possible at its last node and in which
 * p is in a call: can invisible steps lead to p's return? The history is accepted if in one of these states they cannot.
 * TLC numbers these states by a register, which requires a run with one worker.
 */
final class TraceModule {
    private static final String RULES = """
            VARIABLES eye, node, ask

            Hidden(e) == e.ev = "silent" \\/ <<e.role, e.who>> \\in Blind[eye]

            InCall(p) ==
              CASE p[1] = "exporter" -> exp[p[2]].op # "idle"
                [] p[1] = "driver"   -> drv[p[2]].op # "idle"
                [] p[1] = "callback" -> cb[p[2]].op # "idle"
                [] p[1] = "worker"   -> wrk[p[2]].op # "idle"
                [] p[1] = "device"   -> dev[p[2]].op # "idle"
                [] p[1] = "timer"    -> timer.op # "idle"

            TraceInit == /\\ Init
                         /\\ \\E r \\in DOMAIN Roots : eye = r /\\ node = Roots[r]
                         /\\ ask = << >>

            Follow ==
              /\\ ask = << >>
              /\\ Kids[node] # << >> \\/ Asks[node] # {}
              /\\ Next
              /\\ UNCHANGED <<eye, ask>>
              /\\ \\E e \\in {Event} :
                   IF Hidden(e) THEN node' = node
                   ELSE \\/ node \\in Late /\\ node' = node
                        \\/ \\E n \\in DOMAIN Kids[node] : /\\ Kids[node][n][1] = e
                                                       /\\ node' = Kids[node][n][2]

            Question ==
              /\\ ask = << >>
              /\\ UNCHANGED <<vars, eye, node>>
              /\\ \\E p \\in Asks[node] :
                   /\\ InCall(p)
                   /\\ TLCSet(1, TLCGet(1) + 1)
                   /\\ ask' = <<TLCGet(1), p>>
                   /\\ PrintT(<<"asked", TLCGet(1), node, p[1], p[2]>>)

            Seek ==
              /\\ ask # << >>
              /\\ Next
              /\\ UNCHANGED <<eye, node, ask>>
              /\\ \\E e \\in {Event} :
                   IF e.ev = "return" /\\ <<e.role, e.who>> = ask[2]
                     THEN PrintT(<<"returned", ask[1]>>) /\\ FALSE
                     ELSE Hidden(e)

            TraceNext == Follow \\/ Question \\/ Seek

            Report == IF ask = << >> /\\ node \\in LastEvents THEN PrintT(<<"end", node>>) ELSE TRUE

            ASSUME TLCSet(1, 0)
            """;
    private static final Pattern END = Pattern.compile("<<\"end\", (\\d+)>>");
    private static final Pattern RETURNED = Pattern.compile("<<\"returned\", (\\d+)>>");
    private static final Pattern ASKED = Pattern.compile("<<\"asked\", (\\d+), (\\d+), \"(.*)\", \"(.*)\">>");

    private final List<Case> cases;
    private final Map<Event, String> events = new LinkedHashMap<>();
    private final List<Map<Event, Integer>> kids = new ArrayList<>();
    private final Map<Observer, Integer> roots = new LinkedHashMap<>();
    private final List<Set<String>> asks = new ArrayList<>();
    private final Set<Integer> ends = new TreeSet<>();
    private final int[] lastNode;

    TraceModule(final List<Case> cases) {
        this.cases = cases;
        this.lastNode = new int[cases.size()];
        for (int n = 0; n < lastNode.length; n++) {
            final Case c = cases.get(n);
            int node = roots.computeIfAbsent(c.observer(), o -> node());
            for (final Event e : c.seen()) {
                events.computeIfAbsent(e, f -> "E" + (events.size() + 1));
                node = kids.get(node - 1).computeIfAbsent(e, f -> node());
            }
            lastNode[n] = node;
            if (c.stuck() == null) {
                ends.add(node);
            } else {
                asks.get(node - 1).add(c.stuck());
            }
        }
    }

    private int node() {
        kids.add(new LinkedHashMap<>());
        asks.add(new TreeSet<>());
        return kids.size();
    }

    /** The run that decides all histories. */
    Run run(final String definitions, final String constants) {
        return run(definitions, constants, "Models", "Next", "Event");
    }

    /** The same for a module with steps and events of its own. */
    Run run(
            final String definitions,
            final String constants,
            final String extended,
            final String next,
            final String event) {
        final StringBuilder text = new StringBuilder();
        events.forEach((e, name) -> text.append(name).append(" == ").append(tla(e)).append('\n'));
        text.append("Kids == <<\n").append(list(kids.stream().map(this::tla).toList())).append(">>\n");
        text.append("Roots == <<").append(list(roots.values())).append(">>\n");
        text.append("Blind == <<").append(list(roots.keySet().stream()
                .map(o -> processes(new TreeSet<>(o.hiddenProcesses())))
                .toList())).append(">>\n");
        text.append("Late == {").append(list(roots.entrySet().stream()
                .filter(r -> !r.getKey().fromTheBeginning())
                .map(Map.Entry::getValue)
                .toList())).append("}\n");
        text.append("LastEvents == {").append(list(ends)).append("}\n");
        text.append("Asks == <<").append(list(asks.stream().map(TraceModule::processes).toList())).append(">>\n");
        return new Run(
                "histories",
                extended + ", TLC",
                definitions + "\n" + text + RULES.replace("/\\ Next\n", "/\\ " + next + "\n").replace("{Event}", "{"
                        + event + "}"),
                constants + "\nINIT TraceInit\nNEXT TraceNext\nCONSTRAINT Report\nCHECK_DEADLOCK FALSE\n",
                false);
    }

    /** For each history, whether TLC found it to be a behaviour. */
    boolean[] accepted(final List<String> prints) {
        final Set<String> reached = new HashSet<>();
        final Set<String> returned = new HashSet<>();
        final Map<String, Set<String>> asked = new HashMap<>();
        for (final String line : prints) {
            final Matcher end = END.matcher(line);
            final Matcher ret = RETURNED.matcher(line);
            final Matcher ask = ASKED.matcher(line);
            if (end.matches()) {
                reached.add(end.group(1));
            } else if (ret.matches()) {
                returned.add(ret.group(1));
            } else if (ask.matches()) {
                final String process = ask.group(4).equals("-") ? ask.group(3) : ask.group(3) + ":" + ask.group(4);
                asked.computeIfAbsent(ask.group(2) + " " + process, k -> new HashSet<>()).add(ask.group(1));
            }
        }
        final boolean[] accepted = new boolean[lastNode.length];
        for (int n = 0; n < accepted.length; n++) {
            final String p = cases.get(n).stuck();
            accepted[n] = p == null
                    ? reached.contains(String.valueOf(lastNode[n]))
                    : !returned.containsAll(asked.getOrDefault(lastNode[n] + " " + p, Set.of()));
        }
        return accepted;
    }

    private String tla(final Map<Event, Integer> children) {
        final List<String> pairs = new ArrayList<>();
        children.forEach((e, node) -> pairs.add("<<" + events.get(e) + ", " + node + ">>"));
        return "<<" + list(pairs) + ">>";
    }

    private static String tla(final Event e) {
        final String[] name = process(e.process()).replaceAll("<<|>>", "").split(", ");
        final String head = name[0] + ", " + name[1] + ", \"" + e.op() + "\", \"" + e.arg() + "\"";
        return e.kind() == Event.Kind.CALL ? "Call(" + head + ")" : "Ret(" + head + ", \"" + e.result() + "\")";
    }

    private static String process(final String name) {
        final String[] parts = name.split(":", 2);
        return "<<\"" + parts[0] + "\", \"" + (parts.length == 2 ? parts[1] : "-") + "\">>";
    }

    private static String processes(final Set<String> names) {
        return "{" + list(names.stream().map(TraceModule::process).toList()) + "}";
    }

    private static String list(final Iterable<?> items) {
        final StringBuilder text = new StringBuilder();
        items.forEach(i -> text.append(text.isEmpty() ? "" : ",\n").append(i));
        return text.toString();
    }
}

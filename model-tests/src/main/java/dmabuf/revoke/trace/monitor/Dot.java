// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * An automaton in the dot dialect that Linux's rvgen reads, as in the models in its tools/verification/models. Its statements are
 * grouped, because rvgen recurses for each further statement in a list, and a long list would exceed Python's recursion limit.
 */
final class Dot {
    private static final int GROUP = 32;

    private Dot() {}

    static String of(final Automaton a) {
        final String first = a.names().get(0);
        final List<String> statements = new ArrayList<>();
        for (int s = 0; s < a.states(); s++) {
            final String name = a.names().get(s);
            statements.add("{node [shape = " + (s == a.detached() ? "doublecircle" : "circle") + "] \"" + name + "\"};");
            statements.add("\"" + name + "\" [label = \"" + name + "\"];");
            edges(a, s).forEach((edge, events) -> statements.add(edge + " [ label = \"" + events + "\" ];"));
        }
        final StringJoiner out = new StringJoiner("\n", "", "\n");
        out.add("digraph state_automaton {");
        out.add("\tcenter = true;");
        out.add("\t{node [shape = plaintext, style=invis, label=\"\"] \"__init_" + first + "\"};");
        out.add("\t\"__init_" + first + "\" -> \"" + first + "\";");
        for (int n = 0; n < statements.size(); n += GROUP) {
            out.add("\t{");
            statements.subList(n, Math.min(n + GROUP, statements.size())).forEach(s -> out.add("\t\t" + s));
            out.add("\t}");
        }
        return out.add("}").toString();
    }

    /** One edge for each pair of states: rvgen keeps only one label. */
    private static Map<String, StringJoiner> edges(final Automaton a, final int state) {
        final Map<String, StringJoiner> edges = new TreeMap<>();
        for (final MonitorEvent e : a.events()) {
            final int to = a.after(state, e);
            if (to != Automaton.NONE) {
                edges.computeIfAbsent('"' + a.names().get(state) + "\" -> \"" + a.names().get(to) + '"',
                        k -> new StringJoiner("\\n")).add(e.cName());
            }
        }
        return edges;
    }
}

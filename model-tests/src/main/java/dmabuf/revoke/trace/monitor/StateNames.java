// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The names of a monitor's states: the properties that all represented states of the spec share, and a number. */
final class StateNames {
    private static final String[] TOLD = {"flag", "revoked", "live", "mapped", "mapped", "unmapped"};

    private StateNames() {}

    static List<String> of(final Graph graph, final BitSet[] members) {
        final List<String> names = new ArrayList<>();
        for (int n = 0; n < members.length - 1; n++) {
            final StringBuilder name = new StringBuilder(n == 0 ? "attached" : "s" + n);
            for (int t = 0; n > 0 && t < TOLD.length; t += 3) {
                name.append(same(graph, members[n], TOLD[t], "TRUE") ? "_" + TOLD[t + 1]
                        : same(graph, members[n], TOLD[t], "FALSE") ? "_" + TOLD[t + 2] : "");
            }
            names.add(name.toString());
        }
        names.add("detached");
        return names;
    }

    private static boolean same(final Graph graph, final BitSet set, final String variable, final String value) {
        final int v = graph.variables().indexOf(variable);
        return set.stream().allMatch(s -> text(graph.value(s, v)).equals(value));
    }

    private static String text(final Value v) {
        return v instanceof Value.Rec r ? r.get("i1").toString() : v.toString();
    }
}

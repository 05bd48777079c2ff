// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A question that needs more actors than there are in the scene in which designs are decided. Asides.tla lists these questions.
 *
 * @param situation in which the question arises, a case of states
 * @param says the situation in words
 * @param scene that has the actors which can do harm then
 * @param step that does harm, a case of steps
 */
public record Aside(String situation, String says, String scene, String step) {
    /** All questions of the spec. */
    public static List<Aside> all(final SpecText spec) throws Undecided {
        final Value.Rec asides =
                (Value.Rec) Constants.none().value(ParsedSpec.parse(spec, "Asides").getOpDef("Asides").getBody());
        final List<Aside> all = new ArrayList<>();
        for (final Map.Entry<String, Value> a : asides.fields().entrySet()) {
            final Value.Rec fields = (Value.Rec) a.getValue();
            all.add(new Aside(a.getKey(), text(fields, "says"), text(fields, "scene"), text(fields, "step")));
        }
        return all;
    }

    private static String text(final Value.Rec fields, final String name) {
        return ((Value.Str) fields.get(name)).value();
    }

    /** Whether the situation occurs in a graph. */
    public boolean occurs(final Graph g) {
        for (int s = 0; s < g.states(); s++) {
            if (g.verdictsOfState(s).met().contains(situation)) {
                return true;
            }
        }
        return false;
    }

    /** The processes that take the step in a graph, each with the action: {@code Import by cpu:c1}; sorted. */
    public List<String> doers(final Graph g) {
        final TreeSet<String> doers = new TreeSet<>();
        for (int e = 0; e < g.edges(); e++) {
            if (g.verdictsOfEdge(e).met().contains(step)) {
                doers.add(g.step(e).action() + " by " + g.process(e));
            }
        }
        return List.copyOf(doers);
    }
}

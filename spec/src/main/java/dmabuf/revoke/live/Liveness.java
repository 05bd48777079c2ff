// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import tla2sany.semantic.ModuleNode;

/**
 * Decides liveness in the graphs: the claims that hold under some conjuncts of the fairness, and a lasso for each that does
 * not. Thread-safe; it reads each part of the spec only once.
 *
 * <p>Locks: this object's monitor guards what was read.
 */
public final class Liveness {
    /** The module that has both the claims and the fairness. */
    private static final String MODULE = "Models";

    private final SpecText spec;
    /** By the conjuncts, followed by the scene. */
    private final Map<List<String>, List<FairAction>> read = new HashMap<>();
    private ModuleNode parsed;

    public Liveness(final SpecText spec) {
        this.spec = spec;
    }

    /** Reads the spec, so that later calls need not wait for it. */
    public void read() throws Undecided {
        module();
    }

    private synchronized ModuleNode module() throws Undecided {
        if (parsed == null) {
            parsed = ParsedSpec.parse(spec, MODULE);
        }
        return parsed;
    }

    private synchronized List<FairAction> actions(final Graph g, final List<String> conjuncts) throws Undecided {
        final List<String> asked = new ArrayList<>(conjuncts);
        asked.add(g.origin().scene());
        if (!read.containsKey(asked)) {
            final String scene = spec.file("scenes/" + g.origin().scene() + ".cfg");
            read.put(asked, FairnessText.of(module(), conjuncts, scene));
        }
        return read.get(asked);
    }

    private Constants scene(final Graph g) throws Undecided {
        return Constants.of(spec.file("scenes/" + g.origin().scene() + ".cfg"));
    }

    /** A fair behaviour that breaks a claim of Properties.tla; null if the claim holds in the graph. */
    public Lasso broken(final Graph g, final String claim, final List<String> conjuncts) throws Undecided {
        final LassoSearch search = new LassoSearch(new FairSearch(new FairGraph(g, actions(g, conjuncts))));
        final Claim c = Claim.of(module(), claim);
        Lasso shortest = null;
        for (final String u : c.speaksOf(g, scene(g))) {
            final Lasso l = search.find(c.from(g, u), c.to(g, u));
            if (l != null && (shortest == null || l.length() < shortest.length())) {
                shortest = l;
            }
        }
        return shortest;
    }

    /** The reasons why a lasso is no fair behaviour that breaks a claim; empty if it is one. */
    public List<String> faults(final Graph g, final String claim, final List<String> conjuncts, final Lasso l)
            throws Undecided {
        final Claim c = Claim.of(module(), claim);
        final LassoCheck check = new LassoCheck(g, actions(g, conjuncts));
        List<String> faults = List.of("it is about no process");
        for (final String u : c.speaksOf(g, scene(g))) {
            faults = check.faults(c.from(g, u), c.to(g, u), l);
            if (faults.isEmpty()) {
                return faults;
            }
        }
        return faults;
    }

    /** A lasso whose states TLC has printed: the numbers of its states in the graph, and the edges between them. */
    public static Lasso located(final Graph g, final List<SortedMap<String, Value>> trace, final int backTo)
            throws Undecided {
        final Map<SortedMap<String, Value>, Integer> number = new HashMap<>();
        for (int s = 0; s < g.states(); s++) {
            number.put(g.state(s), s);
        }
        final List<SortedMap<String, Value>> states = new ArrayList<>(trace);
        if (backTo < trace.size() - 1) {
            states.add(trace.get(backTo));
        }
        final List<Integer> edges = new ArrayList<>();
        for (int n = 1; n < states.size(); n++) {
            edges.add(edge(g, number.get(states.get(n - 1)), number.get(states.get(n))));
        }
        return new Lasso(number.get(trace.get(0)), edges, backTo);
    }

    private static int edge(final Graph g, final Integer from, final Integer to) throws Undecided {
        if (from == null || to == null) {
            throw new Undecided("TLC printed a state that the graph of " + g.origin().configuration() + " lacks");
        }
        for (int e = g.firstEdge(from); e < g.firstEdge(from + 1); e++) {
            if (g.target(e) == to) {
                return e;
            }
        }
        throw new Undecided("TLC printed a step that the graph of " + g.origin().configuration() + " lacks");
    }
}

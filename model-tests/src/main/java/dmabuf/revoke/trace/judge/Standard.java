// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.StateSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The standard for histories: the graph of a design, as one recorder sees it, and that of the contract. Not thread-safe. */
public final class Standard {
    /** The code of a word that this recorder does not see. */
    public static final int UNSEEN = -1;

    private static final int STATES = 6;

    /** The variables of the spec that are shown, with their words in the report. */
    private static final Map<String, String> TOLD = Map.ofEntries(Map.entry("kind", "the importer's kind"),
            Map.entry("flag", "revoked"), Map.entry("list", "attached"), Map.entry("resv", "the lock"),
            Map.entry("count", "count"), Map.entry("mapped", "mapped"), Map.entry("deferred", "unmap deferred"),
            Map.entry("job", "job"), Map.entry("exp", "exporter"), Map.entry("drv", "importer"),
            Map.entry("cb", "callback"), Map.entry("todo", "to be told"), Map.entry("closed", "closed"));

    private static final Set<String> AT_REST = Set.of("idle/idle", "FALSE", "none", "<<>>", "free");

    private final String design;

    private final Graph graph;
    private final Observer observer;
    private final Oracle protocol;
    private final Oracle contract;
    private Demands demands;
    private Oracle waiting;
    private final int[] codes = new int[Word.values().length];
    private final int[] promises = new int[Word.values().length];

    private long attachments;

    private final long[] counts = new long[Word.values().length];

    /** @param contract null if this recorder cannot tell when a revoke begins and returns */
    public Standard(final String design, final Graph graph, final Observer observer, final Oracle contract) {
        this.design = design;
        this.graph = graph;
        this.observer = observer;
        this.protocol = new Oracle(graph, observer);
        this.contract = contract;
        for (final Word w : Word.values()) {
            codes[w.ordinal()] = observer.sees(w.event) ? protocol.code(w.observation) : UNSEEN;
            promises[w.ordinal()] = contract == null || !w.ofContract() ? UNSEEN : contract.code(w.observation);
        }
    }

    /** Sets the demands of the spec on events for which it is unknown whether they were recorded. */
    void demands(final Demands d) {
        demands = d;
    }

    /** Null if it is known for each event whether it was recorded, or if no history depends on it. */
    Demands demands() {
        return demands;
    }

    /** The name of the design. */
    public String design() {
        return design;
    }

    /** The behaviours of the design. */
    public Graph graph() {
        return graph;
    }

    /** What the recorder saw. */
    public Observer observer() {
        return observer;
    }

    /** Counts an attachment that is judged by it. */
    public void attaches() {
        attachments++;
    }

    /** How many attachments were judged by it. */
    public long attachments() {
        return attachments;
    }

    Oracle.Walk protocol() {
        return protocol.walk();
    }

    Oracle.Walk contract() {
        return contract == null ? null : contract.walk();
    }

    /** The code for the protocol's walks; {@link #UNSEEN} if this recorder does not see the word. */
    public int code(final Word w) {
        return codes[w.ordinal()];
    }

    /** The code for the contract's walks. */
    int promise(final Word w) {
        return promises[w.ordinal()];
    }

    public boolean asksContract() {
        return contract != null;
    }

    /** Whether some behaviour of the design has this event. */
    public boolean knows(final Word w) {
        return graph.events().contains(w.event);
    }

    /** Whether the function in which the exporter moves is named and was recorded. */
    public boolean showsMoves() {
        return knows(Word.CALL_MOVE) && observer.sees(Word.CALL_MOVE.event);
    }

    /** Whether each broadcast is one of a move, whose function is not shown: the design moves, and never revokes. */
    boolean onlyMoves() {
        return knows(Word.CALL_MOVE) && !showsMoves() && !knows(Word.CALL_REVOKE);
    }

    public boolean seesCallbacks() {
        return observer.sees(Word.CALLBACK.event);
    }

    public boolean seesCallbackReturns() {
        return observer.sees(Word.CALLBACK_RETURN.event);
    }

    public boolean seesUnmaps() {
        return observer.sees(Word.UNMAPPED.event);
    }

    /**
     * Whether the exporter's call may have to wait for others in some of these states: for the signal of a fence or for an unmap.
     * The exporter's and the callbacks' own steps may happen unseen.
     */
    boolean mayBeStuck(final StateSet states) {
        if (waiting == null) {
            waiting = new Oracle(graph, Observer.withoutProcesses("section:x1", "broadcast:x1", "wait:x1", "callback:i1"));
        }
        return waiting.walk(states).accept(Observation.stuck("exporter:x1"));
    }

    void count(final Word w) {
        counts[w.ordinal()]++;
    }

    /** How often a word occurred in a history of this standard. */
    public long counted(final Word w) {
        return counts[w.ordinal()];
    }

    /**
     * Describes some states for a reader: the values that are common to all, then each difference. Idle values that all have in
     * common are omitted.
     */
    public List<String> states(final StateSet set) {
        final Map<String, Set<String>> values = new LinkedHashMap<>();
        for (int n = 0; n < set.size(); n++) {
            graph.state(set.state(n)).forEach((name, value) -> {
                if (TOLD.containsKey(name)) {
                    values.computeIfAbsent(TOLD.get(name), k -> new LinkedHashSet<>()).add(brief(value));
                }
            });
        }
        final List<String> lines = new ArrayList<>();
        final String same = values.entrySet().stream()
                .filter(v -> v.getValue().size() == 1 && !AT_REST.containsAll(v.getValue()))
                .map(v -> v.getKey() + " " + v.getValue().iterator().next())
                .collect(Collectors.joining(", "));
        if (!same.isEmpty()) {
            lines.add("in all: " + same);
        }
        values.forEach((name, all) -> {
            if (all.size() > 1) {
                lines.add(name + ": " + all.stream().limit(STATES).collect(Collectors.joining(", "))
                        + (all.size() > STATES ? " or one of " + (all.size() - STATES) + " more" : ""));
            }
        });
        return List.copyOf(lines);
    }

    /** The short form of a value: for a call its operation, and how far it has come. */
    private static String brief(final Value v) {
        if (v instanceof Value.Rec r && r.fields().size() == 1) {
            return brief(r.fields().values().iterator().next());
        }
        if (v instanceof Value.Rec r && r.fields().containsKey("at")) {
            return r.get("op").text() + "/" + r.get("at").text();
        }
        if (v instanceof Value.Rec r && r.fields().containsKey("i1")) {
            return brief(r.get("i1"));
        }
        return v.toString().replace("\"", "");
    }
}

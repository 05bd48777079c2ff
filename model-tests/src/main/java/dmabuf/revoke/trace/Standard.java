package dmabuf.revoke.trace;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.oracle.Oracle;

/**
 * What histories are held against: the graph of a design, as one recorder sees it, and that of the contract. Not
 * thread-safe.
 */
final class Standard {
    /** The code of a word that this recorder does not see. */
    static final int UNSEEN = -1;

    /** The name of the design. */
    final String design;

    final Graph graph;
    final Observer observer;
    private final Oracle protocol;
    private final Oracle contract;
    private final int[] codes = new int[Word.values().length];
    private final int[] promises = new int[Word.values().length];

    /** How many attachments were held against it. */
    long attachments;

    private final long[] counts = new long[Word.values().length];

    /** @param contract null if this recorder cannot tell when a revoke begins and returns */
    Standard(final String design, final Graph graph, final Observer observer, final Oracle contract) {
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

    Oracle.Walk protocol() {
        return protocol.walk();
    }

    Oracle.Walk contract() {
        return contract == null ? null : contract.walk();
    }

    /** For the protocol's walks; {@link #UNSEEN} if the word says nothing. */
    int code(final Word w) {
        return codes[w.ordinal()];
    }

    /** For the contract's walks. */
    int promise(final Word w) {
        return promises[w.ordinal()];
    }

    boolean asksContract() {
        return contract != null;
    }

    /** Whether some behaviour of the design has this event. */
    boolean knows(final Word w) {
        return graph.events().contains(w.event);
    }

    boolean seesCallbacks() {
        return observer.sees(Word.CALLBACK.event);
    }

    boolean seesUnmaps() {
        return observer.sees(Word.UNMAPPED.event);
    }

    void count(final Word w) {
        counts[w.ordinal()]++;
    }

    /** How often a word was said in a history of this standard. */
    long counted(final Word w) {
        return counts[w.ordinal()];
    }
}

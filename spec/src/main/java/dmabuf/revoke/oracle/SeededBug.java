// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.Arrays;
import java.util.BitSet;

/** Mistakes that an oracle could make, seeded on purpose: the self-check must catch every one. */
public enum SeededBug {
    /** The closure continues over a driver's return, which is visible. */
    CLOSURE_TOO_WIDE {
        @Override
        Relation relation(final Graph graph, final Observer observer) {
            return new Relation(graph, observer) {
                @Override
                boolean silent(final int edge) {
                    final Event e = graph.event(edge);
                    return super.silent(edge)
                            || e.kind() == Event.Kind.RETURN && e.process().startsWith("driver:");
                }
            };
        }
    },

    /** The closure has only the direct silent successors. */
    CLOSURE_TOO_NARROW {
        @Override
        Relation relation(final Graph graph, final Observer observer) {
            return new Relation(graph, observer) {
                @Override
                int[] closed(final int[] set) {
                    final BitSet reached = new BitSet();
                    for (final int s : set) {
                        reached.set(s);
                        for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                            reached.set(silent(e) ? graph.target(e) : s);
                        }
                    }
                    return reached.stream().toArray();
                }
            };
        }
    },

    /** One silent edge is lost: the first one, breadth first, from the initial states. */
    LOST_EDGE {
        @Override
        Relation relation(final Graph graph, final Observer observer) {
            final int lost = firstSilentEdge(graph);
            return new Relation(graph, observer) {
                @Override
                boolean silent(final int edge) {
                    return edge != lost && super.silent(edge);
                }
            };
        }
    },

    /** For equal stamps, a return precedes another thread's call. */
    SWAPPED_TIE {
        @Override
        boolean callsFirst() {
            return false;
        }
    },

    /** A process that is in no call counts as stuck. */
    IDLE_IS_STUCK {
        @Override
        Relation relation(final Graph graph, final Observer observer) {
            return new Relation(graph, observer) {
                @Override
                BitSet inCall(final int process) {
                    final BitSet all = new BitSet();
                    all.set(0, graph.states());
                    return all;
                }
            };
        }
    },

    /** Stuck looks only at the next step, and misses returns that several silent steps lead to. */
    STUCK_WITHOUT_SEARCH {
        @Override
        Relation relation(final Graph graph, final Observer observer) {
            return new Relation(graph, observer) {
                @Override
                void spread(final BitSet found, final int[] queue, final int length) {}
            };
        }
    },

    /** A history whose beginning was not seen starts from the initial states only. */
    LATE_IS_EARLY {
        @Override
        Relation relation(final Graph graph, final Observer observer) {
            return new Relation(graph, observer) {
                @Override
                int[] start() {
                    return closed(graph.initial());
                }
            };
        }
    },

    /** Steps that the observer does not see do not happen. */
    HIDDEN_IS_IMPOSSIBLE {
        @Override
        Relation relation(final Graph graph, final Observer observer) {
            return new Relation(graph, observer) {
                @Override
                boolean silent(final int edge) {
                    return graph.event(edge) == null;
                }
            };
        }
    };

    Relation relation(final Graph graph, final Observer observer) {
        return new Relation(graph, observer);
    }

    boolean callsFirst() {
        return true;
    }

    private static int firstSilentEdge(final Graph graph) {
        final BitSet reached = new BitSet();
        final int[] queue = Arrays.copyOf(graph.initial(), graph.states());
        int end = graph.initial().length;
        for (int n = 0; n < end; n++) {
            for (int e = graph.firstEdge(queue[n]); e < graph.firstEdge(queue[n] + 1); e++) {
                if (graph.event(e) == null) {
                    return e;
                }
                if (!reached.get(graph.target(e))) {
                    reached.set(graph.target(e));
                    queue[end++] = graph.target(e);
                }
            }
        }
        throw new IllegalArgumentException("a graph without silent steps");
    }
}

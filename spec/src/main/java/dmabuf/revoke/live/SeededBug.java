// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Graph;
import java.util.BitSet;
import java.util.List;

/** Mistakes that a decision about liveness could make, seeded on purpose: the tests must catch every one. */
enum SeededBug {
    /** The first fair action is ignored. */
    ACTION_IGNORED {
        @Override
        FairSearch search(final FairGraph fair) {
            return new FairSearch(fair) {
                @Override
                long weak() {
                    return super.weak() & ~1;
                }

                @Override
                long strong() {
                    return super.strong() & ~1;
                }
            };
        }
    },

    /** Strong fairness demands no more than weak fairness. */
    STRONG_IS_WEAK {
        @Override
        FairSearch search(final FairGraph fair) {
            return new FairSearch(fair) {
                @Override
                long weak() {
                    return -1;
                }

                @Override
                long strong() {
                    return 0;
                }
            };
        }
    },

    /** Weak fairness demands as much as strong fairness. */
    WEAK_IS_STRONG {
        @Override
        FairSearch search(final FairGraph fair) {
            return new FairSearch(fair) {
                @Override
                long weak() {
                    return 0;
                }

                @Override
                long strong() {
                    return -1;
                }
            };
        }
    },

    /** An edge from a state to itself counts as a step of its action, and so makes it possible. */
    SELF_LOOPS_ARE_STEPS {
        @Override
        FairGraph graph(final Graph graph, final List<FairAction> actions) {
            return new FairGraph(graph, actions) {
                @Override
                boolean counts(final int state, final int edge) {
                    return true;
                }
            };
        }
    },

    /** An edge from a state to itself makes its action possible, although it is no step of it. */
    ENABLED_BY_SELF_LOOPS {
        @Override
        FairGraph graph(final Graph graph, final List<FairAction> actions) {
            return new FairGraph(graph, actions) {
                @Override
                boolean enables(final int state, final int edge) {
                    return true;
                }
            };
        }
    },

    /** No behaviour ever stops. */
    NEVER_STAYS {
        @Override
        FairSearch search(final FairGraph fair) {
            return new FairSearch(fair) {
                @Override
                boolean mayStay(final int state) {
                    return false;
                }
            };
        }
    },

    /** The rest of a part, without the states in which a strong action is possible, counts as fair. */
    NOT_SEARCHED_AGAIN {
        @Override
        FairSearch search(final FairGraph fair) {
            return new FairSearch(fair) {
                @Override
                void again(final int[] rest, final List<int[]> left, final List<int[]> found) {
                    found.add(rest);
                }
            };
        }
    },

    /** A part in which a strong action is never taken is discarded as a whole. */
    GIVEN_UP {
        @Override
        FairSearch search(final FairGraph fair) {
            return new FairSearch(fair) {
                @Override
                void again(final int[] rest, final List<int[]> left, final List<int[]> found) {}
            };
        }
    },

    /** Q leads to P. */
    SIDES_SWAPPED {
        @Override
        LassoSearch lassos(final FairSearch search) {
            return new LassoSearch(search) {
                @Override
                Lasso find(final BitSet from, final BitSet to) {
                    return super.find(to, from);
                }
            };
        }
    },

    /** Q is owed from the beginning, even if P never held. */
    ALWAYS_OWED {
        @Override
        LassoSearch lassos(final FairSearch search) {
            return new LassoSearch(search) {
                @Override
                BitSet owed(final BitSet from, final BitSet to) {
                    final BitSet all = new BitSet();
                    all.set(0, search.fair.graph.states());
                    all.andNot(to);
                    return all;
                }
            };
        }
    },

    /** Q counts as owed in states where both P and Q hold. */
    OWED_THOUGH_PAID {
        @Override
        LassoSearch lassos(final FairSearch search) {
            return new LassoSearch(search) {
                @Override
                BitSet owed(final BitSet from, final BitSet to) {
                    return from;
                }
            };
        }
    },

    /** The path may pass Q. */
    Q_IS_PASSED {
        @Override
        LassoSearch lassos(final FairSearch search) {
            return new LassoSearch(search) {
                @Override
                Lasso find(final BitSet from, final BitSet to) {
                    return super.find(from, new BitSet());
                }
            };
        }
    },

    /** The shortest loop is taken, fair or not. */
    ROUND_TOO_SHORT {
        @Override
        LassoSearch lassos(final FairSearch search) {
            return new LassoSearch(search) {
                @Override
                long missing(final int start, final List<Integer> edges) {
                    return 0;
                }
            };
        }
    };

    FairGraph graph(final Graph graph, final List<FairAction> actions) {
        return new FairGraph(graph, actions);
    }

    FairSearch search(final FairGraph fair) {
        return new FairSearch(fair);
    }

    LassoSearch lassos(final FairSearch search) {
        return new LassoSearch(search);
    }

    /** A complete decision with the mistake in it. */
    final Lasso find(final Graph graph, final List<FairAction> actions, final BitSet from, final BitSet to) {
        return lassos(search(graph(graph, actions))).find(from, to);
    }
}

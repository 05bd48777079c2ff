// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import java.util.Comparator;

/** Two operations that are open at the same time, each with the caller's role: {@code driver map} and {@code exporter revoke}. */
record Pair(String one, String other) implements Comparable<Pair> {
    private static final Comparator<Pair> ORDER = Comparator.comparing(Pair::one).thenComparing(Pair::other);

    static Pair of(final String a, final String b) {
        return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
    }

    /** The operation of a call with its role, whoever makes it. */
    static String operation(final Event call) {
        return call.process().replaceFirst(":.*", "") + " " + call.op();
    }

    @Override
    public int compareTo(final Pair o) {
        return ORDER.compare(this, o);
    }

    @Override
    public String toString() {
        return one + " with " + other;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.util.Arrays;
import tlc2.value.impl.Value;

/**
 * A cache of the values of an expression; the key is what the expression has read.
 *
 * <p>The cache is a tree: a node says what the expression reads next, and has a branch for each number that was read there; a
 * leaf is the value. As long as an expression reads the same values, it reads the same variables next. Therefore its value is
 * found by following the tree. A cache that has reached its limit is cleared.
 */
final class Memo {
    /** What is read at one point of the expression's evaluation. */
    private static final class Read {
        final int place;
        Object[] next = new Object[4];

        Read(final int place) {
            this.place = place;
        }
    }

    private final int limit;
    private Object root;
    private int branches;

    /** @param limit the number of branches, which it exceeds by at most one path */
    Memo(final int limit) {
        this.limit = limit;
    }

    /** The value of the expression if it reads these numbers; null if it is not known. */
    Value find(final int[] numbers) {
        Object at = root;
        while (at instanceof Read r) {
            final int n = numbers[r.place];
            at = n < r.next.length ? r.next[n] : null;
        }
        return (Value) at;
    }

    /**
     * Stores a value.
     *
     * @param places what the expression read, in this order; only the first {@code count} of them
     */
    void put(final int[] places, final int count, final int[] numbers, final Value value) {
        if (branches >= limit) {
            root = null;
            branches = 0;
        }
        root = grown(root, places, 0, count, numbers, value);
    }

    private Object grown(
            final Object at, final int[] places, final int depth, final int count, final int[] numbers, final Value value) {
        if (depth == count) {
            return value;
        }
        final Read r = at == null ? new Read(places[depth]) : (Read) at;
        if (at == null) {
            branches += r.next.length;
        }
        if (r.place != places[depth]) {
            throw new IllegalStateException("an expression that has read the same values reads another variable next");
        }
        final int n = numbers[r.place];
        if (n >= r.next.length) {
            branches -= r.next.length;
            r.next = Arrays.copyOf(r.next, Math.max(n + 1, 2 * r.next.length));
            branches += r.next.length;
        }
        r.next[n] = grown(r.next[n], places, depth + 1, count, numbers, value);
        return r;
    }
}

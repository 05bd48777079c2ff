// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import java.util.List;
import java.util.function.Consumer;

/** A statement about one outcome: equations between calls and results, combined by and, or, not. */
public sealed interface Proposition {
    /** @param results of all calls, column by column */
    boolean holds(List<String> results);

    /** Passes on each equation in it. */
    void equations(Consumer<Is> each);

    /**
     * A call has a result.
     *
     * @param call its index among all calls, column by column, from 0
     * @param text in the file
     * @param line in its file, from 1
     */
    record Is(int call, String result, String text, int line) implements Proposition {
        @Override
        public boolean holds(final List<String> results) {
            return results.get(call).equals(result);
        }

        @Override
        public void equations(final Consumer<Is> each) {
            each.accept(this);
        }

        @Override
        public String toString() {
            return text + " = " + result;
        }
    }

    record Not(Proposition of) implements Proposition {
        @Override
        public boolean holds(final List<String> results) {
            return !of.holds(results);
        }

        @Override
        public void equations(final Consumer<Is> each) {
            of.equations(each);
        }

        @Override
        public String toString() {
            return "~(" + of + ")";
        }
    }

    record And(Proposition left, Proposition right) implements Proposition {
        @Override
        public boolean holds(final List<String> results) {
            return left.holds(results) && right.holds(results);
        }

        @Override
        public void equations(final Consumer<Is> each) {
            left.equations(each);
            right.equations(each);
        }

        @Override
        public String toString() {
            return part(left) + " /\\ " + part(right);
        }

        private static String part(final Proposition p) {
            return p instanceof Or ? "(" + p + ")" : p.toString();
        }
    }

    record Or(Proposition left, Proposition right) implements Proposition {
        @Override
        public boolean holds(final List<String> results) {
            return left.holds(results) || right.holds(results);
        }

        @Override
        public void equations(final Consumer<Is> each) {
            left.equations(each);
            right.equations(each);
        }

        @Override
        public String toString() {
            return left + " \\/ " + right;
        }
    }
}

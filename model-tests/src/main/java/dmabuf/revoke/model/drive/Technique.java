// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.tlc.Undecided;

/**
 * A way of holding impl against the spec. All of them ask the graph or the oracle what ought to happen; what they hold
 * against it is whatever impl is on the class path, a mutant too.
 */
public interface Technique {
    /** A short name, as {@code replay}. */
    String name();

    /**
     * Runs it once, to its first disagreement.
     *
     * @param seed of all that is random in it; what is not random does not depend on it
     */
    Verdict run(Graphs graphs, long seed) throws Undecided, InterruptedException;

    /** Whether it goes on for a set time as long as it finds nothing: a hunt of many mutants asks it only where that is wanted. */
    default boolean takesSetTime() {
        return false;
    }

    /**
     * How it ended.
     *
     * @param summary one line with the numbers: what was exercised
     * @param failure if they disagree: what happened, and what the spec would have allowed; else empty
     */
    record Verdict(Status status, String summary, String failure) {
        /** How a technique can end. */
        public enum Status {
            /** Impl and spec agree, and there was something on which they could have disagreed. */
            AGREES("agrees"),
            DIFFERS("DISAGREES"),
            /** Impl came to no end: it disagrees too. */
            HUNG("HUNG");

            private final String text;

            Status(final String text) {
                this.text = text;
            }

            @Override
            public String toString() {
                return text;
            }
        }

        public static Verdict agrees(final String summary) {
            return new Verdict(Status.AGREES, summary, "");
        }

        public static Verdict differs(final String summary, final String failure) {
            return new Verdict(Status.DIFFERS, summary, failure);
        }

        public static Verdict hung(final String summary, final String failure) {
            return new Verdict(Status.HUNG, summary, failure);
        }

        public boolean agrees() {
            return status == Status.AGREES;
        }
    }
}

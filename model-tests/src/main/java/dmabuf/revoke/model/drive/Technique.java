// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.tlc.Undecided;

/**
 * A way of checking impl against the spec. Each technique asks the graph or the oracle what should happen. It checks the impl on
 * the class path, which may be a mutant.
 */
public interface Technique {
    /** A short name, such as {@code replay}. */
    String name();

    /**
     * Runs it once, to its first disagreement.
     *
     * @param seed of everything in it that is random
     */
    Verdict run(Graphs graphs, long seed) throws Undecided, InterruptedException;

    /** Whether it runs for a set time as long as it finds nothing. A hunt of many mutants runs it only on request. */
    default boolean takesSetTime() {
        return false;
    }

    /**
     * The result of a run.
     *
     * @param summary one line with the numbers: what was exercised
     * @param failure if they disagree: what happened, and what the spec would have allowed; else empty
     */
    record Verdict(Status status, String summary, String failure) {
        /** The possible results of a run. */
        public enum Status {
            /** Impl and spec agree, and there was something on which they could have disagreed. */
            AGREES("agrees"),
            DIFFERS("DISAGREES"),
            /** Impl did not terminate, which is a disagreement too. */
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

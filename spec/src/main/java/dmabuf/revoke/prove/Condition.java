// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.List;

/**
 * What has to be proved of one way through Init or Next, or of a state: the premises imply each goal.
 *
 * @param name the action and its parameters, or what the goals are about
 * @param step the way; null if the goals are about a state
 * @param invariant whether it is a premise that the state before keeps the invariant
 * @param given the other premises
 */
record Condition(String name, Step step, boolean invariant, List<Term> given, List<Goal> goals) {
    enum Kind {
        /** A conjunct of the invariant. */
        CONJUNCT,
        /** A claim of Properties. */
        CLAIM,
        /** An expression has a value. */
        DEFINED
    }

    /**
     * @param stronger a formula that implies {@code formula} and is easier to decide, so that it is tried first; null if there is
     *     none
     */
    record Goal(Kind kind, String name, Term formula, Term stronger) {}
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.List;

/**
 * What has to be proved, of one way through Next or of a state: from what is given, each of the goals.
 *
 * @param name the action and its parameters, or what the goals are of
 * @param step the way; null if the goals are of a state
 * @param invariant whether the state before is one that keeps the invariant
 * @param given what else is known
 */
record Condition(String name, Step step, boolean invariant, List<Term> given, List<Goal> goals) {
    enum Kind {
        /** A sentence of the invariant. */
        CONJUNCT,
        /** A claim of Properties. */
        CLAIM,
        /** That an expression has a value. */
        DEFINED
    }

    /** @param weaker the same with fewer to choose from: if this is proved, so is the formula; null if there is none */
    record Goal(Kind kind, String name, Term formula, Term weaker) {}
}

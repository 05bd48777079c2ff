// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import java.util.Set;

/**
 * An action of which the fairness speaks: what may not be possible, from some time on for ever or again and again, and
 * never be done.
 *
 * @param conjunct of Fairness.tla in which it stands
 * @param of whom it speaks there, as {@code x1}; empty if of nobody in particular
 * @param strong whether it must be done if it is possible again and again; else only if it stays possible
 * @param steps by their names: each edge so named is a step of the action, unless it changes nothing, and no other is
 */
record FairAction(String conjunct, String of, boolean strong, Set<StepName> steps) {
    @Override
    public String toString() {
        return (strong ? "SF " : "WF ") + conjunct + (of.isEmpty() ? "" : " " + of);
    }
}

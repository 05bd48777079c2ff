// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import java.util.Set;

/**
 * An action of the fairness: a behaviour is not fair if the action is possible for ever, or again and again, from some time
 * on, and is never taken.
 *
 * @param conjunct of Fairness.tla that it comes from
 * @param of the process, for example {@code x1}; empty if there is none
 * @param strong whether it must be taken if it is possible again and again; otherwise only if it stays possible
 * @param steps by name: exactly the edges with these names are steps of the action, except those that change nothing
 */
record FairAction(String conjunct, String of, boolean strong, Set<StepName> steps) {
    @Override
    public String toString() {
        return (strong ? "SF " : "WF ") + conjunct + (of.isEmpty() ? "" : " " + of);
    }
}

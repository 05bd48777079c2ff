// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import java.util.List;

/**
 * A behaviour that returns to one of its states and repeats from there for ever, or stays in its last state.
 *
 * @param start the first state
 * @param edges from there; the last one leads back, unless it stays in its last state
 * @param backTo the index, from 0, of the state to which it returns
 */
public record Lasso(int start, List<Integer> edges, int backTo) {
    /** Whether it stays in its last state. */
    public boolean stays() {
        return backTo == edges.size();
    }

    /** The number of different states, as TLC counts them. */
    public int length() {
        return stays() ? edges.size() + 1 : edges.size();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import java.util.List;

/**
 * A behaviour that comes back to one of its states and goes round for ever, or stays in its last one.
 *
 * @param start the first state
 * @param edges from there; the last one leads back, unless it stays in its last state
 * @param backTo the place among its states, from 0, to which it comes back
 */
public record Lasso(int start, List<Integer> edges, int backTo) {
    /** Whether it changes nothing any more from its last state on. */
    public boolean stays() {
        return backTo == edges.size();
    }

    /** In different places, as TLC counts states. */
    public int length() {
        return stays() ? edges.size() + 1 : edges.size();
    }
}

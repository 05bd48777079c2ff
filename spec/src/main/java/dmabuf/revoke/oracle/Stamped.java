// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;

/**
 * An observation and its time. A call is stamped before it is made, a return after it has returned.
 *
 * @param stamp of {@code System.nanoTime}, compared by difference; or of a logical counter
 */
public record Stamped(long stamp, Observation what) {
    boolean isCall() {
        return what instanceof Observation.Seen s && s.event().kind() == Event.Kind.CALL;
    }
}

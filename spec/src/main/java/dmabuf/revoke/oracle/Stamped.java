// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;

/**
 * An observation and when it was made. A call is stamped before it is made, a return after it came back.
 *
 * @param stamp of {@code System.nanoTime}, which compares by difference; or of a logical counter
 */
public record Stamped(long stamp, Observation what) {
    boolean isCall() {
        return what instanceof Observation.Seen s && s.event().kind() == Event.Kind.CALL;
    }
}

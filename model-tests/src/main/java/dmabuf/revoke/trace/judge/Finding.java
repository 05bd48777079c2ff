// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.oracle.Refusal;
import dmabuf.revoke.trace.read.Window;
import java.util.List;

/**
 * The first line of a buffer's history that no behaviour explains.
 *
 * @param buffer its number in the trace
 * @param name its number, address and exporter
 * @param asksContract whether the trace shows when a revoke begins and returns
 * @param who which history of the buffer: with one attachment, with one fence, or alone
 * @param states the states that the spec considers possible before it, a line each
 * @param window the last lines about the buffer
 */
public record Finding(
        int buffer,
        String name,
        String who,
        String design,
        boolean asksContract,
        Refusal refusal,
        long line,
        String text,
        List<String> states,
        List<Window.Line> window) {}

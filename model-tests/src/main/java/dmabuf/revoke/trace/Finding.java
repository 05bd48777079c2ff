package dmabuf.revoke.trace;

import dmabuf.revoke.oracle.Refusal;
import java.util.List;

/**
 * The first line of a buffer's history that no behaviour explains.
 *
 * @param who which history of the buffer: with one attachment, with one fence, or alone
 * @param states what the spec holds possible before it, a line each
 * @param window the last lines that were about the buffer
 */
record Finding(
        Buffer buffer, String who, String design, Refusal refusal, long line, String text, List<String> states,
                List<Window.Line> window) {}

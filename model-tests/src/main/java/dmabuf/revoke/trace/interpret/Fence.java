// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.judge.Judged;

/** A fence in a buffer's reservation object that has not signalled yet. */
final class Fence {
    final Buffer buffer;

    /** The attachment whose job it stands for; null if it belongs to no mapping. */
    final Attachment owner;

    /** The history of the buffer with this fence; null if it has an owner. */
    final Judged judged;

    /** The line on which it was added. */
    final long line;

    Fence(final Buffer buffer, final Attachment owner, final Judged judged, final long line) {
        this.buffer = buffer;
        this.owner = owner;
        this.judged = judged;
        this.line = line;
    }
}

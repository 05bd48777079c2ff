// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.judge.Judged;

/** One attachment, from the call of attach to the return of detach. */
final class Attachment {
    final Buffer buffer;
    Judged judged;

    /** The address of the importer's ops, and whether it has none at all. */
    final long iops;
    final boolean isStatic;

    /** The line and the thread of its attach. */
    final long line;
    final String thread;

    /** Its address; 0 as long as that was not seen. */
    long address;

    /** attach has really returned to the importer. */
    boolean returned;

    /** The history has the return of attach, or of detach, already. */
    boolean attachSaid;
    boolean detachSaid;

    /** detach was called: its address may be that of another from some moment on. */
    boolean detaching;

    /** What the trace says of it: a mapping, by which road, and the fence of its running job. */
    boolean mapped;
    boolean privately;
    long job;

    /** Where its mapping ends is recorded, so that the contract can be asked of it. */
    boolean ends;

    /** A restore was under way when attach was called. */
    boolean inRestore;

    /** The line on which a callback came before its attach returned; 0 if none did. */
    long early;

    Attachment(final Buffer buffer, final Judged judged, final long iops, final long line, final String thread) {
        this.buffer = buffer;
        this.judged = judged;
        this.iops = iops;
        this.isStatic = iops == 0;
        this.line = line;
        this.thread = thread;
    }

    /** How a report calls it. */
    String who() {
        return "with attachment " + (address == 0 ? "of line " + line : String.format("0x%x", address));
    }
}

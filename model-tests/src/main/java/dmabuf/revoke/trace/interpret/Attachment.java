// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.judge.Judged;

/** One attachment, from the call of attach to the return of detach. */
final class Attachment {
    final Buffer buffer;
    Judged judged;

    /** The address of the importer's ops, and whether the importer has none at all. */
    final long iops;
    final boolean isStatic;

    /** The line and the thread of its attach. */
    final long line;
    final String thread;

    /** Its address; 0 until it was seen. */
    long address;

    /** Whether attach has returned to the importer. */
    boolean returned;

    /** Whether the history already has the return of attach, or of detach. */
    boolean attachSaid;
    boolean detachSaid;

    /** Whether detach was called: another attachment may have its address from some moment on. */
    boolean detaching;

    /** Its state according to the trace: whether it is mapped, whether by a private mapping, and the fence of its running job. */
    boolean mapped;
    boolean privately;
    long job;

    /** Whether the end of its mapping is recorded, so that the contract can be checked. */
    boolean ends;

    /** Whether a restore was in progress when attach was called. */
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

    /** The attachment's name in a report. */
    String who() {
        return "with attachment " + (address == 0 ? "of line " + line : String.format("0x%x", address));
    }
}

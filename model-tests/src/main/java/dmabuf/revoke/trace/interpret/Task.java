// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

/** The calls and sections that a thread is in. */
final class Task {
    final int tid;
    String name;

    /** By pair of Pairs: the functions that it is in, and those that it was seen to enter or to leave. */
    long inside;
    long entered;

    String exporting = "";
    Attachment attaching;
    Attachment detaching;
    boolean insertSection;
    Attachment mapping;
    Attachment unmapping;
    boolean mapSaid;

    /** The buffer of the broadcast that it makes, and the attachment whose callback it is in. */
    Buffer broadcasting;
    Attachment callback;
    int callbackEvent;

    /** The exporter's call that it is in: a move, or a close that may have a move inside. */
    Move move;
    boolean insideClose;

    /** The buffer whose lock it holds as the exporter. */
    Buffer section;

    long waitResv;
    long waitUsage;
    long lockIn;

    /** The lock that it waits for, or is about to take; 0 if none. */
    long queuing;

    /** The lock it holds, if that belongs to a buffer, and the attachment that it mapped in that hold. */
    long held;
    Attachment mappedInHold;

    Task(final int tid) {
        this.tid = tid;
    }

    boolean idle() {
        return exporting.isEmpty() && attaching == null && detaching == null && mapping == null && unmapping == null
                && broadcasting == null && callback == null && move == null && section == null && held == 0
                && waitResv == 0 && queuing == 0;
    }
}

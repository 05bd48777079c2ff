// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** The steps of the protocol: each is an action of the spec, by the same name ({@link #action}). */
public enum Step {
    OUTER_LOCK,
    LOCK,
    SET_FLAG,
    NOTIFY,
    INVALIDATE_UNMAPPED,
    INVALIDATE_UNMAP,
    INVALIDATE_DEFER,
    CALLBACK_RETURN,
    BROADCAST_END,
    FENCE_WAIT,
    UNLOCK,
    PUT_REGISTRATION,
    UNMAP_WAIT,
    REARM,
    CLEAR_FLAG,
    FINISH,
    ATTACH_TEST,
    ATTACH_INSERT,
    DETACH,
    RESV_LOCK,
    RESV_UNLOCK,
    PIN,
    UNPIN,
    MAP,
    MAP_REFUSED,
    MAP_WAIT,
    SUBMIT,
    DRIVER_UNMAP,
    WORKER_UNMAP,
    SIGNAL,
    PLACE,
    COPY,
    ARRIVE,
    ZAP,
    MMAP,
    MUNMAP,
    TOUCH,
    FAULT,
    FAULT_INSERT,
    VMAP,
    VUNMAP,
    BEGIN,
    BEGIN_WAIT,
    END,
    IMPORT,
    FOREIGN_SIGNAL;

    private final String action;

    Step() {
        final StringBuilder text = new StringBuilder();
        for (final String word : name().split("_")) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        action = text.toString();
    }

    /** What it is when it is refused: another step, or the same. */
    Step refused() {
        return this == MAP ? MAP_REFUSED : this;
    }

    /** The name of the action in the TLA+ modules. */
    public String action() {
        return action;
    }
}

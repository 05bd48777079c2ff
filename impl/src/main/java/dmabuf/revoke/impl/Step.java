// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** The steps of the protocol: each is an action of the spec, by the same name ({@link #action}). */
public enum Step {
    /** An exporter's operation takes the outer lock. */
    OUTER_LOCK,
    /** An exporter's operation takes the reservation lock. */
    LOCK,
    /** The buffer is revoked: whoever maps from now on is refused. */
    SET_FLAG,
    /** The broadcast turns to the next attachment. */
    NOTIFY,
    /** A callback finds nothing mapped. */
    INVALIDATE_UNMAPPED,
    /** A callback unmaps. */
    INVALIDATE_UNMAP,
    /** A callback leaves the unmap to the worker. */
    INVALIDATE_DEFER,
    /** A callback returns. */
    CALLBACK_RETURN,
    /** All importers have been told. */
    BROADCAST_END,
    /** The fences that an exporter's operation waits for have signalled. */
    FENCE_WAIT,
    /** An exporter's operation lets the reservation lock go. */
    UNLOCK,
    /** A revoke gives back the registration: from now on the last unmap completes. */
    PUT_REGISTRATION,
    /** The last unmap has come. */
    UNMAP_WAIT,
    /** The count is set back. */
    REARM,
    /** The buffer is live again. */
    CLEAR_FLAG,
    /** An exporter's operation ends, and lets the outer lock go. */
    FINISH,
    /** The exporter tests an importer that attaches, without a lock. */
    ATTACH_TEST,
    /** An attachment comes into the list. */
    ATTACH_INSERT,
    /** An attachment leaves the list. */
    DETACH,
    /** An importer's driver takes the reservation lock. */
    RESV_LOCK,
    /** An importer's driver lets the reservation lock go. */
    RESV_UNLOCK,
    /** An importer pins the memory, or is refused. */
    PIN,
    /** An importer gives its pin back. */
    UNPIN,
    /** An importer gets a mapping. */
    MAP,
    /** An importer is refused a mapping. */
    MAP_REFUSED,
    /** The fences that a map waits for have signalled, and the hardware gets the addresses. */
    MAP_WAIT,
    /** A job begins, or is queued. */
    SUBMIT,
    /** An importer's driver unmaps, or finds that the worker was faster. */
    DRIVER_UNMAP,
    /** An importer's worker unmaps, or finds that the driver was faster. */
    WORKER_UNMAP,
    /** A job has ended. */
    SIGNAL,
    /** A move looks for a new place, and whether the memory may move. */
    PLACE,
    /** A move's job begins. */
    COPY,
    /** A move's job has ended. */
    ARRIVE,
    /** The pages leave all page tables. */
    ZAP,
    /** A program gets an area, or is refused. */
    MMAP,
    /** A program gives its area up. */
    MUNMAP,
    /** A program touches a page that is there. */
    TOUCH,
    /** A fault is decided: the page is inserted, or the program gets a signal, or a second test comes. */
    FAULT,
    /** A fault is decided for the second time, and the page inserted. */
    FAULT_INSERT,
    /** A program gets a kernel mapping, or is refused. */
    VMAP,
    /** A program gives its kernel mapping back. */
    VUNMAP,
    /** A program asks to begin an access, and is let in or refused. */
    BEGIN,
    /** The fences that begin waits for have signalled: the access has begun. */
    BEGIN_WAIT,
    /** An access has ended. */
    END,
    /** A program imports a fence of its own. */
    IMPORT,
    /** An imported fence signals. */
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

    /** {@return the name of the action in the TLA+ modules} */
    public String action() {
        return action;
    }
}

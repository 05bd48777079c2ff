// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** The steps of the protocol. Each is an action of the spec with the same name ({@link #action}). */
public enum Step {
    /** An exporter's operation takes the outer lock. */
    OUTER_LOCK,
    /** An exporter's operation takes the reservation lock. */
    LOCK,
    /** The flag is set: every later map is refused. */
    SET_FLAG,
    /** The broadcast calls the callback of the next attachment. */
    NOTIFY,
    /** A callback finds nothing mapped. */
    INVALIDATE_UNMAPPED,
    /** A callback unmaps. */
    INVALIDATE_UNMAP,
    /** A callback defers the unmap to the worker. */
    INVALIDATE_DEFER,
    /** A callback returns. */
    CALLBACK_RETURN,
    /** All callbacks have run. */
    BROADCAST_END,
    /** The fences that an exporter's operation waits for have signalled. */
    FENCE_WAIT,
    /** An exporter's operation drops the reservation lock. */
    UNLOCK,
    /** A revoke puts the registration: from now on the last unmap completes. */
    PUT_REGISTRATION,
    /** A revoke has seen the completion of the last unmap. */
    UNMAP_WAIT,
    /** The count is armed again. */
    REARM,
    /** The flag is cleared: the buffer is live again. */
    CLEAR_FLAG,
    /** An exporter's operation ends, and drops the outer lock. */
    FINISH,
    /** The exporter tests an importer that attaches, without a lock. */
    ATTACH_TEST,
    /** An attachment is added to the list. */
    ATTACH_INSERT,
    /** An attachment is removed from the list. */
    DETACH,
    /** An importer's driver takes the reservation lock. */
    RESV_LOCK,
    /** An importer's driver drops the reservation lock. */
    RESV_UNLOCK,
    /** An importer pins the memory, or is refused. */
    PIN,
    /** An importer unpins. */
    UNPIN,
    /** An importer gets a mapping. */
    MAP,
    /** A map of an importer is refused. */
    MAP_REFUSED,
    /** The fences that a map waits for have signalled, and the hardware gets the addresses. */
    MAP_WAIT,
    /** A job begins, or is queued. */
    SUBMIT,
    /** An importer's driver unmaps, or finds that the worker has unmapped. */
    DRIVER_UNMAP,
    /** An importer's worker unmaps, or finds that the driver has unmapped. */
    WORKER_UNMAP,
    /** A job has ended. */
    SIGNAL,
    /** A move finds a new place, or finds that the memory is pinned. */
    PLACE,
    /** A move's job begins. */
    COPY,
    /** A move's job has ended. */
    ARRIVE,
    /** The pages leave all page tables. */
    ZAP,
    /** A program gets an area, or is refused. */
    MMAP,
    /** A program unmaps its area. */
    MUNMAP,
    /** A program accesses a page that is mapped. */
    TOUCH,
    /** A page fault inserts the page, or fails with a signal, or goes on to a second test. */
    FAULT,
    /** A page fault, after its second test, inserts the page or fails. */
    FAULT_INSERT,
    /** A program gets a kernel mapping, or is refused. */
    VMAP,
    /** A program gives up its kernel mapping. */
    VUNMAP,
    /** A program's begin passes the test, or is refused. */
    BEGIN,
    /** The fences that begin waits for have signalled, and the access begins. */
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

    /** The step if it is refused: another one, or the same. */
    Step refused() {
        return this == MAP ? MAP_REFUSED : this;
    }

    /** {@return the name of the action in the TLA+ modules} */
    public String action() {
        return action;
    }
}

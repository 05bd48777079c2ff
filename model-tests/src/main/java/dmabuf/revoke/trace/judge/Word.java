// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.oracle.Observation;

/** The events of Traced.tla by which a kernel's trace is told. */
public enum Word {
    CALL_REVOKE(call("exporter:x1", "revoke")), RETURN_REVOKE(ret("exporter:x1", "revoke", "-", "OK")),
    CALL_RESTORE(call("exporter:x1", "restore")), RETURN_RESTORE(ret("exporter:x1", "restore", "-", "OK")),
    CALL_CLOSE(call("exporter:x1", "close")), RETURN_CLOSE(ret("exporter:x1", "close", "-", "OK")),
    CALL_MOVE(call("exporter:x1", "move")), RETURN_MOVE(ret("exporter:x1", "move", "-", "OK")),
    HOLD(call("section:x1", "hold")), LET_GO(ret("section:x1", "hold", "-", "OK")),
    BROADCAST(ret("broadcast:x1", "notify", "-", "OK")),
    WAIT_KERNEL(ret("wait:x1", "fences", "KERNEL", "OK")), WAIT_WRITE(ret("wait:x1", "fences", "WRITE", "OK")),
    WAIT_READ(ret("wait:x1", "fences", "READ", "OK")), WAIT_BOOKKEEP(ret("wait:x1", "fences", "BOOKKEEP", "OK")),
    WAIT_FAILED(ret("wait:x1", "fences", "-", "other")),
    ATTACH_STATIC(Event.call("driver:i1", "attach", "static")), ATTACH_DYNAMIC(Event.call("driver:i1", "attach",
            "dynamic")),
    ATTACHED_STATIC(attached("static", "OK")), ATTACHED_DYNAMIC(attached("dynamic", "OK")),
    ATTACH_STATIC_ENODEV(attached("static", "ENODEV")), ATTACH_DYNAMIC_ENODEV(attached("dynamic", "ENODEV")),
    ATTACH_STATIC_EOPNOTSUPP(attached("static", "EOPNOTSUPP")), ATTACH_DYNAMIC_EOPNOTSUPP(attached("dynamic",
            "EOPNOTSUPP")),
    ATTACH_STATIC_OTHER(attached("static", "other")), ATTACH_DYNAMIC_OTHER(attached("dynamic", "other")),
    DETACH(call("driver:i1", "detach")), DETACHED(ret("driver:i1", "detach", "-", "OK")),
    MAP(call("driver:i1", "map")), MAPPED(ret("driver:i1", "map", "-", "OK")),
    MAP_ENODEV(ret("driver:i1", "map", "-", "ENODEV")), MAP_EINVAL(ret("driver:i1", "map", "-", "EINVAL")),
    MAP_OTHER(ret("driver:i1", "map", "-", "other")),
    MAP_PRIVATE(Event.call("driver:i1", "map", "private")), MAPPED_PRIVATE(ret("driver:i1", "map", "private", "OK")),
    PRIVATE_ENODEV(ret("driver:i1", "map", "private", "ENODEV")), PRIVATE_EINVAL(ret("driver:i1", "map", "private",
            "EINVAL")),
    PRIVATE_OTHER(ret("driver:i1", "map", "private", "other")),
    UNMAPPED(ret("mapping:i1", "unmap", "-", "OK")),
    CALLBACK(call("callback:i1", "invalidate")), CALLBACK_RETURN(ret("callback:i1", "invalidate", "-", "OK")),
    JOB_KERNEL(ret("job:i1", "start", "KERNEL", "OK")), JOB(ret("job:i1", "start", "BOOKKEEP", "OK")),
    SIGNAL(call("device:i1", "signal")),
    FENCE(ret("foreign:c1", "add", "-", "OK")), FENCE_SIGNAL(call("fence:c1", "signal")),
    READS(ret("user:u1", "access", "read", "OK")), WRITES(ret("user:u1", "access", "full", "OK")),
    LETS_GO(ret("user:u1", "access", "none", "OK"));

    public final Event event;
    public final Observation observation;

    Word(final Event event) {
        this.event = event;
        this.observation = Observation.of(event);
    }

    private static Event call(final String process, final String op) {
        return Event.call(process, op, "-");
    }

    private static Event ret(final String process, final String op, final String arg, final String result) {
        return Event.ret(process, op, arg, result);
    }

    private static Event attached(final String manner, final String result) {
        return Event.ret("driver:i1", "attach", manner, result);
    }

    /** The return of a wait for a class of fences, by its number in include/linux/dma-resv.h. */
    public static Word waited(final long usage, final boolean ok) {
        return !ok || usage < 0 || usage > 3 ? WAIT_FAILED : values()[WAIT_KERNEL.ordinal() + (int) usage];
    }

    /** Whether Contract.tla has the event: the exporter's calls and returns, and the accesses of a user. */
    boolean ofContract() {
        return ofExporter() || event.process().equals("user:u1");
    }

    /** Whether it is a call of the exporter, or its return. */
    public boolean ofExporter() {
        return event.process().equals("exporter:x1");
    }
}

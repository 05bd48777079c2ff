// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

/**
 * The visible event of a step: a process calls an operation, or the call returns. Events.tla defines it; a silent step has
 * no event.
 *
 * @param kind call or return
 * @param process role and actor, for example {@code driver:i1}, {@code exporter:x1}, {@code timer}
 * @param op the operation
 * @param arg its argument, or {@code -}
 * @param result of a return, OK or the name of an error of the kernel; {@code -} for a call
 */
public record Event(Kind kind, String process, String op, String arg, String result) {
    public enum Kind {
        CALL,
        RETURN
    }

    public static Event call(final String process, final String op, final String arg) {
        return new Event(Kind.CALL, process, op, arg, "-");
    }

    public static Event ret(final String process, final String op, final String arg, final String result) {
        return new Event(Kind.RETURN, process, op, arg, result);
    }

    /** The event for a value of Events.tla; null if it is silent. */
    static Event of(final Value v) {
        final String ev = v.get("ev").text();
        if (ev.equals("silent")) {
            return null;
        }
        final String who = v.get("who").text();
        final String role = v.get("role").text();
        final String process = who.equals("-") ? role : role + ":" + who;
        final String op = v.get("op").text();
        final String arg = v.get("arg").text();
        return ev.equals("call") ? call(process, op, arg) : ret(process, op, arg, v.get("res").text());
    }

    /** A text such as {@code driver:i1 calls submit(BOOKKEEP)} or {@code driver:i1 returns map = ENODEV}. */
    @Override
    public String toString() {
        final String operation = arg.equals("-") ? op : op + "(" + arg + ")";
        return kind == Kind.CALL
                ? process + " calls " + operation
                : process + " returns " + operation + " = " + result;
    }
}

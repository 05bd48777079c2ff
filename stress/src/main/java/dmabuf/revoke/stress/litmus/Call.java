// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.graph.Event;

/**
 * A call of a litmus test.
 *
 * @param process role and whom it serves, as {@code driver:i1}
 * @param op the operation
 * @param arg its argument, or {@code -}
 * @param optional it is made only if the spec allows it at that moment, and else skipped
 * @param line where it stands in its file, from 1
 */
public record Call(String process, String op, String arg, boolean optional, int line) {
    /** What stands for the result of a call that was skipped. */
    public static final String SKIPPED = "-";

    /** The event with which it begins. */
    Event begins() {
        return Event.call(process, op, arg);
    }

    /** Whether it ends with this event, whatever the result. */
    boolean endsWith(final Event e) {
        return e.equals(Event.ret(process, op, arg, e.result()));
    }

    /** Without the mark of an optional one. */
    public String name() {
        return process + " " + op + (arg.equals("-") ? "" : " " + arg);
    }

    @Override
    public String toString() {
        return name() + (optional ? "?" : "");
    }
}

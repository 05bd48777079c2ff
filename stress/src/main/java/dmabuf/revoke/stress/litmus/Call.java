// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.graph.Event;

/**
 * A call of a litmus test.
 *
 * @param process its role and its importer, program or thread, as {@code driver:i1}
 * @param op the operation
 * @param arg its argument, or {@code -}
 * @param optional it is made only if the spec allows it at that moment, and otherwise skipped
 * @param line in its file, from 1
 */
public record Call(String process, String op, String arg, boolean optional, int line) {
    /** The result of a skipped call. */
    public static final String SKIPPED = "-";

    /** The event with which it begins. */
    Event begins() {
        return Event.call(process, op, arg);
    }

    /** Whether an event ends it, whatever the result. */
    boolean endsWith(final Event e) {
        return e.equals(Event.ret(process, op, arg, e.result()));
    }

    /** Without the mark of an optional call. */
    public String name() {
        return process + " " + op + (arg.equals("-") ? "" : " " + arg);
    }

    @Override
    public String toString() {
        return name() + (optional ? "?" : "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.model.drive.Scene;

/**
 * A call that a process can make on a buffer: on impl, and as words of the history.
 *
 * @param buffer its number
 * @param event the call, with the name of the process in the storm
 * @param operation as in a {@link Pair}
 * @param call its word of the history, of the kind CALL; likewise {@code tried} to {@code broken} for the other
 *     {@link Words.Kind}
 * @param returns the words of its returns, by the number of the error
 * @param made the call on impl; null for a callback, which the exporter calls
 */
record Call(
        int buffer, Event event, String operation, int call, int tried, int refused, int started, int broken, int[] returns, Scene.Call made) {

    static Call of(final int buffer, final Event event, final Words words, final Scene.Call made) {
        final int[] returns = new int[Errno.values().length];
        for (final Errno e : Errno.values()) {
            returns[e.ordinal()] = words.of(
                    buffer, Words.Kind.RETURN, Event.ret(event.process(), event.op(), event.arg(), e.name()));
        }
        return new Call(buffer, event, Pair.operation(event), words.of(buffer, Words.Kind.CALL, event),
                words.of(buffer, Words.Kind.TRY, event), words.of(buffer, Words.Kind.REFUSED, event),
                words.of(buffer, Words.Kind.STARTED, event), words.of(buffer, Words.Kind.BROKEN, event), returns, made);
    }

    String op() {
        return event.op();
    }

    /** Whether it belongs to the history of a participant. */
    boolean concerns(final int ofBuffer, final String who) {
        return buffer == ofBuffer
                && (event.process().startsWith("exporter:") || event.process().endsWith(":" + who));
    }
}

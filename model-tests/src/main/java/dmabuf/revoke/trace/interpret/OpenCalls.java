// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.read.Vocabulary;
import dmabuf.revoke.trace.read.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The calls that had not returned at the end of a trace.
 *
 * @param threads for each thread that is in one, a sentence
 * @param early the callbacks among them that came before the attach had returned
 */
public record OpenCalls(List<String> threads, List<Early> early) {
    /**
     * A callback that is under way on an attachment whose attach has not returned.
     *
     * @param line that of the callback
     * @param attach that of the call of attach, made by a thread
     * @param window the last lines that were about the buffer
     */
    public record Early(long line, long attach, String thread, List<Window.Line> window) {}

    static OpenCalls of(final List<Task> busy, final Vocabulary words) {
        final List<Early> early = new ArrayList<>();
        for (final Task t : busy) {
            final Attachment a = t.callback;
            if (a != null && a.early > 0) {
                early.add(new Early(
                        a.early, a.line, a.thread, a.buffer.window.lines(a.address, a.buffer.others(a.address))));
            }
        }
        return new OpenCalls(busy.stream().map(t -> sentence(t, words)).toList(), early);
    }

    private static String sentence(final Task t, final Vocabulary words) {
        final List<String> in = new ArrayList<>();
        if (t.move != null) {
            in.add(t.move.op.name().toLowerCase(Locale.ROOT) + " since line " + t.move.line);
        }
        if (t.broadcasting != null) {
            in.add("the broadcast of " + t.broadcasting.name());
        }
        if (t.callback != null) {
            in.add(words.name(t.callbackEvent) + " " + t.callback.who());
        }
        if (t.attaching != null) {
            in.add("attach since line " + t.attaching.line);
        }
        if (t.detaching != null) {
            in.add("detach " + t.detaching.who());
        }
        if (t.mapping != null) {
            in.add("map " + t.mapping.who());
        }
        return "thread " + t.tid + ": "
                + (in.isEmpty() ? "a lock, a wait or an unmap" : String.join(", in it ", in));
    }
}

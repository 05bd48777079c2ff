// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.judge.Word;
import dmabuf.revoke.trace.read.Vocabulary;
import dmabuf.revoke.trace.read.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The calls that had not returned at the end of a trace.
 *
 * @param calls for each thread that is in a call, which call, and what it waits for
 * @param early the callbacks among them that came before the attach had returned
 */
public record OpenCalls(List<Open> calls, List<Early> early) {
    /**
     * A thread in a call.
     *
     * @param text which call, and what it waits for
     * @param ready whether the spec says that it can return, because everything that it waits for has come
     */
    public record Open(String text, boolean ready) {}

    /**
     * A callback in progress on an attachment whose attach has not returned.
     *
     * @param line that of the callback
     * @param attach the line of the call of attach
     * @param thread that called attach
     * @param window the last lines about the buffer
     */
    public record Early(long line, long attach, String thread, List<Window.Line> window) {}

    static OpenCalls of(final World world) {
        final List<Task> busy = world.busy();
        final List<Early> early = new ArrayList<>();
        for (final Task t : busy) {
            final Attachment a = t.callback;
            if (a != null && a.early > 0) {
                early.add(new Early(
                        a.early, a.line, a.thread, a.buffer.window.lines(a.address, a.buffer.others(a.address))));
            }
        }
        return new OpenCalls(busy.stream().map(t -> open(t, world, busy)).toList(), early);
    }

    private static Open open(final Task t, final World world, final List<Task> busy) {
        final String calls = calls(t, world.words);
        final String waits = waits(t, world);
        final String queue = queue(t, busy);
        return new Open("thread " + t.tid + ": " + (calls.isEmpty() ? "a lock, a wait or an unmap" : calls)
                + (waits.isEmpty() ? "" : "; it waits for " + waits)
                + (queue.isEmpty() ? "" : "; behind it, for the lock of the same buffer: " + queue), ready(t, world));
    }

    private static String calls(final Task t, final Vocabulary words) {
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
        return String.join(", in it ", in);
    }

    /** What the thread waits for according to the trace; empty if the trace does not show a wait. */
    private static String waits(final Task t, final World world) {
        final Buffer wanted = world.locks.get(t.queuing);
        if (wanted != null) {
            return "the lock of " + wanted.name() + ", which "
                    + (wanted.holder == null ? "nobody is seen to hold" : "thread " + wanted.holder.tid + " holds");
        }
        if (t.callback != null) {
            return "the return of " + world.words.name(t.callbackEvent);
        }
        final Buffer fenced = world.locks.get(t.waitResv);
        if (fenced != null) {
            return fences(fenced, world);
        }
        return t.move == null || t.section != null ? "" : mappings(t.move);
    }

    private static String fences(final Buffer b, final World world) {
        final String pending = world.fences.entrySet().stream()
                .filter(e -> e.getValue().buffer == b)
                .map(e -> String.format("0x%x, added on line %d", e.getKey(), e.getValue().line))
                .collect(Collectors.joining("; "));
        return "the fences of " + b.name() + (!world.recordsFences() ? ", which were not recorded"
                : pending.isEmpty() ? ", of which none is seen to be pending" : ": " + pending);
    }

    private static String mappings(final Move m) {
        return m.buffers.stream().flatMap(b -> b.attachments.stream())
                .filter(a -> a.mapped && a.buffer.touched)
                .map(a -> "the unmap of " + a.buffer.name() + " " + a.who())
                .collect(Collectors.joining("; "));
    }

    private static String queue(final Task t, final List<Task> busy) {
        return busy.stream()
                .filter(o -> o != t && t.held != 0 && o.queuing == t.held)
                .map(o -> "thread " + o.tid)
                .collect(Collectors.joining(", "));
    }

    /** Whether the wait for fences is over according to the spec, in each history of the buffer. */
    private static boolean waitIsOver(final Task t, final World world) {
        final Buffer b = world.locks.get(t.waitResv);
        final Word w = Word.waited(t.waitUsage, true);
        return b != null && (t.section == b || t.move != null && b.move == t.move) && world.recordsFences()
                && b.base.standard().knows(w) && b.base.allows(w) && b.attachments.stream().allMatch(a -> a.judged.allows(w))
                && b.fences.stream().allMatch(f -> f.judged.allows(w));
    }

    /** Whether an exporter's call can go on: no history says that it must wait, and the trace shows no wait. */
    private static boolean ready(final Task t, final World world) {
        final Buffer wanted = world.locks.get(t.queuing);
        if (t.move == null || t.move.buffers.isEmpty() || t.callback != null || wanted != null && wanted.holder != null) {
            return false;
        }
        return waitIsOver(t, world) || t.move.buffers.stream().allMatch(b -> b.line > 0 && !b.base.mayBeStuck()
                && b.attachments.stream().noneMatch(a -> a.judged.mayBeStuck())
                && b.fences.stream().noneMatch(f -> f.judged.mayBeStuck()));
    }
}

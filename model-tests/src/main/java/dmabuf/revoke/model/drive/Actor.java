// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.watch.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread of one process. It makes a call when told to, stops at each gate until it is released, and stops once more when the
 * call has returned, before it is idle again.
 *
 * <p>The fields that are not volatile are written by the thread before it stops, or by the director before it releases the
 * thread; {@link #at} orders these accesses.
 */
public final class Actor extends Thread implements Subject.Task {
    public interface Call {
        String run() throws Exception;
    }

    private final Thread director;
    private final String process;
    private final String role;
    private final String who;
    private final Progress progress;
    private final int longest;
    private volatile Subject.At at = Subject.At.IDLE;
    private volatile boolean ended;
    private Call call;
    private boolean trying;

    /** The operation of the call in progress, and its argument. */
    public String op = "idle";

    public String arg = "-";

    /** The call's result. */
    public String result;

    /** What the call threw. */
    public Throwable failure;

    /** The step before which it stands at a gate, or before which it is blocked. */
    public Step next;

    public Object subject;

    /** The steps that it took since it was last released. */
    public final List<Step> taken = new ArrayList<>();

    /** @param longest how many steps the longest call takes */
    public Actor(final String process, final Thread director, final Progress progress, final int longest) {
        super(process);
        this.progress = progress;
        this.longest = longest;
        this.process = process;
        this.role = process.split(":")[0];
        this.who = process.split(":")[1];
        this.director = director;
        setDaemon(true);
    }

    @Override
    public String process() {
        return process;
    }

    String role() {
        return role;
    }

    /** The importer, program or exporter that it serves: {@code i1}. */
    String who() {
        return who;
    }

    @Override
    public Subject.At at() {
        return at;
    }

    @Override
    public String result() {
        return result;
    }

    /** What the call threw. */
    @Override
    public String trouble() {
        return failure == null ? null : "threw " + failure;
    }

    /** For the director: whether it stands at the gate before this step, or was released there and is blocked before the step. */
    public boolean standsBefore(final Step step) {
        return (at == Subject.At.GATE || at == Subject.At.RUNNING) && next == step;
    }

    /** For the director: where it is, for display. */
    public String where(final boolean blocked) {
        final String text = process + " " + op + " " + at;
        if (at == Subject.At.GATE) {
            return text + " before " + next.action();
        }
        return at != Subject.At.RUNNING ? text : text + (blocked ? ", blocked: " : ": ") + Arrays.stream(getStackTrace())
                .filter(f -> f.getClassName().startsWith("dmabuf."))
                .limit(4)
                .map(f -> f.getMethodName() + ":" + f.getLineNumber())
                .toList();
    }

    /** For the director: begins a call. */
    public void begin(final String operation, final String argument, final Call what) {
        op = operation;
        arg = argument;
        call = what;
        result = null;
        failure = null;
        next = null;
        trying = false;
        go();
    }

    /** For the director: tries a call that must throw before it reaches a gate. */
    public void attempt(final Call what) {
        call = what;
        result = null;
        failure = null;
        trying = true;
        go();
    }

    /** For the director: releases it from a gate. */
    public void go() {
        taken.clear();
        at = Subject.At.RUNNING;
        LockSupport.unpark(this);
    }

    /** For the director: ends the call that has returned. */
    public void over() {
        op = "idle";
        arg = "-";
        at = Subject.At.IDLE;
    }

    /** For the director: ends the thread. If it stands in a call, it leaves the call by an Error. */
    public void end() {
        ended = true;
        LockSupport.unpark(this);
    }

    /** For the thread itself: stops until it is released. */
    public void gate(final Step step, final Object whose) {
        if (trying) {
            throw new Allowed(step);
        }
        next = step;
        subject = whose;
        stand(Subject.At.GATE);
    }

    private void stand(final Subject.At where) {
        at = where;
        LockSupport.unpark(director);
        awaitLetGo();
        if (ended) {
            throw new Ended();
        }
    }

    /** An interrupt ends the thread: if it stayed pending, parking would return at once. */
    private void awaitLetGo() {
        while (at != Subject.At.RUNNING && !ended) {
            LockSupport.park(this);
            if (isInterrupted()) {
                ended = true;
            }
        }
    }

    @Override
    public void run() {
        while (true) {
            awaitLetGo();
            if (ended) {
                return;
            }
            progress.begins(trying ? "what is misuse" : op, longest);
            try {
                result = call.run();
            } catch (Throwable t) {
                failure = t;
            }
            progress.returned();
            at = Subject.At.RETURNED;
            LockSupport.unpark(director);
        }
    }

    private static final class Ended extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A call that should be misuse has reached a gate. */
    public static final class Allowed extends Error {
        private static final long serialVersionUID = 1L;

        Allowed(final Step step) {
            super("the call was accepted, and is about to take the step " + step.action());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.drive.Scene;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of one schedule, in order. Under a controlled scheduler one thread runs at a time, so the position on the tape
 * serves as the stamp. The scheduler ignores this class.
 */
final class Tape implements Probe {
    enum Kind {
        /** A thread begins a call; it may turn out to be misuse. */
        TRY,
        /** The call was admitted, and stands before its first step. */
        CALL,
        RETURN,
        /** The call was misuse. */
        REFUSED,
        /** The call threw an exception that no call may throw. */
        THREW
    }

    /**
     * One event.
     *
     * @param words of the call: process, operation, argument
     * @param result of the call
     */
    record Entry(Kind kind, String words, String result) {
        Event call() {
            return Race.call(words);
        }
    }

    private static volatile Tape current;

    private final Race race;
    private final Coverage coverage;
    private Scene scene;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Thread, String> trying = new HashMap<>();
    /** The process in whose call a thread is, by thread. */
    private final Map<Thread, String> calling = new HashMap<>();

    /** Makes the tape of a new buffer, for a new schedule of a race. */
    Tape(final Race race) {
        this.race = race;
        this.coverage = Bench.of(race.scene()).coverage(race);
        current = this;
    }

    /** Sets the scene of the tape. */
    void of(final Scene made) {
        scene = made;
    }

    /** The tape of the latest schedule; null before the first. */
    static Tape current() {
        return current;
    }

    /** {@return the call to be made} Notes that a call begins. */
    Scene.Call begin(final String words) {
        put(Kind.TRY, words, "");
        trying.put(Thread.currentThread(), words);
        final Event call = Race.call(words);
        return scene.bind(call.process(), call.op(), call.arg());
    }

    void put(final Kind kind, final String words, final String result) {
        entries.add(new Entry(kind, words, result));
        final Event c = Race.call(words);
        if (kind == Kind.CALL) {
            calling.put(Thread.currentThread(), c.process());
            coverage.event(c);
        } else if (kind != Kind.TRY) {
            calling.remove(Thread.currentThread());
            trying.remove(Thread.currentThread());
        }
        if (kind == Kind.RETURN) {
            coverage.event(Event.ret(c.process(), c.op(), c.arg(), result));
        }
    }

    Race race() {
        return race;
    }

    Coverage coverage() {
        return coverage;
    }

    Scene scene() {
        return scene;
    }

    List<Entry> entries() {
        return entries;
    }

    @Override
    public void gate(final Step next, final Object subject) {
        final String words = trying.isEmpty() ? null : trying.remove(Thread.currentThread());
        if (words != null) {
            put(Kind.CALL, words, "");
        }
    }

    @Override
    public void record(final Step step, final Object subject) {
        final String process = calling.get(Thread.currentThread());
        if (step == Step.NOTIFY || step == Step.CALLBACK_RETURN) {
            final String callback = "callback:" + scene.nameOf((Attachment) subject) + " invalidate -";
            entries.add(new Entry(step == Step.NOTIFY ? Kind.CALL : Kind.RETURN, callback, "OK"));
        }
        coverage.step(process, step.action());
    }
}

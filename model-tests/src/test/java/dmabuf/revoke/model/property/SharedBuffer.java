// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Judge;
import dmabuf.revoke.model.drive.Recording;
import dmabuf.revoke.model.drive.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * The buffer of a chain of moves, with the threads that use it: an idle process begins a call, or a process in a call goes on. A
 * move that cannot be made does nothing.
 *
 * <p>Impl is observed in two ways. Its calls and returns, including those of callbacks, are judged by the oracle, which does not
 * see the steps between them. Its steps are followed in the graph, and after each move impl must be in the state to which they
 * lead.
 *
 * <p><b>Stuck.</b> When no process can take a silent step (each is idle, has returned, stands before the call or the return of a
 * callback, or is blocked), then the blocked ones must be allowed to be stuck there.
 */
final class SharedBuffer {
    static final int AS_FAR_AS_IT_CAN = 80;

    private final Director director;
    private final Trail trail;
    private final Judge.Trial trial;
    private final List<String> sorts = new ArrayList<>();
    private int moves;
    private int parked;

    /** @param director with a new buffer */
    SharedBuffer(final Director director, final Trail trail) {
        this.director = director;
        this.trail = trail;
        this.trial = trail.trial();
        // Steps on the previous buffer do not count here.
        director.actors().forEach(a -> a.taken.clear());
    }

    /** The moves that had an effect. */
    int moves() {
        return moves;
    }

    /** How often a released thread became blocked. */
    int parked() {
        return parked;
    }

    /** The calls and returns, in order. */
    List<Event> seen() {
        return trail.events();
    }

    /** The kinds of events that happened: {@code call}, {@code misuse}, {@code parked}, {@code stuck}. */
    List<String> sorts() {
        return sorts;
    }

    /** The current state of the graph. */
    int state() {
        return trail.state();
    }

    /** The process whose thread takes the steps of this one; null if there is none now. */
    String mover(final String process) {
        final Actor a = director.task(process);
        return a == null ? null : a.process();
    }

    /** The processes that can go on. */
    List<String> going() {
        return director.actors().stream().filter(SharedBuffer::canGo).map(Actor::process).toList();
    }

    /** Whether the spec allows a call now; null if its process is already in a call. */
    Judge.May may(final Event call) {
        return director.actor(call.process()).at() != Subject.At.IDLE ? null : trial.may(call);
    }

    /** Checks that impl agrees with the state of the graph to which its steps led. */
    void isAsInTheSpec() {
        final List<String> differences = director.differences(trail.state());
        if (!differences.isEmpty()) {
            throw failure(trial.wrong("the buffer is not as in the spec:\n  " + String.join("\n  ", differences)));
        }
    }

    /** Makes a call of a process, if it is idle and the graph has room for one more call. */
    void begin(final Event call) {
        make(() -> {
            final Actor a = director.actor(call.process());
            final Judge.May may = may(call);
            if (may == null || may == Judge.May.BEYOND) {
                return;
            }
            moves++;
            director.begin(call.process(), call.op(), call.arg());
            if (a.at() == Subject.At.RETURNED && a.failure instanceof MisuseException) {
                director.refused(a);
                trial.refuses(call);
                sorts.add("misuse");
            } else {
                trail.sees(call);
                sorts.add("call");
                if (may == Judge.May.NEVER) {
                    throw trial.wrong("the oracle accepts a call that no possible state has: " + call);
                }
                trail.follow(Recording.Kind.BEGIN, call.process(), List.of(call.op(), call.arg()));
                steps(a, null);
            }
            settled();
        });
    }

    /** Lets a process take steps, if it can: to the next gate, or, when the call has returned, to become idle again. */
    void goOn(final String process, final int most) {
        make(() -> {
            final Actor a = director.actor(process);
            moves += canGo(a) ? 1 : 0;
            for (int n = 0; n < most && canGo(a); n++) {
                step(a);
            }
        });
    }

    /** Lets all processes go on until none can. */
    void end() {
        make(() -> {
            boolean any = true;
            while (any) {
                any = false;
                for (final Actor a : director.actors()) {
                    while (canGo(a)) {
                        step(a);
                        any = true;
                    }
                }
            }
        });
        isAsInTheSpec();
        // The remaining calls belong to this chain: if they do not terminate, this chain has failed, not the next.
        make(director::finish);
    }

    private interface Move {
        void make() throws Disagreement;
    }

    private static void make(final Move move) {
        try {
            move.make();
        } catch (Disagreement d) {
            throw failure(d);
        }
    }

    private static AssertionError failure(final Disagreement d) {
        return new AssertionError(d.getMessage(), d);
    }

    private static boolean canGo(final Actor a) {
        return a.at() == Subject.At.GATE || a.at() == Subject.At.RETURNED;
    }

    private void step(final Actor a) throws Disagreement {
        if (a.at() == Subject.At.RETURNED) {
            if (a.failure != null) {
                throw trial.wrong(a.process() + " " + a.op + ": " + a.failure);
            }
            trail.sees(Event.ret(a.process(), a.op, a.arg, a.result));
            trail.follow(Recording.Kind.OVER, a.process(), List.of(a.result));
            director.over(a);
            director.settle();
        } else {
            final Object subject = a.subject;
            final boolean inCallback = a.next == Step.INVALIDATE_UNMAPPED || a.next == Step.CALLBACK_RETURN;
            director.go(a);
            trail.follow(Recording.Kind.GO, inCallback ? callback(subject) : a.process(), actions(a));
            steps(a, subject);
            if (director.blocked(a)) {
                parked++;
                sorts.add("parked");
                trial.note(a.process(), "(waits)");
            }
        }
        settled();
    }

    private String callback(final Object attachment) {
        return "callback:" + director.scene().nameOf((Attachment) attachment);
    }

    private static List<String> actions(final Actor a) {
        return a.taken.stream().map(Step::action).toList();
    }

    /** Takes over the steps since the last call. Only the released thread can have entered a callback or returned from it. */
    private void steps(final Actor mover, final Object subject) throws Disagreement {
        for (final Step s : mover.taken) {
            if (s == Step.NOTIFY || s == Step.CALLBACK_RETURN) {
                trail.sees(s == Step.NOTIFY
                        ? Event.call(callback(subject), "invalidate", "-")
                        : Event.ret(callback(subject), "invalidate", "-", "OK"));
            } else {
                trial.note(mover.process(), s.action());
            }
        }
        mover.taken.clear();
        for (final Actor a : director.actors()) {
            if (!a.taken.isEmpty()) {
                a.taken.forEach(s -> trial.note(a.process(), s.action()));
                trail.follow(Recording.Kind.WOKEN, a.process(), actions(a));
                a.taken.clear();
            }
        }
        trail.allWoken();
    }

    /** If no silent step is possible any more, each blocked process is stuck until a visible event. */
    private void settled() throws Disagreement {
        final List<String> waiting = new ArrayList<>();
        for (final Actor a : director.actors()) {
            if (director.blocked(a)) {
                waiting.add(a.process());
            } else if (a.at() == Subject.At.GATE && a.next != Step.NOTIFY && a.next != Step.CALLBACK_RETURN) {
                return;
            }
        }
        for (final String process : waiting) {
            trial.stuck(process);
            sorts.add("stuck");
        }
    }
}

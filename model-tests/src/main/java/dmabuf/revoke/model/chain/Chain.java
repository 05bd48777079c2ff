package dmabuf.revoke.model.chain;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Judge;
import dmabuf.revoke.oracle.StateSet;
import java.util.ArrayList;
import java.util.List;

/**
 * One buffer to which a chain of moves is done: a process that is idle begins a call, or one that is in a call goes on. A
 * move that cannot be made is none, so that a chain may lose any of its moves and still be a chain: that is how it shrinks.
 *
 * <p>What impl does is seen as calls and returns, those of callbacks included, and judged as they come. What is not an
 * event, the steps between them, is left to the oracle, and is in the lanes for people only.
 *
 * <p><b>Stuck.</b> When nobody can take a silent step (each is idle, has come back, stands before the call or the return of
 * a callback, or is blocked), then those that are blocked must be allowed to be stuck there.
 */
final class Chain {
    /** Moves that do something; a chain that has made so many makes no more. */
    static final int LONGEST = 40;

    private final Director director;
    private final Judge.Trial trial;
    private int moves;
    private int blocked;

    /** @param director stands before a new buffer */
    Chain(final Director director, final Judge judge) {
        this.director = director;
        this.trial = judge.trial();
    }

    /** How many moves did something. */
    int moves() {
        return moves;
    }

    /** How often a thread was let go and blocked. */
    int blocked() {
        return blocked;
    }

    /** The states that are possible now. */
    StateSet states() {
        return trial.states();
    }

    /** The process whose thread takes the steps of this one; null if none does now. */
    String mover(final String process) {
        final Actor a = director.thread(process);
        return a == null ? null : a.process();
    }

    /** The processes that can go on. */
    List<String> going() {
        return director.actors().stream().filter(Chain::canGo).map(Actor::process).toList();
    }

    /** Whether the spec has a call now; null if its process is in a call already. */
    Judge.May may(final Event call) {
        return director.actor(call.process()).at() != Actor.At.IDLE ? null : trial.may(call);
    }

    /** A process makes a call, if it is idle and the graph has room for one more. */
    void begin(final Event call) throws Disagreement {
        final Actor a = director.actor(call.process());
        if (moves == LONGEST || a.at() != Actor.At.IDLE || trial.may(call) == Judge.May.BEYOND) {
            return;
        }
        moves++;
        final Judge.May may = trial.may(call);
        final List<Object> before = picture();
        director.begin(call.process(), call.op(), call.arg());
        if (a.at() == Actor.At.RETURNED && a.failure instanceof MisuseException) {
            director.refused(a);
            trial.refuses(call);
            if (!before.equals(picture())) {
                throw trial.wrong("misuse changed the buffer: " + before + " became " + picture());
            }
        } else {
            trial.sees(call);
            if (may == Judge.May.NEVER) {
                throw trial.wrong("the oracle accepts a call that no possible state has: " + call);
            }
            steps(a, null);
        }
        settled();
    }

    /** A process takes steps, if it can: to the next gate, or, when the call has come back, to be idle again. */
    void goOn(final String process, final int most) throws Disagreement {
        final Actor a = director.actor(process);
        if (moves == LONGEST || !canGo(a)) {
            return;
        }
        moves++;
        for (int n = 0; n < most && canGo(a); n++) {
            step(a);
        }
    }

    /** Lets everybody go on until nobody can. */
    void end() throws Disagreement {
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
    }

    private static boolean canGo(final Actor a) {
        return a.at() == Actor.At.GATE || a.at() == Actor.At.RETURNED;
    }

    private void step(final Actor a) throws Disagreement {
        if (a.at() == Actor.At.RETURNED) {
            if (a.failure != null) {
                throw trial.wrong(a.process() + " " + a.op + ": " + a.failure);
            }
            trial.sees(Event.ret(a.process(), a.op, a.arg, a.result));
            director.over(a);
            director.settle();
        } else {
            final Object subject = a.subject;
            director.go(a);
            steps(a, subject);
            if (director.blocked(a)) {
                blocked++;
                trial.note(a.process(), "(waits)");
            }
        }
        settled();
    }

    /** What was done by whom since the last look. Only who was let go can have called a callback or come back from it. */
    private void steps(final Actor mover, final Object subject) throws Disagreement {
        for (final Step s : mover.taken) {
            if (s == Step.NOTIFY || s == Step.CALLBACK_RETURN) {
                final String callback = "callback:" + director.scene().nameOf((Attachment) subject);
                trial.sees(s == Step.NOTIFY
                        ? Event.call(callback, "invalidate", "-")
                        : Event.ret(callback, "invalidate", "-", "OK"));
            } else {
                trial.note(mover.process(), s.action());
            }
        }
        mover.taken.clear();
        for (final Actor a : director.actors()) {
            a.taken.forEach(s -> trial.note(a.process(), s.action()));
            a.taken.clear();
        }
    }

    /** If nothing silent can happen any more, whoever is blocked is stuck until something is seen. */
    private void settled() throws Disagreement {
        final List<String> waiting = new ArrayList<>();
        for (final Actor a : director.actors()) {
            if (director.blocked(a)) {
                waiting.add(a.process());
            } else if (a.at() == Actor.At.GATE && a.next != Step.NOTIFY && a.next != Step.CALLBACK_RETURN) {
                return;
            }
        }
        for (final String process : waiting) {
            trial.stuck(process);
        }
    }

    /** What of the buffer a call could change. */
    private List<Object> picture() {
        final Exporter e = director.scene().exporter();
        final List<Object> parts = new ArrayList<>(List.of(
                "revoked " + e.isRevoked(), "closed " + e.isClosed(), "complete " + e.isComplete(), "count " + e.count(),
                "outer " + e.outer().owner(), "resv " + e.buffer().resv().lock().owner(),
                "attached " + e.buffer().attachments().stream().map(director.scene()::nameOf).toList()));
        director.scene().importers().forEach((name, i) -> parts.add(name + " " + picture(i)));
        return parts;
    }

    private static List<Object> picture(final Importer i) {
        final Attachment a = i.attachment();
        return List.of(
                a != null, a != null && a.isMapped(), a != null && a.isPinned(), i.isTold(), i.isDead(), i.jobRuns());
    }
}

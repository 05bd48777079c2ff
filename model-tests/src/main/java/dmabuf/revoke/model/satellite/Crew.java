// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.satellite;

import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.drive.Subject;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Stillness;
import dmabuf.revoke.model.watch.Progress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;

/**
 * A thread for each process of a satellite. The threads stop only at the gates of impl at which the satellite has a state, and
 * pass the others: one step of a satellite is several steps of impl.
 */
final class Crew implements Probe {
    private final Map<String, Actor> actors = new TreeMap<>();
    private final Progress progress = Progress.here();
    private final Stillness stillness;
    private final List<Exporter> exporters = new CopyOnWriteArrayList<>();

    /** The gates at which a thread stops. Written while all threads stand still. */
    private volatile BiPredicate<Step, Object> stops = (step, subject) -> false;

    /**
     * @param processes named as in the steps of the satellite
     * @param longest how many steps the longest call takes
     */
    Crew(final List<String> processes, final int longest) {
        processes.forEach(p -> actors.put(p, new Actor(p, Thread.currentThread(), progress, longest)));
        stillness = new Stillness(actors.values().toArray(new Actor[0]), progress);
        actors.values().forEach(Thread::start);
    }

    /** Adds an exporter in whose queues a thread may become blocked. */
    <E extends Exporter> E knows(final E exporter) {
        exporters.add(exporter);
        return exporter;
    }

    /** Sets the gates at which threads stop from now on. */
    void stopAt(final BiPredicate<Step, Object> gates) {
        stops = gates;
    }

    Actor actor(final String process) {
        return actors.get(process);
    }

    /** Begins a call, or releases a call from its gate. The thread may become blocked. */
    void go(final String process, final String op, final Actor.Call call) {
        final Actor a = actor(process);
        if (a.at() == Subject.At.GATE) {
            a.go();
        } else {
            a.begin(op, "-", call);
        }
    }

    /** Waits until all threads stand still, and ends the calls that have returned. */
    void settle() throws Disagreement {
        stillness.await(exporters);
        for (final Actor a : actors.values()) {
            if (a.at() == Subject.At.RETURNED) {
                if (a.failure != null) {
                    throw new Disagreement(a.process() + " " + a.op + " threw " + a.failure);
                }
                a.over();
            }
        }
    }

    boolean blocked(final String process) {
        return actor(process).at() == Subject.At.RUNNING && Stillness.blocked(actor(process), exporters);
    }

    String dump() {
        return stillness.dump(exporters);
    }

    void end() {
        actors.values().forEach(Actor::end);
    }

    @Override
    public void record(final Step step, final Object subject) {
        if (Thread.currentThread() instanceof Actor) {
            progress.stepOfCall(step);
        }
    }

    @Override
    public void gate(final Step next, final Object subject) {
        if (Thread.currentThread() instanceof Actor a && stops.test(next, subject)) {
            a.gate(next, subject);
        }
    }
}

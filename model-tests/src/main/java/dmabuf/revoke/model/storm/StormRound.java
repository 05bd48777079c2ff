// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.model.drive.Standing;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Patience;
import dmabuf.revoke.model.watch.Progress;
import dmabuf.revoke.model.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A round of a storm: buffers of one device, all their users on threads that nobody controls, and the judge, which is the calling
 * thread. When the time is over, drivers and programs release what they hold, the exporters return, and then everything is at
 * rest.
 */
final class StormRound {
    /** How many events the judge may be behind before threads that hold nothing wait for it. */
    private static final long BEHIND = 1 << 18;

    private static final long PAUSE = 50_000;

    /** The pause between two looks of the judge. */
    private static final long BREATH = 200_000;

    /**
     * How often the judge looks at buffers that are all closed, or at threads that do not end after one has failed, before it
     * gives up.
     */
    private static final int LOOKS = 50;

    /**
     * After so many times its duration a round ends with the events that it has. If most of its threads hang, the others may make
     * calls for ever; it is known that they hang once the others have stopped.
     */
    private static final int LATEST = 10;

    private final StormGraph graph;
    private final Map<String, Overlaps> overlaps;
    private final Weather weather;
    private final Cast cast;
    private final Steer steer = new Steer();
    private final Words words = new Words();
    private final List<Call> known = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Crew> crews;
    private final Progress progress = Progress.here();
    private final ThreadGroup group = new ThreadGroup("storm");
    private final Judging judging;
    private final AtomicReference<String> wrong = new AtomicReference<>("");
    private int closedLooks;
    private volatile boolean ends;
    private volatile boolean served;
    private volatile boolean judgeIsBehind;

    StormRound(
            final StormGraph graph, final Map<String, Overlaps> overlaps, final Weather weather, final Cast cast,
            final SplittableRandom random) throws InterruptedException {
        this.graph = graph;
        this.overlaps = overlaps;
        this.weather = weather;
        this.cast = cast;
        final Device device = new Device();
        int participants = 1;
        for (final List<String> kinds : cast.buffers()) {
            final Ground ground = new Ground(this::wrong);
            final StormProbe probe = new StormProbe(progress, weather, steer, ground);
            stages.add(new Stage(
                    this, stages.size(), graph, words, ground, probe, device.export(probe), kinds, participants));
            participants += kinds.size();
        }
        crews = new Manning(this, stages, cast, random).crews();
        judging = new Judging(graph, stages, words, crews.stream().map(c -> c.seat.log).toList());
    }

    /**
     * Runs it.
     *
     * @param nanos how long calls are made, at least
     * @param least how many calls and returns are made before the round ends, unless it takes ten times as long
     * @param threads makes its threads
     * @param aim is run repeatedly to steer the storm
     */
    void run(final long nanos, final long least, final Function<Crew, Thread> threads, final Runnable aim) throws Hung {
        crews.forEach(c -> c.thread = threads.apply(c));
        final long begin = System.nanoTime();
        crews.forEach(c -> c.thread.start());
        final Patience patience = Patience.longer(this::alive, progress);
        try {
            // A thread that failed may hold what others wait for: that is no hang.
            for (int late = 0; !alive().isEmpty() && late < LOOKS; late += wrong().isEmpty() ? 0 : 1) {
                final boolean moved = judge();
                aim.run();
                final long took = System.nanoTime() - begin;
                final boolean over = took >= nanos && (judging.made() >= least || took >= LATEST * nanos);
                if (!ends && (over || !wrong().isEmpty() || allAreClosed())) {
                    end();
                }
                if (ends && !served && crews.stream().allMatch(c -> c.serves() || !c.thread.isAlive())) {
                    served = true;
                    crews.forEach(c -> c.bell.ring());
                }
                if (moved) {
                    LockSupport.parkNanos(BREATH);
                } else {
                    patience.pause();
                }
            }
            judge();
        } catch (Hung h) {
            leave();
            throw h;
        }
        if (!wrong().isEmpty()) {
            leave();
        } else {
            judging.rest().ifPresent(this::wrong);
        }
    }

    /** Whether all buffers have been closed for a while, so that there is little left to see. */
    private boolean allAreClosed() {
        closedLooks = IntStream.range(0, stages.size()).allMatch(b -> exporter(b).isClosed()) ? closedLooks + 1 : 0;
        return closedLooks > LOOKS;
    }

    /** {@return whether there was anything to judge} */
    private boolean judge() {
        final long before = judging.events();
        judging.drain().ifPresent(this::wrong);
        judgeIsBehind = judging.waiting() > BEHIND;
        return judging.events() > before;
    }

    private void end() {
        stages.forEach(s -> s.probe().calm());
        steer.rest();
        ends = true;
        crews.forEach(c -> c.bell.ring());
    }

    private List<Thread> alive() {
        return crews.stream().map(c -> c.thread).filter(Thread::isAlive).toList();
    }

    /** Leaves behind the threads that hang. */
    private void leave() {
        served = true;
        end();
        Stream.concat(Watch.threads(group).stream(), alive().stream()).distinct().forEach(Thread::interrupt);
    }

    ThreadGroup group() {
        return group;
    }

    /** Whether the round ends: then only releasing calls are made. */
    boolean ends() {
        return ends;
    }

    /** Whether all users have ended, so that the services may end too. */
    boolean isServed() {
        return served;
    }

    Exporter exporter(final int buffer) {
        return stages.get(buffer).scene().exporter();
    }

    /** Whether the judge is far behind: then a driver releases the lock that it holds. */
    boolean judgeIsBehind() {
        return judgeIsBehind;
    }

    /** Lets a thread that holds nothing wait as long as the judge is far behind. */
    void holdBack(final Seat seat) {
        if (judgeIsBehind) {
            seat.log.away();
            while (judgeIsBehind && !ends) {
                LockSupport.parkNanos(PAUSE);
                // An interrupt is meant for threads in a call.
                Thread.interrupted();
            }
            seat.log.back();
        }
    }

    /** Now and then interrupts a random thread. */
    void mayInterrupt(final Seat seat) {
        if (!ends && Weather.happens(seat, weather.interrupts())) {
            crews.get(seat.random.nextInt(crews.size())).thread.interrupt();
        }
    }

    /** Notes a fault that was found without a history. */
    void wrong(final String what) {
        wrong.accumulateAndGet(what, (all, more) -> all.isEmpty() ? more : all);
    }

    /** The first fault; empty if there is none. */
    String wrong() {
        return wrong.get();
    }

    /** The state of the buffers, as text. */
    String standing() {
        return String.join("\n", stages.stream().map(s -> Standing.of(s.scene().exporter())).toList());
    }

    Overlaps overlaps(final String kind) {
        return overlaps.computeIfAbsent(kind, k -> new Overlaps(graph.open(k, cast.exporters())));
    }

    void knows(final Call c) {
        known.add(c);
    }

    /** All calls of the round. */
    List<Call> calls() {
        return known;
    }

    List<Stage> stages() {
        return stages;
    }

    Judging judging() {
        return judging;
    }

    List<Crew> crewList() {
        return crews;
    }

    Steer steer() {
        return steer;
    }

    Weather weather() {
        return weather;
    }

    Progress progress() {
        return progress;
    }

    /** How many steps the longest call takes: that of the graph, times the participants of all buffers. */
    int longest() {
        return graph.longest() * stages.stream().mapToInt(s -> s.parts().size()).sum();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Distributes the time of a campaign over its units, turn by turn, and appends the result of each turn to the file of results.
 *
 * <p>The next turn belongs to the unit with the least {@link Tally#share}; if there are several, the seed decides. As many turns
 * run at a time as the cores allow for the widest unit. Units of one engine and one configuration that are next run together, up
 * to the engine's limit.
 *
 * <p><b>Locks.</b> This object guards the tallies, the running units, and the reason to stop; the file of results has its own
 * lock.
 */
final class CampaignRun {
    static final String TIME_IS_OVER = "its time is over";
    static final String NOTHING_LEFT = "no unit has anything left to do";
    static final String STOPPED = "a signal stopped it";

    private final Head head;
    private final Map<String, Plan> plans = new TreeMap<>();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Folder folder;
    private final ResultsFile file;
    private final Path work;
    private final Progress progress;
    private final double before;
    private final long begin = System.nanoTime();
    private final Set<String> inFlight = new HashSet<>();
    private final List<Thread> lanes = new ArrayList<>();
    private final int slice;
    private boolean stopped;
    private Undecided broken;

    /**
     * @param earlier the turns that a resumed campaign has
     * @param work the parent of the folders of the turns
     */
    CampaignRun(
            final Head head,
            final List<Plan> plans,
            final List<Turn> earlier,
            final Folder folder,
            final ResultsFile file,
            final Path work,
            final Consumer<String> told) {
        this.head = head;
        this.folder = folder;
        this.file = file;
        this.work = work;
        for (final Plan p : plans) {
            if (p.lacking().isEmpty()) {
                this.plans.put(p.unit().toString(), p);
                this.tallies.put(p.unit().toString(), new Tally(p.outcomes()));
            }
        }
        earlier.stream().filter(t -> tallies.containsKey(t.unit())).forEach(t -> tallies.get(t.unit()).add(t));
        this.before = earlier.stream().mapToDouble(Turn::elapsed).max().orElse(0);
        this.slice = Slices.seconds(head.budget(), this.plans.size(), lanes());
        this.progress = new Progress(head.budget(), folder.path(), tallies, told);
    }

    /** Runs until the time is over, nothing is left to do, or the campaign is stopped. {@return why it ended} */
    String run() throws Undecided, InterruptedException {
        synchronized (this) {
            for (int n = 0; n < lanes() && !stopped; n++) {
                lanes.add(new Thread(this::lane, "campaign-" + n));
            }
            lanes.forEach(Thread::start);
        }
        for (final Thread t : lanes) {
            t.join();
        }
        if (broken != null) {
            throw broken;
        }
        // The lanes may notice the end of this JVM before the hook that stops the campaign has begun.
        final String why = stopped || Ending.underWay() ? STOPPED : left() <= 0 ? TIME_IS_OVER : NOTHING_LEFT;
        file.append(Line.end(why));
        return why;
    }

    private int lanes() {
        return Math.max(1, head.cores() / plans.values().stream().mapToInt(Plan::cores).max().orElse(1));
    }

    /** Ends the campaign; the running turns do not count. */
    synchronized void stop() {
        stopped = true;
        lanes.forEach(Thread::interrupt);
    }

    private double elapsed() {
        return before + (System.nanoTime() - begin) / 1e9;
    }

    private double left() {
        return head.budget() - elapsed();
    }

    private void lane() {
        try {
            for (List<Plan> p = take(); !p.isEmpty(); p = take()) {
                turn(p);
            }
        } catch (Undecided u) {
            failed(u);
        } catch (InterruptedException e) {
            // the campaign was stopped, and the running turn does not count
        }
    }

    private synchronized void failed(final Undecided u) {
        broken = broken == null ? u : broken;
    }

    /** The unit whose turn it is, and the units that run together with it; none if nothing is left. */
    private synchronized List<Plan> take() {
        if (stopped || broken != null || left() <= 0) {
            return List.of();
        }
        final List<Plan> waiting = plans.values().stream()
                .filter(p -> !inFlight.contains(p.unit().toString()) && !tally(p).done())
                .sorted(Comparator.<Plan>comparingDouble(p -> tally(p).share()).thenComparing(p -> seed(p, 0)))
                .toList();
        if (waiting.isEmpty()) {
            return List.of();
        }
        final Plan first = waiting.get(0);
        final List<Plan> next = waiting.stream()
                .filter(p -> p.engine() == first.engine() && p.unit().configuration().equals(first.unit().configuration()))
                .filter(p -> tally(p).next() == tally(first).next())
                .limit(first.engine().together())
                .toList();
        next.forEach(p -> inFlight.add(p.unit().toString()));
        return next;
    }

    private Tally tally(final Plan p) {
        return tallies.get(p.unit().toString());
    }

    /** The seed of a turn. It depends only on the campaign's seed, the unit and the number, so it is the same on each machine. */
    private long seed(final Plan p, final int number) {
        final String hex = new Digest().text(Long.toString(head.seed()), p.unit().toString()).text("turn", Integer.toString(number)).hex();
        return Long.parseLong(hex.substring(0, 8), 16);
    }

    private void turn(final List<Plan> together) throws Undecided, InterruptedException {
        final Plan first = together.get(0);
        final int number;
        synchronized (this) {
            number = tally(first).next();
        }
        final int seconds = (int) Math.max(1, Math.min(slice, Math.ceil(left())));
        final long start = System.nanoTime();
        Map<Unit, Found> found = Map.of();
        String trouble = "";
        try (WorkFolder place = WorkFolder.open(work, "turn")) {
            try {
                found = first.engine().run(
                        together.stream().map(Plan::unit).toList(), new Engine.Slice(number, seconds, seed(first, number), place.path()));
                place.forget();
            } catch (Undecided u) {
                trouble = u.getMessage();
            }
        } catch (IOException e) {
            final String full = WorkFolder.full(work, List.of(String.valueOf(e.getMessage())));
            throw full.isEmpty() ? new Undecided("no folder in " + work, e) : new Undecided(full + "; what the campaign has is kept");
        }
        if (Ending.underWay()) {
            throw new InterruptedException();
        }
        final double each = (System.nanoTime() - start) / 1e9 / together.size();
        for (final Plan p : together) {
            final Found f = found.getOrDefault(p.unit(), new Found(0, Map.of(), List.of(), false));
            ended(p, new Turn(
                    head.id(), p.unit().toString(), number, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), round(elapsed()),
                    round(each), seed(first, number), f.samples(), new TreeMap<>(f.seen()), kept(p, f), f.exhausted(), trouble));
        }
    }

    private static double round(final double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    private List<Turn.Kept> kept(final Plan plan, final Found found) throws Undecided {
        final List<Turn.Kept> kept = new ArrayList<>();
        for (final Found.Failure f : found.failures()) {
            final String name = plan.unit().toString().replace('/', '-') + "-"
                    + new Digest().text("signature", f.signature()).hex().substring(0, 8) + ".txt";
            kept.add(new Turn.Kept(f.signature(), f.what(), folder.keep(name, f.file())));
        }
        return kept;
    }

    private synchronized void ended(final Plan plan, final Turn t) throws Undecided {
        file.append(Line.of(t));
        tally(plan).add(t);
        inFlight.remove(t.unit());
        progress.turn(t, elapsed());
    }
}

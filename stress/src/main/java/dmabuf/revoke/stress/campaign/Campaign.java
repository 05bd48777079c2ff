// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** Starts, resumes and merges campaigns for the command line: each leaves its results and the report in a folder. */
public final class Campaign {
    private final Path out;
    private final Identity identity;
    private final Path work;
    private final Consumer<String> progress;
    private final Consumer<String> said;

    /**
     * @param out the folder of the results
     * @param work the parent of the folders of turns
     * @param progress receives lines while the campaign runs
     * @param said receives its result
     */
    public Campaign(
            final Path out, final Identity identity, final Path work, final Consumer<String> progress, final Consumer<String> said) {
        this.out = out;
        this.identity = identity;
        this.work = work;
        this.progress = progress;
        this.said = said;
    }

    /**
     * The parameters of a campaign.
     *
     * @param budget in seconds
     * @param corpus the folder of litmus tests; empty for those of the project
     * @param tests the glob that the tests match
     */
    public record Order(long budget, Shard shard, long seed, String corpus, String tests, List<String> techniques, int cores) {}

    /** The order of the campaign that {@link #resume} would continue. */
    public static Order last(final Path out) throws Undecided {
        final Results r = Folder.last(out);
        if (r == null) {
            throw new Undecided("cannot resume: there is no campaign in " + out);
        }
        final Head h = r.head();
        if (h.merged()) {
            throw new Undecided("cannot resume: " + r.file() + " was merged");
        }
        return new Order(h.budget(), Shard.of(h.shards().get(0)), h.seed(), h.corpus(), h.tests(), h.techniques(), h.cores());
    }

    /** Refuses a folder that cannot keep a campaign, or in which one is running, before anything is computed for it. */
    public static void mustTake(final Path out) throws Undecided {
        Folder.open(out).close();
    }

    /** Runs a campaign from its beginning. {@return the exit code} */
    public int start(final Order order, final List<Plan> all) throws Undecided, InterruptedException {
        final List<Plan> plans = order.shard().deal(all);
        try (Folder folder = Folder.open(out)) {
            final Path path = folder.next();
            final List<Results> before = Folder.before(path, progress);
            if (!before.isEmpty() && before.get(before.size() - 1).end().isEmpty()) {
                progress.accept(before.get(before.size() - 1).file() + " was not finished; --resume would have gone on with it");
            }
            progress.accept(plans.size() + " units; " + Slices.fits(
                    out, Slices.disk(order.budget(), plans.size(), order.cores(), before)));
            final Head head = head(order, plans);
            try (ResultsFile file = ResultsFile.create(path)) {
                file.append(Line.of(head));
                return run(new CampaignRun(head, plans, List.of(), folder, file, work, progress), path, before);
            }
        }
    }

    /** Continues the last campaign of the folder, until its time is over. {@return the exit code} */
    public int resume(final List<Plan> all) throws Undecided, InterruptedException {
        try (Folder folder = Folder.open(out)) {
            final Results r = Folder.last(out);
            identity.same(r);
            if (!r.remark().isEmpty()) {
                progress.accept(r.remark());
            }
            final List<Plan> plans = Shard.of(r.head().shards().get(0)).deal(all);
            final HashSet<String> names = new HashSet<>(r.head().units());
            if (!plans.stream().allMatch(p -> names.remove(p.unit().toString())) || !names.isEmpty()) {
                throw new Undecided("cannot resume: " + r.file() + " has other units than this machine");
            }
            progress.accept(Progress.clock(r.elapsed()) + " of " + Progress.clock(r.head().budget()) + " are done, "
                    + r.turns().size() + " turns");
            try (ResultsFile file = ResultsFile.again(r)) {
                return run(
                        new CampaignRun(r.head(), plans, r.turns(), folder, file, work, progress), r.file(),
                        Folder.before(r.file(), progress));
            }
        }
    }

    /** Runs it, and writes the report, even if a signal ends it. */
    private int run(final CampaignRun run, final Path path, final List<Results> before) throws Undecided, InterruptedException {
        final Ending ending = new Ending(run::stop);
        try {
            run.run();
            return new Report(Results.read(path), before).write(said);
        } finally {
            ending.close();
        }
    }

    private Head head(final Order o, final List<Plan> plans) {
        final SortedMap<String, String> lacking = new TreeMap<>();
        final SortedMap<String, SortedMap<String, Boolean>> outcomes = new TreeMap<>();
        final List<String> units = new ArrayList<>();
        for (final Plan p : plans) {
            final String name = p.unit().toString();
            units.add(name);
            if (!p.lacking().isEmpty()) {
                lacking.put(name, p.lacking());
            }
            if (!p.outcomes().isEmpty()) {
                outcomes.put(name, p.outcomes());
            }
        }
        return new Head(
                Head.FORMAT, UUID.randomUUID().toString(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), identity.spec(),
                identity.code(), identity.commit(), o.seed(), o.budget(), List.of(o.shard().toString()), false, o.corpus(), o.tests(), o.techniques(),
                o.cores(), identity.environment(), units, lacking, outcomes);
    }
}

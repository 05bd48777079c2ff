// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Joins the last campaigns of several folders: shards, or repetitions of the same units. A turn that is in several counts once.
 */
public final class Merge {
    private Merge() {}

    /**
     * Reads all campaigns, refuses those that cannot be combined, and writes results, failures and report into a folder. {@return
     * the exit code}
     */
    public static int of(
            final List<Path> folders, final Path out, final Consumer<String> progress, final Consumer<String> said) throws Undecided {
        final List<Results> all = new ArrayList<>();
        for (final Path f : folders) {
            final Results r = Folder.last(f);
            if (r == null) {
                throw new Undecided("there are no results of a campaign in " + f);
            }
            if (!all.isEmpty()) {
                Identity.same(all.get(0), r);
                parts(all.get(0), r);
            }
            if (!r.remark().isEmpty()) {
                progress.accept(r.remark());
            }
            all.add(r);
        }
        try (Folder folder = Folder.open(out)) {
            final Path path = folder.next();
            try (ResultsFile file = ResultsFile.create(path)) {
                file.append(Line.of(head(all)));
                final TreeSet<String> known = new TreeSet<>();
                for (final Results r : all) {
                    for (final Turn t : r.turns()) {
                        if (known.add(t.key())) {
                            file.append(Line.of(t));
                        }
                    }
                    copy(r, folder);
                }
                file.append(Line.end("merged of " + all.size()));
            }
            final int code = new Report(Results.read(path), Folder.before(path, progress)).write(said);
            final boolean damaged = all.stream().anyMatch(r -> !r.damaged().isEmpty());
            return damaged && code == Subcommand.AS_EXPECTED ? Subcommand.UNDECIDED : code;
        }
    }

    private static void parts(final Results first, final Results other) throws Undecided {
        final int of = Shard.of(first.head().shards().get(0)).of();
        for (final String s : other.head().shards()) {
            if (Shard.of(s).of() != of) {
                throw new Undecided(other.file() + " has shard " + s + ", and " + first.file() + " one of " + of
                        + ": shards of one number go together");
            }
        }
    }

    private static void copy(final Results r, final Folder folder) throws Undecided {
        for (final Turn t : r.turns()) {
            for (final Turn.Kept k : t.failures()) {
                final Path from = r.file().resolveSibling(k.file());
                try {
                    folder.keep(from.getFileName().toString(), Files.readString(from));
                } catch (IOException e) {
                    throw new Undecided("cannot read the failure " + from, e);
                }
            }
        }
    }

    private static Head head(final List<Results> all) {
        final Head first = all.get(0).head();
        final TreeSet<String> units = new TreeSet<>();
        final TreeSet<String> shards = new TreeSet<>();
        final TreeSet<String> techniques = new TreeSet<>();
        final TreeSet<String> tests = new TreeSet<>();
        final SortedMap<String, String> lacking = new TreeMap<>();
        final SortedMap<String, SortedMap<String, Boolean>> outcomes = new TreeMap<>();
        final Map<String, String> environment = new TreeMap<>();
        long budget = 0;
        for (int n = 0; n < all.size(); n++) {
            final Head h = all.get(n).head();
            units.addAll(h.units());
            shards.addAll(h.shards());
            techniques.addAll(h.techniques());
            tests.add(h.tests());
            lacking.putAll(h.lacking());
            outcomes.putAll(h.outcomes());
            budget = Math.max(budget, h.budget());
            final int number = n + 1;
            h.environment().forEach((k, v) -> environment.put(number + " " + k, v));
        }
        all.forEach(r -> r.head().units().stream().filter(u -> !r.head().lacking().containsKey(u)).forEach(lacking::remove));
        return new Head(
                Head.FORMAT, UUID.randomUUID().toString(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), first.spec(),
                first.code(), first.commit(), first.seed(), budget, List.copyOf(shards), true, first.corpus(), String.join(" ", tests),
                List.copyOf(techniques), first.cores(), environment, List.copyOf(units), lacking, outcomes);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;

/** {@link Schedules} of one race of the folder {@code races} alone, as a technique. Nothing in it is random. */
public final class KeptRace implements Technique {
    /** The start of the name of such a technique. */
    public static final String ONE = Schedules.NAME + " of ";

    private final String race;
    private final Path file;

    /** @throws Undecided if there is no race with that name; the message lists the existing ones */
    public KeptRace(final String race) throws Undecided {
        this.race = race;
        final List<Path> all = Schedules.kept();
        this.file = all.stream().filter(p -> name(p).equals(race)).findFirst().orElseThrow(
                () -> Names.none("race in model-tests/races", race, all.stream().map(KeptRace::name).toList()));
    }

    private static String name(final Path race) {
        return race.getFileName().toString().replaceFirst("\\.txt$", "");
    }

    @Override
    public String name() {
        return ONE + race;
    }

    /** @throws Undecided if its calls never overlapped: then it has shown nothing about impl or a mutant */
    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final Verdict v = Schedules.again(file, graphs);
        if (!v.agrees() && !Schedules.isShown(v)) {
            throw new Undecided(name() + ": " + v.failure().lines().findFirst().orElse(""));
        }
        return v;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;

/** {@link Schedules} of one race of the folder {@code races} alone, as a technique. Nothing in it is random. */
public final class KeptRace implements Technique {
    /** The beginning of the name of such a technique. */
    public static final String ONE = Schedules.NAME + " of ";

    private static final String SUFFIX = ".txt";

    private final String race;

    /** @throws Undecided if there is no race of that name; the message names those that there are */
    public KeptRace(final String race) throws Undecided {
        final List<String> all = Schedules.kept().stream().map(p -> p.getFileName().toString().replace(SUFFIX, "")).toList();
        if (!all.contains(race)) {
            throw new Undecided("no race in model-tests/races is called " + race + "; there are " + String.join(", ", all));
        }
        this.race = race;
    }

    @Override
    public String name() {
        return ONE + race;
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final Path file = Tools.home().resolve("model-tests/races").resolve(race + SUFFIX);
        return Schedules.again(file, graphs);
    }
}

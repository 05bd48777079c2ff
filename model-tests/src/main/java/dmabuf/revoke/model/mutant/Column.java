// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Path;

/** The results of one technique on the mutants, one after the other: a column of the table of mutants and techniques. */
public final class Column {
    private final Path home;
    private final Graphs graphs;
    private final long seed;
    private final String technique;

    /** @throws Undecided if there is no technique with that name */
    public Column(final Path home, final Graphs graphs, final long seed, final String technique) throws Undecided {
        this.home = home;
        this.graphs = graphs;
        this.seed = seed;
        this.technique = technique;
        Techniques.named(technique);
    }

    /** {@return one line: whether the technique catches a mutant, and after how long} */
    public String cell(final String mutant) throws Undecided, InterruptedException {
        try (WorkFolder work = WorkFolder.open(Tools.target().resolve("mutants"), mutant);
                Hunt hunt = new Hunt(Mutant.named(home, mutant), work.path())) {
            final long start = System.nanoTime();
            final String said = said(hunt);
            work.forget();
            return String.format("%-55s %s after %.1f s", mutant, said, (System.nanoTime() - start) / 1e9);
        } catch (IOException e) {
            throw new Undecided("no folder for the hunt of " + mutant, e);
        }
    }

    private String said(final Hunt hunt) throws InterruptedException {
        try {
            final Technique.Verdict v = hunt.verdict(technique, graphs, seed);
            return v.agrees() ? "not caught" : "caught: " + v.failure().lines().limit(2).reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
        } catch (Undecided u) {
            return "undecided: " + u.getMessage();
        }
    }
}

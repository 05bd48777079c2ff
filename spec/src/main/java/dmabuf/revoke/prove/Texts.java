// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes each goal of some conditions into a file that a solver can decide by itself: the answer "unsat" proves the goal. */
final class Texts {
    private Texts() {}

    static void write(final Proof proof, final List<Condition> all, final Path folder) throws Undecided {
        try {
            Files.createDirectories(folder);
            int n = 0;
            for (final Condition c : all) {
                n++;
                int m = 0;
                for (final Condition.Goal g : c.goals()) {
                    m++;
                    final String name = String.format("%03d-%03d %s %s", n, m, c.name(), g.name()).replaceAll("[^\\w.-]+", "-");
                    Files.writeString(folder.resolve(name + ".smt2"), "; " + c.name() + ": " + g.name() + "\n"
                            + proof.script(c, List.of(g.formula())));
                }
            }
        } catch (IOException e) {
            throw new Undecided("cannot write to " + folder, e);
        }
    }
}

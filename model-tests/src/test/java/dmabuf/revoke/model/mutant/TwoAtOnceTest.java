// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two simultaneous hunts of one mutant, as of two commands, do not remove each other's files. */
@Tag("tlc")
class TwoAtOnceTest {
    private static final String MUTANT = "lock-leaked-when-a-callback-throws";

    /** Each builds the mutant several times; in a common folder they would delete each other's sources and classes. */
    private static final int EACH = 8;

    @TempDir
    Path folder;

    @Test
    void neitherDisturbsTheOther() throws Exception {
        final Graphs graphs = Graphs.of(Tools.open());
        final Callable<List<Check>> hunt = () -> {
            final List<Check> checks = new ArrayList<>();
            for (int n = 0; n < EACH; n++) {
                checks.add(new Mutants(Tools.home(), graphs, 1, false, folder).one(MUTANT));
            }
            return checks;
        };
        final ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (final Future<List<Check>> f : two.invokeAll(List.of(hunt, hunt))) {
                for (final Check c : f.get()) {
                    assertTrue(c.ok() && c.detail().startsWith("caught by faults"), c::toString);
                }
            }
        } finally {
            two.shutdownNow();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList(), "of a mutant that was caught nothing is left");
        }
    }
}

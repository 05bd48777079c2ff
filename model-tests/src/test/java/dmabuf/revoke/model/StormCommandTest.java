// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmabuf.revoke.model.storm.Storm;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command that a storm prints when it disagrees repeats the same storm. */
class StormCommandTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void theUsualOneNeedsNoOption() {
        assertEquals("", parsed("").options());
    }

    @Test
    void anotherOneIsAskedForByItsOptions() {
        for (final Storm.Plan p : List.of(
                new Storm.Plan(List.of("dynamic", "odp"), 3, 2, 1, 4, 90 * SECOND, 90 * SECOND, true, true),
                new Storm.Plan(List.of(), 2, 1, 1, 1, 5 * SECOND, 60 * SECOND, false, true))) {
            assertEquals(p, parsed(p.options().strip()));
        }
    }

    private static Storm.Plan parsed(final String options) {
        final StormCommand c = new StormCommand();
        new CommandLine(c).parseArgs(options.isEmpty() ? new String[0] : options.split(" "));
        return c.plan(c.importers);
    }
}

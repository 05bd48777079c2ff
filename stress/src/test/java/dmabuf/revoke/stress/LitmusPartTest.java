// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.litmus.Litmus;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The part of verify that decides every litmus test, schedules it, and runs it on real cores. */
@Tag("tlc")
class LitmusPartTest {
    private static List<Litmus> tests;

    @BeforeAll
    static void read() throws Exception {
        tests = Litmus.folder(Tools.home().resolve("stress/litmus"));
    }

    private static List<Check> bad(final List<Check> checks) {
        checks.forEach(c -> System.out.printf("%-16s %-28s %s%n", c.group(), c.name(), c.detail()));
        return checks.stream().filter(c -> !c.ok()).toList();
    }

    @Test
    void everyConditionHoldsAndNoClassIsStale() throws Exception {
        final List<Check> checks = LitmusPart.conditions(tests);
        assertEquals(List.of(), bad(checks));
        assertEquals(tests.size() + 1, checks.size());
    }

    @Test
    @Tag("fork")
    @Tag("full")
    void noScheduleShowsWhatTheSpecDoesNotAllow() throws Exception {
        final List<Check> checks = LitmusPart.schedules(tests, true);
        assertEquals(List.of(), bad(checks));
        assertEquals(tests.size(), checks.stream().filter(c -> c.group().equals("litmus schedules")).count());
        assertEquals(1, checks.stream().filter(c -> c.group().equals("canaries")).count());
    }

    /** Each run has its own folder; in a common one both would write their results to one file. */
    @Test
    @Tag("fork")
    @Tag("full")
    void twoRunsAtOnceDoNotDisturbEachOther() throws Exception {
        final ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            final Callable<List<Check>> run = () -> LitmusPart.schedules(tests, false);
            for (final Future<List<Check>> checks : two.invokeAll(List.of(run, run))) {
                assertEquals(List.of(), bad(checks.get()));
                assertEquals(3, checks.get().size());
            }
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    @Tag("fork")
    @Tag("alone")
    void nothingIsSeenOnCoresThatTheSpecDoesNotAllow() throws Exception {
        final LitmusPart part = new LitmusPart();
        final List<Check> checks = part.onCores(tests, new Settings(1, false));
        assertEquals(List.of(), bad(checks));
        assertTrue(checks.stream().filter(c -> c.group().equals("jcstress")).count() > 30, checks.toString());
        assertEquals(1, checks.stream().filter(c -> c.group().equals("canaries")).count(), checks.toString());
    }

    @Test
    void whatHasTooFewCoresIsNeitherGoodNorForgotten() {
        final List<Check> two = new LitmusPart(2).lacking(tests);
        assertEquals(List.of("driver-worker-and-revoke", "unmap-from-both-sides"), two.stream().map(Check::name).toList());
        assertEquals(Check.Status.NOT_RUN, two.get(0).status());
        assertEquals("not run: needs 3 cores, here 2", two.get(0).detail());
        assertEquals(tests.size(), new LitmusPart(1).lacking(tests).size());
        assertEquals(List.of(), new LitmusPart(3).lacking(tests));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** The runner's results for good and for bad tests: few samples, in few configurations of the JVM. */
@Tag("fork")
@Tag("tlc")
class JcstressRunTest {
    private static final List<String> SHORT = JcstressRun.options(1, 50);
    private static final List<Configuration> ONE = Configuration.TWO.subList(0, 1);

    @TempDir
    Path folder;

    private static Outcomes outcomes(final String name) throws Exception {
        final Litmus l = Litmus.read(Tools.home().resolve("stress/litmus").resolve(name + Litmus.SUFFIX));
        return Outcomes.of(new LitmusGraphs(), List.of(l)).get(0);
    }

    private JcstressRun run(final List<Path> first, final long longest, final Consumer<String> progress) {
        return new JcstressRun(folder, first, SHORT, ONE, longest, progress);
    }

    @Tag("full")
    @Test
    void samplesAreHeldAgainstTheTable() throws Exception {
        final Outcomes good = outcomes("attach-against-revoke");
        final Outcomes whole = outcomes("map-after-a-race");
        final Outcomes.Outcome often = whole.all().get(0);
        final Outcomes lacking =
                whole.with(whole.litmus(), whole.all().stream().filter(o -> o != often).toList());

        final List<String> progress = new ArrayList<>();
        final List<Sampling> results = run(List.of(), 300, progress::add).run(List.of(good, lacking));

        assertTrue(progress.remove(0).startsWith("jcstress: 2 forks "), "one fork a test, whatever jcstress adds to a configuration");
        assertEquals(2, progress.size());
        assertTrue(results.get(0).ok(), progress.get(0));
        assertTrue(results.get(0).samples() > 100, progress.get(0));
        assertEquals(good.all().size(), results.get(0).allowed());
        assertFalse(results.get(1).ok(), progress.get(1));
        assertEquals(Set.of(often.toString()), results.get(1).forbidden().keySet());
        final Check check = results.get(1).check();
        assertEquals(Check.Status.DIFFERS, check.status());
        for (final String part : List.of(
                "FORBIDDEN " + often + " (", "stress/litmus/map-after-a-race.litmus",
                "class dmabuf.revoke.stress.harness.MapAfterARace")) {
            assertTrue(check.detail().contains(part), check.detail());
        }
        assertTrue(
                check.replay().startsWith("./revoke litmus --run map-after-a-race --for 60s --jvm \"")
                        && check.replay().contains(ONE.get(0).args()),
                check.replay());

        aFileThatIsNotWholeIsRefused(JcstressJvm.resultFiles(folder.resolve("0")).get(0), good);
    }

    /** Two seeded classes: one with an impossible start state, one whose table forbids what impl does. */
    @Tag("full")
    @Test
    void whatJcstressItselfRefusesIsShown() throws Exception {
        final Outcomes signal = outcomes("signal-against-revoke");
        final Litmus l = signal.litmus();
        final Outcomes neverStarts = signal.with(
                new Litmus(
                        l.file(), l.name(), l.text(), l.stage(), List.of(new Litmus.Start(l.start().get(0).call(), "ENODEV")),
                        l.columns(), l.last(), null),
                signal.all());
        final Outcomes leftOut = outcomes("use-against-revoke");
        final Path classes = Compiled.compiled(folder.resolve("seeded"), List.of(neverStarts));
        final List<Sampling> results = run(List.of(classes), 300, s -> {}).run(List.of(neverStarts, leftOut));
        assertFalse(results.get(0).ok());
        assertEquals(0, results.get(0).samples());
        assertTrue(results.get(0).toString().contains("the start state wants ENODEV"), results.get(0).toString());
        assertFalse(results.get(1).ok());
        assertEquals("no samples", results.get(1).faults().get(0));
        assertTrue(results.get(1).faults().get(1).startsWith("0 results in the place of "), results.get(1).toString());
    }

    /** On JDK 17 jcstress has two of each configuration; the remaining one must be the named one. */
    @Tag("full")
    @Test
    @EnabledForJreRange(max = JRE.JAVA_17)
    void biasedLockingIsAsItIsNamed() throws Exception {
        final Configuration biased = new Configuration("-XX:+UseBiasedLocking -XX:TieredStopAtLevel=1");
        final List<String> progress = new ArrayList<>();
        final JcstressRun run = new JcstressRun(folder, List.of(), SHORT, List.of(biased), 300, progress::add);
        assertTrue(run.run(List.of(outcomes("attach-against-revoke"))).get(0).ok(), progress.toString());
        assertTrue(progress.get(0).startsWith("jcstress: 1 forks "), progress.toString());
    }

    @Test
    void aTestOfMoreThreadsThanCoresIsNotRun() throws Exception {
        final Outcomes three = outcomes("unmap-from-both-sides");
        final Sampling s = run(List.of(), 300, t -> {}).onCores(2).run(List.of(three)).get(0);
        assertFalse(s.ok());
        assertEquals("not run: needs 3 cores, here 2", s.lacking());
        assertEquals(Check.Status.NOT_RUN, s.check().status());
        assertFalse(s.check().ok());
    }

    /** Its reader would take a truncated file for a complete one. */
    private void aFileThatIsNotWholeIsRefused(final Path file, final Outcomes good) throws Exception {
        final InProcessCollector whole = new InProcessCollector();
        JcstressJvm.read(file, whole);
        final List<TestResult> found = whole.getTestResults().stream()
                .filter(r -> r.getName().endsWith("AttachAgainstRevoke"))
                .toList();
        assertTrue(Sampling.of(good, found, found.size()).ok());
        assertEquals(
                List.of(found.size() + " results in the place of " + (found.size() + 1)),
                Sampling.of(good, found, found.size() + 1).faults());
        final TestResult empty = new TestResult(Status.NORMAL);
        empty.setConfig(found.get(0).getConfig());
        final List<TestResult> one = new ArrayList<>(found);
        one.set(0, empty);
        assertTrue(Sampling.of(good, one, one.size()).faults().toString().contains("no samples with ["));

        final byte[] bytes = Files.readAllBytes(file);
        for (final int length : new int[] {0, 5, bytes.length / 2, bytes.length - 9, bytes.length - 1}) {
            final Path part = Files.write(folder.resolve("part"), Arrays.copyOf(bytes, length));
            final Undecided e =
                    assertThrows(Undecided.class, () -> JcstressJvm.read(part, new InProcessCollector()));
            assertTrue(e.getMessage().contains("is not whole"), e.getMessage());
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        }
    }

    private static boolean hasResults(final Path place) {
        try {
            return Files.isDirectory(place) && !JcstressJvm.resultFiles(place).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Tag("full")
    @Test
    void aRunThatIsKilledIsUndecided() throws Exception {
        final Outcomes o = outcomes("map-against-revoke");
        final Thread killer = new Thread(() -> {
            while (!hasResults(folder.resolve("0"))) {
                LockSupport.parkNanos(10_000_000);
            }
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        });
        killer.setDaemon(true);
        killer.start();
        final JcstressRun lasting = new JcstressRun(folder, List.of(), JcstressRun.options(600, 1000), ONE, 3600, s -> {});
        final Undecided e = assertThrows(Undecided.class, () -> lasting.run(List.of(o)));
        killer.join();
        assertTrue(e.getMessage().startsWith("jcstress crashed: it ended with 137; its log is "), e.getMessage());
    }

    /**
     * jcstress finds an outcome that the class forbids and the current table allows: one of them does not belong to this spec.
     */
    @Tag("full")
    @Test
    void aRunThatFailsThoughNoTestDoesIsUndecided() throws Exception {
        final Outcomes o = outcomes("map-against-revoke");
        final Path classes =
                Compiled.compiled(folder.resolve("seeded"), List.of(o.with(o.litmus(), o.all().subList(0, 1))));
        final Undecided e =
                assertThrows(Undecided.class, () -> run(List.of(classes), 300, s -> {}).run(List.of(o)));
        assertTrue(e.getMessage().startsWith("jcstress failed, and no test says why; its log is "), e.getMessage());
    }

    @Test
    void aRunThatDoesNotComeToItsEndIsUndecided() throws Exception {
        final Outcomes o = outcomes("map-against-revoke");
        final Undecided late = assertThrows(Undecided.class, () -> run(List.of(), 0, s -> {}).run(List.of(o)));
        assertTrue(late.getMessage().contains("did not end within 0 s"), late.getMessage());
        final Undecided none = assertThrows(
                Undecided.class,
                () -> new JcstressRun(folder, List.of(), List.of("-x"), ONE, 60, s -> {}).run(List.of(o)));
        assertTrue(none.getMessage().contains("left no results"), none.getMessage());
    }
}

package dmabuf.revoke.stress.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.stress.litmus.BaseGraph;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** Few samples, of few configurations of the JVM: what the runner says of good tests and of bad ones. */
class JcstressRunTest {
    private static final List<String> ONE = List.of(
            "-m", "quick", "-f", "1", "-fsm", "1", "-iters", "1", "-time", "50", "-sc", "false", "-strideSize", "64",
            "-strideCount", "8", "-pth", "false", "-jvmArgs", "-XX:TieredStopAtLevel=1");

    private static Graph base;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws Exception {
        base = BaseGraph.open();
    }

    private static Outcomes outcomes(final String name) throws Exception {
        final Path folder = Path.of(System.getProperty("revoke.home"), "stress", "litmus");
        return Outcomes.of(base, Litmus.read(folder.resolve(name + Litmus.SUFFIX)));
    }

    @Test
    void samplesAreHeldAgainstTheTable() throws Exception {
        final Outcomes good = outcomes("attach-against-revoke");
        final Outcomes whole = outcomes("map-against-revoke");
        final Outcomes.Outcome often = whole.all().get(0);
        final Outcomes lacking = new Outcomes(
                whole.litmus(), whole.all().stream().filter(o -> o != often).toList(), whole.states(),
                whole.overlaps());
        final Outcomes signal = outcomes("signal-against-revoke");
        final Litmus l = signal.litmus();
        final Outcomes neverStarts = new Outcomes(
                new Litmus(
                        l.file(), l.name(), l.text(), List.of(new Litmus.Start(l.start().get(0).call(), "ENODEV")),
                        l.columns(), null),
                signal.all(), signal.states(), signal.overlaps());
        final Outcomes leftOut = outcomes("use-against-revoke");

        final List<String> options = new ArrayList<>(ONE);
        options.addAll(List.of("-t", "(Attach|Map|Signal)Against"));
        final List<String> progress = new ArrayList<>();
        final List<Sampling> results = new JcstressRun(folder, List.of(), options, 300, progress::add)
                .run(base, List.of(good, lacking, neverStarts, leftOut));

        progress.removeIf(s -> s.startsWith("jcstress: "));
        assertEquals(4, progress.size());
        assertTrue(results.get(0).ok(), progress.get(0));
        assertTrue(results.get(0).samples() > 1000, progress.get(0));
        assertEquals(good.all().size(), results.get(0).allowed());
        assertFalse(results.get(1).ok(), progress.get(1));
        assertEquals(List.of(often.toString()), results.get(1).forbidden());
        assertTrue(progress.get(1).contains("FORBIDDEN " + often), progress.get(1));
        assertFalse(results.get(2).ok(), progress.get(2));
        assertEquals(0, results.get(2).samples());
        assertTrue(progress.get(2).contains("the start state wants ENODEV"), progress.get(2));
        assertFalse(results.get(3).ok(), progress.get(3));
        assertEquals("no samples", results.get(3).faults().get(0));
        assertTrue(results.get(3).faults().get(1).startsWith("0 results in the place of "), progress.get(3));

        aFileThatIsNotWholeIsRefused(JcstressJvm.resultFiles(folder).get(0), good);
    }

    /** Its reader would take what there is for all. */
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

    @Test
    void aRunThatIsKilledIsUndecided() throws Exception {
        final Outcomes o = outcomes("map-against-revoke");
        final Thread killer = new Thread(() -> {
            try (WatchService created = folder.getFileSystem().newWatchService()) {
                folder.register(created, StandardWatchEventKinds.ENTRY_CREATE);
                while (JcstressJvm.resultFiles(folder).isEmpty()) {
                    created.take().reset();
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        });
        killer.start();
        final Undecided e = assertThrows(
                Undecided.class, () -> new JcstressRun(folder, List.of(), ONE, 60, s -> {}).run(base, List.of(o)));
        killer.join();
        assertTrue(e.getMessage().startsWith("jcstress crashed: it ended with 137; its log is "), e.getMessage());
    }

    /** Here it cannot write its report. */
    @Test
    void aRunThatFailsThoughNoTestDoesIsUndecided() throws Exception {
        final Outcomes o = outcomes("map-against-revoke");
        final JcstressRun run = new JcstressRun(folder, List.of(), ONE, 60, s -> {
            try {
                if (s.startsWith("jcstress: tests compiled")) {
                    Files.createFile(folder.resolve(JcstressJvm.REPORT));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        final Undecided e = assertThrows(Undecided.class, () -> run.run(base, List.of(o)));
        assertTrue(e.getMessage().startsWith("jcstress failed, and no test says why; its log is "), e.getMessage());
    }

    @Test
    void aRunThatDoesNotComeToItsEndIsUndecided() throws Exception {
        final Outcomes o = outcomes("map-against-revoke");
        final Undecided late = assertThrows(
                Undecided.class, () -> new JcstressRun(folder, List.of(), ONE, 0, s -> {}).run(base, List.of(o)));
        assertTrue(late.getMessage().contains("did not end within 0 s"), late.getMessage());
        final Undecided none = assertThrows(
                Undecided.class, () -> new JcstressRun(folder, List.of(), List.of("-x"), 60, s -> {}).run(base, List.of(o)));
        assertTrue(none.getMessage().contains("left no results"), none.getMessage());
    }

    @Test
    void aTestThatDoesNotCompileIsUndecided() throws Exception {
        final Outcomes o = outcomes("map-against-revoke");
        final Litmus l = o.litmus();
        final Litmus odd = new Litmus(
                l.file(), l.name(), l.text(), List.of(new Litmus.Start(l.start().get(0).call(), "\"")),
                l.columns(), null);
        final Undecided e = assertThrows(
                Undecided.class,
                () -> new JcstressRun(folder, List.of(), ONE, 60, s -> {})
                        .run(base, List.of(new Outcomes(odd, o.all(), o.states(), o.overlaps()))));
        assertTrue(e.getMessage().contains("do not compile"), e.getMessage());
    }
}

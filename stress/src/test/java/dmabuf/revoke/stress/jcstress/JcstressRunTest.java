package dmabuf.revoke.stress.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.stress.BaseGraph;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        final List<JcstressRun.Result> results = new JcstressRun(folder, options, 300, progress::add)
                .run(base, List.of(good, lacking, neverStarts, leftOut));

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
        assertEquals(List.of("no samples"), results.get(3).faults());
    }

    @Test
    void aRunThatDoesNotComeToItsEndIsUndecided() throws Exception {
        final Outcomes o = outcomes("map-against-revoke");
        final Undecided late = assertThrows(
                Undecided.class, () -> new JcstressRun(folder, ONE, 0, s -> {}).run(base, List.of(o)));
        assertTrue(late.getMessage().contains("did not end within 0 s"), late.getMessage());
        final Undecided none = assertThrows(
                Undecided.class, () -> new JcstressRun(folder, List.of("-x"), 60, s -> {}).run(base, List.of(o)));
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
                () -> new JcstressRun(folder, ONE, 60, s -> {})
                        .run(base, List.of(new Outcomes(odd, o.all(), o.states(), o.overlaps()))));
        assertTrue(e.getMessage().contains("do not compile"), e.getMessage());
    }
}

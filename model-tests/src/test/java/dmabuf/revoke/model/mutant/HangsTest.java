package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique.Verdict;
import dmabuf.revoke.model.drive.Technique.Verdict.Status;
import dmabuf.revoke.service.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three mutants of impl lose a wake-up: the fence that of all but one thread that waits, the completion and the lock that of
 * everybody. Each technique comes to an end on each of them; which one hangs depends on who waits there.
 *
 * <p>{@code replay} parks one thread at a time, so no two wait for one fence. Under Lincheck a thread that is parked may be
 * woken for no reason, as the JDK allows, so {@code schedules} meets only the third, and says by itself that nobody goes on.
 */
class HangsTest {
    private static final String FENCE = "fence-completes-one-waiter";
    private static final String COMPLETION = "completion-wakes-nobody";
    private static final String LOCK = "lock-wakes-nobody";

    @TempDir
    Path folder;

    @Tag("tlc")
    @TestFactory
    Stream<DynamicTest> aTechniqueThatMeetsALostWakeUpIsHung() {
        return Stream.of(
                ends("replay of exporters", FENCE, Status.AGREES),
                ends("replay of exporters", COMPLETION, Status.HUNG),
                ends("replay of exporters", LOCK, Status.HUNG),
                ends("faults", FENCE, Status.HUNG),
                ends("faults", COMPLETION, Status.HUNG),
                ends("faults", LOCK, Status.HUNG),
                ends("dma", FENCE, Status.HUNG),
                ends("dma", COMPLETION, Status.HUNG),
                ends("dma", LOCK, Status.HUNG),
                ends("properties", FENCE, Status.HUNG),
                ends("properties", COMPLETION, Status.HUNG),
                ends("properties", LOCK, Status.HUNG));
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> schedulesComeToAnEndOnEach() {
        return Stream.of(
                ends("schedules", FENCE, Status.AGREES),
                ends("schedules", COMPLETION, Status.AGREES),
                ends("schedules", LOCK, Status.DIFFERS));
    }

    private DynamicTest ends(final String technique, final String mutant, final Status how) {
        return dynamicTest(technique + " on " + mutant + " ends: " + how, () -> {
            final Graphs graphs = Graphs.of(Tools.open(false));
            final Verdict v = new Hunt(Mutant.named(Tools.home(), mutant), folder.resolve("mutant")).verdict(technique, graphs, 1);
            assertEquals(how, v.status(), () -> v.summary() + "\n" + v.failure());
            if (how == Status.HUNG) {
                for (final String part : List.of("hung: nobody ", "waits for ", "its last steps: ")) {
                    assertTrue(v.failure().contains(part), () -> "no \"" + part + "\" in " + v.failure());
                }
            }
        });
    }
}

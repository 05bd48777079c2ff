// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique.Verdict;
import dmabuf.revoke.model.drive.Technique.Verdict.Status;
import dmabuf.revoke.service.Tools;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five mutants of impl do not terminate. Three lose a wake-up: the fence wakes only one of its waiters, the completion and the
 * lock wake none. In one the worker takes steps for ever; in one a revoke polls for ever without taking a step. Each technique
 * terminates on each of them; which techniques report a hang depends on the waits that they exercise.
 *
 * <p>{@code replay} parks one thread at a time, so no two threads wait for one fence. Under Lincheck a parked thread may be woken
 * spuriously, as the JDK allows, so {@code schedules} meets none of the lost wake-ups. The other two Lincheck reports itself as a
 * deadlock.
 */
class HangsTest {
    private static final String FENCE = "fence-completes-one-waiter";
    private static final String COMPLETION = "completion-wakes-nobody";
    private static final String LOCK = "lock-wakes-nobody";
    private static final String STEPS = "worker-takes-steps-for-ever";
    private static final String POLLS = "unmap-wait-polls-for-ever";

    /**
     * CPU time of all threads of this JVM in nanoseconds; the threads that wait for the polling one keep their cores busy too.
     */
    private static final long FEW_SECONDS = 15_000_000_000L;

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @TempDir
    Path folder;

    @Tag("full")
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
                ends("storm", FENCE, Status.HUNG),
                ends("storm", LOCK, Status.HUNG),
                ends("properties", FENCE, Status.HUNG),
                ends("properties", COMPLETION, Status.HUNG),
                ends("properties", LOCK, Status.HUNG));
    }

    @Tag("full")
    @Tag("tlc")
    @TestFactory
    Stream<DynamicTest> aTechniqueThatMeetsALivelockIsHungSoon() {
        return Stream.of("replay of exporters", "faults", "dma", "properties").flatMap(t -> Stream.of(
                hangsSoon(t, STEPS, List.of("takes step after step in one call, ", "its last steps: ")),
                hangsSoon(t, POLLS, List.of("hung: ", " polls, and takes no step", ": runs", "Exporter.awaitCompletion:"))));
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> aStormThatMeetsALostWakeUpIsHung() {
        return Stream.of(ends("storm", FENCE, Status.HUNG), ends("storm", COMPLETION, Status.HUNG));
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> schedulesComeToAnEndOnEach() {
        return Stream.of(
                ends("schedules", FENCE, Status.AGREES),
                ends("schedules", COMPLETION, Status.AGREES),
                ends("schedules", LOCK, Status.AGREES),
                ends("schedules", STEPS, Status.DIFFERS),
                ends("schedules", POLLS, Status.DIFFERS));
    }

    /** A thread that polls on would take a core from the mutants that are hunted after this one. */
    @Test
    void aThreadThatPollsEndsWithTheHunt() throws Exception {
        final CountDownLatch polls = new CountDownLatch(1);
        final Runnable poll = () -> {
            polls.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        };
        final Thread thread = new Thread(poll);
        final Thread later = new Thread(poll);
        try (Hunt hunt = new Hunt("impl", Files.createDirectories(folder.resolve("classes")), folder)) {
            thread.setContextClassLoader(hunt.loader);
            later.setContextClassLoader(hunt.loader);
            thread.start();
            polls.await();
        }
        thread.join();
        later.start();
        later.join();
        assertTrue(polls.getCount() == 0 && !thread.isAlive() && !later.isAlive());
    }

    private DynamicTest hangsSoon(final String technique, final String mutant, final List<String> parts) {
        return dynamicTest(technique + " on " + mutant + " is hung soon", () -> {
            final long before = SYSTEM.getProcessCpuTime();
            final Verdict v = verdict(technique, mutant);
            final long took = SYSTEM.getProcessCpuTime() - before;
            assertEquals(Status.HUNG, v.status(), () -> v.summary() + "\n" + v.failure());
            for (final String part : parts) {
                assertTrue(v.failure().contains(part), () -> "no \"" + part + "\" in " + v.failure());
            }
            assertTrue(took < FEW_SECONDS, () -> took / 1e9 + " s of CPU: " + v.summary());
        });
    }

    private Verdict verdict(final String technique, final String mutant) throws Exception {
        final Graphs graphs = Graphs.of(Tools.open());
        try (Hunt hunt = new Hunt(Mutant.named(Tools.home(), mutant), folder.resolve("mutant"))) {
            return hunt.verdict(technique, graphs, 1);
        }
    }

    private DynamicTest ends(final String technique, final String mutant, final Status how) {
        return dynamicTest(technique + " on " + mutant + " ends: " + how, () -> {
            final Verdict v = verdict(technique, mutant);
            assertEquals(how, v.status(), () -> v.summary() + "\n" + v.failure());
            if (how == Status.HUNG) {
                for (final String part : List.of("hung: ", "waits for ", "its last steps: ")) {
                    assertTrue(v.failure().contains(part), () -> "no \"" + part + "\" in " + v.failure());
                }
                final String again = "the storm again: ./revoke storm --seed ";
                assertTrue(!technique.equals("storm") || v.failure().contains(again), () -> "no \"" + again + "\" in " + v.failure());
            }
        });
    }
}

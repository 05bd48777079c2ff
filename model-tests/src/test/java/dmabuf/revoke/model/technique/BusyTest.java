// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.technique;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.model.dma.Dma;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.drive.Technique.Verdict;
import dmabuf.revoke.model.fault.Faults;
import dmabuf.revoke.model.property.Properties;
import dmabuf.revoke.model.replay.DelayedReplay;
import dmabuf.revoke.model.replay.Replay;
import dmabuf.revoke.model.schedule.Schedules;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.model.watch.Limits;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Impl is not reported to hang, however busy the machine is: here four threads use all the CPU time that they get. Each technique
 * runs in a short version: some scenes of replay, one of the properties, one race of the schedules.
 */
@Tag("tlc")
class BusyTest {
    private static final String PROPERTY = "aProgramUsesABuffer";

    /** The seeded fault of the watch: it has no patience with a thread that is not running at this moment. */
    private static final Limits IMPATIENT = new Limits(0, 0, 0, 0);

    private volatile boolean busy = true;

    @BeforeEach
    void keepTheCoresBusy() {
        for (int n = 0; n < 4; n++) {
            final Thread t = new Thread(() -> {
                while (busy) {
                    Thread.onSpinWait();
                }
            }, "busy");
            t.setDaemon(true);
            t.start();
        }
    }

    @AfterEach
    void leaveThem() {
        busy = false;
    }

    private static List<Technique> all() throws Undecided {
        return List.of(
                Replay.of("waiting"), Replay.of("Mock/exporters"), DelayedReplay.of("waiting"), new Faults(), new Dma(),
                new Properties(PROPERTY), Storm.brief(), new OneRace());
    }

    /** One stored race under Lincheck. */
    private static final class OneRace implements Technique {
        @Override
        public String name() {
            return "schedules of one race";
        }

        @Override
        public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
            return Schedules.again(Tools.home().resolve("model-tests/races/munmap-against-revoke.txt"), graphs);
        }
    }

    private static Verdict run(final Technique t, final Limits limits) throws Exception {
        return new Watched(t, limits).run(Graphs.of(Tools.open()), 1);
    }

    @Tag("full")
    @Test
    void implAgreesUnderLincheckOnABusyMachine() throws Exception {
        agrees(new OneRace());
    }

    @Tag("full")
    @Test
    void implAgreesInAStormOnABusyMachine() throws Exception {
        agrees(Storm.brief());
    }

    private static void agrees(final Technique t) throws Exception {
        final Verdict v = run(t, Limits.USUAL);
        assertEquals(Verdict.Status.AGREES, v.status(), () -> v.summary() + "\n" + v.failure());
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> implAgreesOnABusyMachine() throws Exception {
        return all().stream()
                .filter(t -> !(t instanceof OneRace) && !(t instanceof Storm))
                .map(t -> dynamicTest(t.name() + " agrees", () -> agrees(t)));
    }

    /** No technique is omitted. */
    @Test
    void eachTechniqueHasAShortVersion() throws Exception {
        assertEquals(
                Techniques.all().stream().map(Technique::name).collect(Collectors.toSet()),
                all().stream().map(t -> t.name().split(" ")[0]).collect(Collectors.toSet()));
    }

    /** With a watch that is too impatient the test above fails: a technique that has only begun is reported to hang. */
    @Test
    void anImpatientWatchSaysThatImplHangs() throws Exception {
        final Verdict v = run(new Properties(PROPERTY), IMPATIENT);
        assertEquals(Verdict.Status.HUNG, v.status(), v::summary);
    }
}

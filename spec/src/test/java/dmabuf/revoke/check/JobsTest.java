// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.tlc.Violated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs: their order, which results are kept, and what happens if one fails. */
class JobsTest {
    @TempDir
    Path folder;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private Jobs jobs() {
        return new Jobs(new Kept(folder, Instant.EPOCH, l -> {}), () -> {}, said::add);
    }

    private Jobs.Job job(final String name, final int seconds) {
        return Jobs.Job.of("group", name, seconds, () -> {
            done.add(name);
            return List.of(Check.of("group", name, true, "well\tdone", "again"));
        });
    }

    @Test
    void checksComeInTheOrderOfTheJobsAndEachAfterWhatItNeeds() throws Exception {
        final Jobs jobs = jobs();
        jobs.add(job("last", 100).onItsOwn());
        jobs.add(job("needs", 90).after(Set.of("first", "not there")));
        jobs.add(job("first", 1));
        jobs.add(job("other", 2));
        assertEquals(List.of("last", "needs", "first", "other"), jobs.run().stream().map(Check::name).toList());
        assertTrue(done.indexOf("first") < done.indexOf("needs"), done.toString());
        assertEquals(3, done.indexOf("last"));
    }

    @Test
    void twoRunAtATime() throws Exception {
        final CountDownLatch both = new CountDownLatch(2);
        final Jobs jobs = jobs();
        for (final String n : List.of("a", "b")) {
            jobs.add(Jobs.Job.of("group", n, 1, () -> {
                both.countDown();
                both.await();
                return List.of(Check.of("group", n, true, "", ""));
            }));
        }
        assertEquals(2, jobs.run().size());
    }

    @Test
    void whatWasAsExpectedIsKeptAndNamedSo() throws Exception {
        for (int round = 0; round < 2; round++) {
            final Jobs jobs = jobs();
            jobs.add(job("kept", 1).keyed(() -> new Digest().text("key", "one")));
            jobs.add(job("made", 1));
            final List<Check> checks = jobs.run();
            assertEquals(round == 1, checks.get(0).kept());
            assertEquals("well\tdone", checks.get(0).detail());
            assertFalse(checks.get(1).kept());
        }
        assertEquals(1, Collections.frequency(done, "kept"));
        assertEquals(2, Collections.frequency(done, "made"));
        final Jobs other = jobs();
        other.add(job("kept", 1).keyed(() -> new Digest().text("key", "another")));
        assertFalse(other.run().get(0).kept());
    }

    @Test
    void whatDiffersIsUndecidedOrHasNoCheckIsNeverKept() throws Exception {
        final AtomicInteger times = new AtomicInteger();
        final List<Jobs.Work> works = List.of(
                () -> List.of(Check.of("group", "x", false, "differs", "again")),
                () -> List.of(Check.of("group", "x", true, "", ""), Check.undecided("group", "y", "why", "again")),
                () -> List.of(Check.hung("group", "x", "no thread can continue", "again")),
                () -> List.of(new Check("group", "x", Check.Status.NOT_RUN, "needs 3 cores", "")),
                () -> List.of(),
                () -> {
                    throw new Undecided("killed");
                });
        for (int n = 0; n < 2 * works.size(); n++) {
            final Jobs.Work work = works.get(n / 2);
            final String key = "key " + n / 2;
            final Jobs jobs = jobs();
            jobs.add(Jobs.Job.of("group", "x", 1, () -> {
                        times.incrementAndGet();
                        return work.run();
                    })
                    .keyed(() -> new Digest().text("key", key)));
            assertFalse(jobs.run().stream().anyMatch(Check::kept));
        }
        assertEquals(2 * works.size(), times.get());
    }

    /** A file that a result depends on is changed while the result is decided. The job may have read it before or after that. */
    @Test
    void whatDependsOnWhatWasChangedMeanwhileIsNotKept() throws Exception {
        final AtomicInteger version = new AtomicInteger();
        final AtomicInteger read = new AtomicInteger();
        for (int round = 0; round < 2; round++) {
            final Jobs jobs = new Jobs(new Kept(folder, Instant.EPOCH, l -> {}), () -> read.set(version.get()), said::add);
            jobs.add(Jobs.Job.of("group", "edited", 1, () -> {
                        version.incrementAndGet();
                        return List.of(Check.of("group", "edited", true, "", ""));
                    })
                    .keyed(() -> new Digest().text("version", "" + read.get())));
            assertFalse(jobs.run().get(0).kept());
        }
        assertTrue(said.contains("edited: what it depends on was changed meanwhile, so it is not kept"), said.toString());
        for (final String key : List.of("version 0", "version 1", "version 2")) {
            assertEquals(Optional.empty(), new Kept(folder, Instant.EPOCH, l -> {}).find(key));
        }
    }

    @Test
    void whatHasAKeyThatCannotBeComputedIsDoneAndNotKept() throws Exception {
        final Jobs jobs = jobs();
        jobs.add(job("a", 1).keyed(() -> {
            throw new Undecided("cannot read a.tla");
        }));
        assertTrue(jobs.run().get(0).ok());
        assertTrue(said.contains("a is not kept: cannot read a.tla"), said.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    /**
     * The job with the longest critical path runs first, not the one that takes longest itself. One lane is kept busy, so that
     * the other shows the order.
     */
    @Test
    void whatHasMostAheadOfItIsDoneFirst() throws Exception {
        final CountDownLatch others = new CountDownLatch(5);
        final Jobs jobs = jobs();
        for (final Jobs.Job j : List.of(
                job("short", 1), job("end", 60).after(Set.of("middle")), job("long", 50), job("middle", 2).after(Set.of("begin")),
                job("begin", 1))) {
            jobs.add(Jobs.Job.of("group", j.name(), j.seconds(), () -> {
                        final List<Check> checks = j.work().run();
                        others.countDown();
                        return checks;
                    })
                    .after(j.after()));
        }
        jobs.add(Jobs.Job.of("group", "the other lane", 1000, () -> {
            others.await();
            return List.of(Check.of("group", "the other lane", true, "", ""));
        }));
        jobs.run();
        assertEquals(List.of("begin", "middle", "end", "long", "short"), done);
    }

    @Test
    void aJobThatFailsIsACheckAndTheOthersGoOn() throws Exception {
        final Jobs jobs = jobs();
        jobs.add(Jobs.Job.of("group", "undecided", 3, () -> {
            throw new Undecided("no answer");
        }));
        jobs.add(Jobs.Job.of("group", "violated", 3, () -> {
            throw new Violated("TypeOK is violated");
        }));
        jobs.add(Jobs.Job.of("group", "error", 3, () -> {
            throw new IllegalStateException("seeded by JobsTest, to be seen in the log");
        }));
        jobs.add(job("good", 1));
        final List<Check> checks = jobs.run();
        assertEquals(
                List.of(Check.Status.UNDECIDED, Check.Status.DIFFERS, Check.Status.UNDECIDED, Check.Status.AS_EXPECTED),
                checks.stream().map(Check::status).toList());
        assertTrue(checks.get(2).detail().startsWith("an internal error"), checks.get(2).detail());
    }

    @Test
    void jobsThatWaitForEachOtherAreAnError() {
        final Jobs jobs = jobs();
        jobs.add(job("a", 1).after(Set.of("b")));
        jobs.add(job("b", 1).after(Set.of("a")));
        assertThrows(IllegalStateException.class, jobs::run);
    }
}

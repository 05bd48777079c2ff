// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread that will never go on hangs; a thread that takes a step, that can be woken, or that waits for a child process does
 * not.
 */
@Tag("fork")
class PatienceTest {
    private static final long SOON = 50_000_000L;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long POLLING = 200_000_000L;

    private Progress progress = new Progress();

    @TempDir
    Path folder;

    private interface Body {
        void run() throws Exception;
    }

    private static Thread thread(final String name, final Body body) {
        final Thread t = new Thread(() -> {
            try {
                body.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }, name);
        t.setDaemon(true);
        t.start();
        return t;
    }

    private void join(final Thread... threads) throws Hung, InterruptedException {
        for (final Thread t : threads) {
            new Patience(() -> List.of(threads), progress).join(t);
        }
    }

    /** To be called before the threads begin. */
    private void limit(final long blocked, final long spinning) {
        progress = new Progress(new Limits(blocked, spinning, POLLING, 2));
    }

    @Test
    void twoThatWaitForEachOtherHangAndTheOwnersAreNamed() {
        limit(SOON, NEVER);
        final ReentrantLock lock = new ReentrantLock();
        final ReentrantLock other = new ReentrantLock();
        final CountDownLatch both = new CountDownLatch(2);
        final Thread a = thread("anna", () -> take(lock, both, other));
        final Thread b = thread("bert", () -> take(other, both, lock));
        final Hung h = assertThrows(Hung.class, () -> join(a, b));
        assertTrue(h.getMessage().contains("anna: waits for ReentrantLock$NonfairSync@"), h.getMessage());
        assertTrue(h.getMessage().contains("which bert owns"), h.getMessage());
        assertTrue(h.getMessage().contains("which anna owns"), h.getMessage());
        assertTrue(h.getMessage().contains("its last steps: took one"), h.getMessage());
        assertEquals(1, progress.hangs());
    }

    private void take(final ReentrantLock first, final CountDownLatch both, final ReentrantLock second) throws Exception {
        first.lock();
        progress.step("took one");
        both.countDown();
        both.await();
        second.lock();
    }

    /** A thread waits for ever while another takes steps for ever: a lost wake-up of which the others know nothing. */
    @Test
    void oneThatWaitsWhileOthersTakeStepsHangs() {
        limit(SOON, 3 * SOON);
        final Thread waits = thread("waits", () -> new CountDownLatch(1).await());
        final Thread goesOn = thread("goes on", () -> {
            while (!Thread.interrupted()) {
                progress.step("another step");
                LockSupport.parkNanos(100_000);
            }
        });
        final Patience p = new Patience(() -> List.of(waits, goesOn), progress);
        final Hung h = assertThrows(Hung.class, () -> p.joinOneThatSteps(waits));
        assertTrue(h.getMessage().contains("waits takes no step, while others do"), h.getMessage());
        goesOn.interrupt();
    }

    @Test
    void oneThatTakesItsOwnStepsIsWaitedFor() throws Exception {
        limit(NEVER, NEVER);
        final Thread t = thread("slow", () -> {
            for (int n = 0; n < 20; n++) {
                progress.step("step " + n);
                LockSupport.parkNanos(20_000_000);
            }
        });
        new Patience(() -> List.of(t), progress).joinOneThatSteps(t);
        assertEquals(20, progress.steps());
    }

    /**
     * A technique starts a thread for each job of a device: the steps of ended threads are counted, and the threads are not kept.
     */
    @Test
    void theStepsOfThreadsThatHaveEndedAreCounted() throws Exception {
        for (int n = 0; n < 3000; n++) {
            thread("job", () -> progress.step("one")).join();
        }
        assertEquals(3000, progress.steps());
    }

    /** More steps in one call than the spec has: the thread itself detects that at the first extra step, and ends. */
    @Test
    void oneThatTakesStepsForEverIsEnded() throws Exception {
        limit(NEVER, NEVER);
        final Endless[] thrown = new Endless[1];
        final Thread t = thread("endless", () -> {
            progress.begins("unmap", 7);
            try {
                for (int n = 0; n < 1000; n++) {
                    progress.step("WorkerUnmap");
                }
            } catch (Endless e) {
                thrown[0] = e;
            } finally {
                progress.returned();
            }
        });
        join(t);
        assertEquals("hung: endless takes step after step in one call, unmap, and no call of the spec takes more than 7; its last"
                + " steps: " + String.join(", ", Collections.nCopies(6, "WorkerUnmap")), thrown[0].getMessage());
        assertEquals(1, progress.hangs());
    }

    /** As many steps as the spec has, again and again, and more than that outside of a call. */
    @Test
    void oneThatTakesAsManyAsTheSpecHasIsNotEnded() {
        for (int n = 0; n < 100; n++) {
            progress.begins("unmap", 7);
            for (int s = 0; s < 7; s++) {
                progress.step("WorkerUnmap");
            }
            progress.returned();
            for (int s = 0; s < 8; s++) {
                progress.step("outside");
            }
        }
        assertEquals(0, progress.hangs());
    }

    @Test
    void oneThatPollsInACallHangsSoon() {
        limit(NEVER, NEVER);
        final Thread t = thread("polls", () -> {
            progress.begins("unmap", 7);
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
        });
        final Hung h = assertThrows(Hung.class, () -> join(t));
        assertTrue(h.getMessage().startsWith("hung: polls polls, and takes no step"), h.getMessage());
        t.interrupt();
    }

    /** It sleeps between two polls, while another thread runs that is in no call. */
    @Test
    void oneThatPollsAndSleepsHangsSoon() {
        limit(NEVER, NEVER);
        final Thread t = thread("polls", () -> {
            progress.begins("unmap", 7);
            while (!Thread.interrupted()) {
                LockSupport.parkNanos(1_000_000);
            }
        });
        final Hung h = assertThrows(Hung.class, () -> join(t));
        assertTrue(h.getMessage().startsWith("hung: polls polls, and takes no step"), h.getMessage());
        t.interrupt();
    }

    /** A harness that runs for long between two calls does not poll; nor does a thread that takes a step now and then. */
    @Test
    void oneThatRunsButIsInNoCallOrTakesStepsDoesNotHang() throws Exception {
        limit(NEVER, NEVER);
        final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        final Thread outside = thread("outside", () -> {
            progress.begins("unmap", 7);
            progress.returned();
            runFor(clock, 2 * POLLING);
        });
        final Thread steps = thread("steps", () -> {
            progress.begins("unmap", 7);
            for (int n = 0; n < 7; n++) {
                runFor(clock, POLLING / 4);
                progress.step("WorkerUnmap");
            }
            progress.returned();
        });
        join(outside, steps);
        assertEquals(0, progress.hangs());
    }

    private static void runFor(final ThreadMXBean clock, final long nanos) {
        final long start = clock.getCurrentThreadCpuTime();
        while (clock.getCurrentThreadCpuTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    /** It always loses a lock to other threads; each holder takes a step, or begins a call. */
    @Test
    void oneThatIsWokenInVainWhileOthersCallDoesNotHang() throws Exception {
        limit(NEVER, NEVER);
        final Semaphore turns = new Semaphore(0);
        final Thread loses = thread("loses", () -> {
            progress.begins("unmap", 7);
            for (int n = 0; n < 1000; n++) {
                turns.acquire();
            }
            progress.returned();
        });
        final Thread wins = thread("wins", () -> {
            for (int n = 0; n < 1000; n++) {
                progress.begins("lock", 7);
                turns.release();
                progress.returned();
                while (turns.availablePermits() > 0 && loses.isAlive()) {
                    Thread.onSpinWait();
                }
            }
        });
        join(loses, wins);
        assertEquals(0, progress.hangs());
    }

    @Test
    void oneThatRunsAndTakesNoStepHangs() {
        limit(SOON, 4 * SOON);
        final Thread t = thread("busy", () -> {
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
        });
        final Hung h = assertThrows(Hung.class, () -> join(t));
        assertTrue(h.getMessage().startsWith("hung: no thread takes a step"), h.getMessage());
        t.interrupt();
    }

    /** Most of the time it waits without a timeout, and another watched thread wakes it, each time after some work. */
    @Test
    void oneThatIsWokenDoesNotHang() throws Exception {
        limit(SOON, NEVER);
        final Semaphore turns = new Semaphore(0);
        final Thread waits = thread("waits", () -> {
            for (int n = 0; n < 100; n++) {
                turns.acquire();
            }
        });
        final Thread wakes = thread("wakes", () -> {
            for (int n = 0; n < 100; n++) {
                for (int spin = 0; spin < 200_000; spin++) {
                    Thread.onSpinWait();
                }
                turns.release();
            }
        });
        join(waits, wakes);
        assertEquals(0, progress.hangs());
    }

    @Test
    void oneThatTakesStepsDoesNotHang() throws Exception {
        limit(SOON, 20 * SOON);
        final Thread t = thread("steps", () -> {
            for (int n = 0; n < 200; n++) {
                LockSupport.parkNanos(5_000_000);
                progress.step(n);
            }
        });
        join(t);
        assertEquals(List.of("194", "195", "196", "197", "198", "199"), progress.last(t));
        assertEquals(200, progress.steps());
    }

    @Test
    void oneThatWaitsForAStrangersLockDoesNotHang() throws Exception {
        limit(SOON, NEVER);
        final ReentrantLock lock = new ReentrantLock();
        final CountDownLatch end = new CountDownLatch(1);
        final CountDownLatch held = new CountDownLatch(1);
        thread("stranger", () -> {
            lock.lock();
            held.countDown();
            end.await();
            lock.unlock();
        });
        held.await();
        final Thread t = thread("waits", lock::lock);
        final Patience patience = new Patience(() -> List.of(t), progress);
        for (int n = 0; n < 600; n++) {
            patience.pause();
        }
        end.countDown();
        join(t);
        assertEquals(0, progress.hangs());
    }

    @Test
    void oneThatWaitsForAChildDoesNotHang() throws Exception {
        limit(SOON, SOON);
        final Thread t = thread("waits for a child", () ->
                new Child(List.of("sleep", "3"), folder.resolve("log"), Limit.minutes(10)).run());
        join(t);
        assertEquals(0, progress.hangs());
    }

    @Test
    void aBodyGivesWhatItGivesAndItsThreadsAreDaemonsOfOneProgress() throws Exception {
        final Progress watched = new Progress();
        final boolean daemon = Watch.run("body", watched, () -> {
            final boolean[] found = new boolean[1];
            final Thread t = new Thread(() -> {
                Progress.here().step("inside");
                found[0] = Thread.currentThread().isDaemon();
            });
            t.start();
            t.join();
            return found[0];
        });
        assertTrue(daemon);
        assertEquals(1, watched.steps());
    }
}

package dmabuf.revoke.model.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who will never go on hangs; who takes a step, who can be woken, and who waits for a child process does not. */
class PatienceTest {
    private static final long SOON = 50_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final Progress progress = new Progress();

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

    private void join(final long blocked, final long spinning, final Thread... threads) throws Hung, InterruptedException {
        for (final Thread t : threads) {
            new Patience(() -> List.of(threads), progress, blocked, spinning, 2).join(t);
        }
    }

    @Test
    void twoThatWaitForEachOtherHangAndTheOwnersAreNamed() {
        final ReentrantLock lock = new ReentrantLock();
        final ReentrantLock other = new ReentrantLock();
        final CountDownLatch both = new CountDownLatch(2);
        final Thread a = thread("anna", () -> take(lock, both, other));
        final Thread b = thread("bert", () -> take(other, both, lock));
        final Hung h = assertThrows(Hung.class, () -> join(SOON, NEVER, a, b));
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

    /** One that waits for ever while another goes on for ever: a wake-up that was lost, of which the others know nothing. */
    @Test
    void oneThatWaitsWhileOthersTakeStepsHangs() {
        final Thread waits = thread("waits", () -> new CountDownLatch(1).await());
        final Thread goesOn = thread("goes on", () -> {
            while (!Thread.interrupted()) {
                progress.step("another step");
                LockSupport.parkNanos(100_000);
            }
        });
        final Patience p = new Patience(() -> List.of(waits, goesOn), progress, SOON, 3 * SOON, 2);
        final Hung h = assertThrows(Hung.class, () -> p.joinOneThatSteps(waits));
        assertTrue(h.getMessage().contains("waits takes no step, and others do"), h.getMessage());
        goesOn.interrupt();
    }

    @Test
    void oneThatTakesItsOwnStepsIsWaitedFor() throws Exception {
        final Thread t = thread("slow", () -> {
            for (int n = 0; n < 20; n++) {
                progress.step("step " + n);
                LockSupport.parkNanos(20_000_000);
            }
        });
        new Patience(() -> List.of(t), progress, NEVER, NEVER, 2).joinOneThatSteps(t);
        assertEquals(20, progress.steps());
    }

    /** A technique begins a thread for each job of a device: what has ended is counted and not kept. */
    @Test
    void theStepsOfThreadsThatHaveEndedAreCounted() throws Exception {
        for (int n = 0; n < 3000; n++) {
            thread("job", () -> progress.step("one")).join();
        }
        assertEquals(3000, progress.steps());
    }

    @Test
    void oneThatRunsAndTakesNoStepHangs() {
        final Thread t = thread("busy", () -> {
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
        });
        final Hung h = assertThrows(Hung.class, () -> join(SOON, 4 * SOON, t));
        assertTrue(h.getMessage().startsWith("hung: nobody takes a step"), h.getMessage());
        t.interrupt();
    }

    /** It waits without any limit most of the time, and another watched thread wakes it, each time after some work. */
    @Test
    void oneThatIsWokenDoesNotHang() throws Exception {
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
        join(SOON, NEVER, waits, wakes);
        assertEquals(0, progress.hangs());
    }

    @Test
    void oneThatTakesStepsDoesNotHang() throws Exception {
        final Thread t = thread("steps", () -> {
            for (int n = 0; n < 200; n++) {
                LockSupport.parkNanos(5_000_000);
                progress.step(n);
            }
        });
        join(SOON, 20 * SOON, t);
        assertEquals(List.of("194", "195", "196", "197", "198", "199"), progress.last(t));
        assertEquals(200, progress.steps());
    }

    @Test
    void oneThatWaitsForAStrangersLockDoesNotHang() throws Exception {
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
        final Patience patience = new Patience(() -> List.of(t), progress, SOON, NEVER, 2);
        for (int n = 0; n < 600; n++) {
            patience.pause();
        }
        end.countDown();
        join(SOON, NEVER, t);
        assertEquals(0, progress.hangs());
    }

    @Test
    void oneThatWaitsForAChildDoesNotHang() throws Exception {
        final Thread t = thread("waits for a child", () ->
                new Child(List.of("sleep", "3"), folder.resolve("log"), Limit.minutes(10)).run());
        join(SOON, SOON, t);
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

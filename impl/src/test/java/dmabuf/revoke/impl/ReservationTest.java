// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Fences, the reservation object that holds them, and which waits cover which fences. */
class ReservationTest {
    private final AtTheGate probe = new AtTheGate();
    private final RevocableExporter exporter = new RevocableExporter(probe);
    private final DmaResv resv = exporter.buffer().resv();

    private DmaFence added(final Usage usage) {
        final DmaFence f = new DmaFence(usage);
        resv.lock().lock();
        resv.add(f);
        resv.lock().unlock();
        return f;
    }

    @Test
    void whatNeedsTheLockSaysSo() {
        assertThrows(IllegalStateException.class, () -> resv.add(new DmaFence(Usage.READ)));
        assertThrows(IllegalStateException.class, () -> resv.await(Usage.READ));
        assertThrows(IllegalStateException.class, () -> resv.whenSignalled(Usage.READ, () -> {}));
        assertThrows(IllegalStateException.class, () -> exporter.inHold(false, o -> {}));
        assertThrows(IllegalStateException.class, resv.lock()::release);
    }

    /** However many fences are added: each pending one is listed once, and the others are dropped eventually. */
    @Test
    void whatHasSignalledIsDropped() {
        final List<DmaFence> pending = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            final DmaFence f = added(Usage.READ);
            if (n % 100 == 0) {
                pending.add(f);
            } else {
                f.signal();
            }
        }
        assertEquals(pending.size(), resv.pending().size());
        assertTrue(resv.pending().containsAll(pending));
        assertTrue(listed() <= 2 * pending.size() + 1, listed() + " are still listed");
        pending.forEach(DmaFence::signal);
        for (int n = 0; n < 100; n++) {
            added(Usage.READ).signal();
        }
        assertTrue(listed() <= 1, listed() + " are still listed");
    }

    /** A job that has not begun because it is queued behind a move is pending like another. */
    @Test
    void whatIsQueuedIsKept() {
        final DmaFence move = added(Usage.KERNEL);
        final DmaFence queued = new DmaFence(Usage.BOOKKEEP, move);
        resv.lock().lock();
        resv.add(queued);
        resv.lock().unlock();
        for (int n = 0; n < 10; n++) {
            added(Usage.READ).signal();
        }
        assertTrue(queued.isQueued() && resv.pending().containsAll(List.of(move, queued)));
        move.signal();
        assertFalse(queued.isQueued());
        assertEquals(List.of(queued), resv.pending());
    }

    /** A poll is woken by any fence that is pending, not only by the latest of its class. */
    @Test
    void thePollSeesEachFence() {
        for (final int pending : List.of(0, 1, 2)) {
            final List<DmaFence> fences = new ArrayList<>(List.of(added(Usage.WRITE), added(Usage.WRITE), added(Usage.WRITE)));
            final DmaFence last = fences.remove(pending);
            fences.forEach(DmaFence::signal);
            final List<String> woken = new ArrayList<>();
            resv.lock().lock();
            assertTrue(resv.whenSignalled(Usage.READ, () -> woken.add("woken")), "pending: " + pending);
            resv.lock().unlock();
            assertEquals(List.of(), woken);
            last.signal();
            assertEquals(List.of("woken"), woken);
        }
    }

    /** The number of fences that a wait looks at. Apart from the memory that they use, nothing shows it. */
    private int listed() {
        try {
            final java.lang.reflect.Field fences = DmaResv.class.getDeclaredField("fences");
            fences.setAccessible(true);
            Object node = fences.get(resv);
            final java.lang.reflect.Method next = node.getClass().getDeclaredMethod("next");
            next.setAccessible(true);
            int listed = 0;
            for (; node != null; node = next.invoke(node)) {
                listed++;
            }
            return listed;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStrongerClassIsWaitedForAndAWeakerIsNot() throws Exception {
        for (final Usage waits : Usage.values()) {
            for (final Usage fence : Usage.values()) {
                final DmaFence f = added(fence);
                resv.lock().lock();
                final List<String> woken = new ArrayList<>();
                assertEquals(waits.covers(fence), resv.whenSignalled(waits, () -> woken.add("woken")));
                resv.lock().unlock();
                assertTrue(f.signal());
                assertFalse(f.signal());
                assertEquals(waits.covers(fence) ? 1 : 0, woken.size());
                resv.lock().lock();
                assertFalse(resv.whenSignalled(waits, () -> woken.add("too late")));
                resv.lock().unlock();
            }
        }
        // A wait for a class that does not cover the fence returns at once.
        added(Usage.BOOKKEEP);
        resv.lock().lock();
        resv.await(Usage.READ);
        resv.lock().unlock();
        resv.awaitUnlocked(Usage.READ);
    }

    /** Each wait lasts until the fence signals; meanwhile the exporter says that the thread is blocked. */
    @Test
    void theWaits() throws Exception {
        final DmaFence f = added(Usage.WRITE);
        final List<FutureTask<Boolean>> waits = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            final int kind = n;
            final FutureTask<Boolean> wait = new FutureTask<>(() -> {
                switch (kind) {
                    case 0 -> f.await();
                    case 1 -> f.awaitUninterruptibly();
                    case 2 -> resv.awaitUnlocked(Usage.READ);
                    default -> {
                        resv.lock().lock();
                        try {
                            resv.await(Usage.BOOKKEEP);
                        } finally {
                            resv.lock().unlock();
                        }
                    }
                }
                return f.isSignalled();
            });
            final Thread t = new Thread(wait);
            waits.add(wait);
            t.start();
            Until.over(() -> !exporter.blocks(t), () -> t.isAlive(), "wait " + kind + " did not wait");
        }
        final Thread locks = new Thread(() -> {
            resv.lock().lock();
            resv.lock().unlock();
        });
        locks.start();
        Until.over(() -> !exporter.blocks(locks), () -> locks.isAlive(), "it did not wait for the lock");
        assertFalse(exporter.blocks(Thread.currentThread()));
        assertFalse(resv.lock().blocks(resv.lock().owner()));
        f.signal();
        for (final FutureTask<Boolean> w : waits) {
            assertTrue(w.get());
        }
        locks.join();
    }

    /** Of two fences, in either order, a wait covers the one of its class and not the other. */
    @Test
    void aFenceOfAnotherClassHidesNone() throws Exception {
        for (final List<Usage> order : List.of(List.of(Usage.KERNEL, Usage.BOOKKEEP), List.of(Usage.BOOKKEEP, Usage.KERNEL))) {
            for (final boolean locked : List.of(true, false)) {
                final List<DmaFence> fences = order.stream().map(this::added).toList();
                final DmaFence waited = fences.get(order.indexOf(Usage.KERNEL));
                final FutureTask<Boolean> wait = new FutureTask<>(() -> {
                    if (locked) {
                        resv.lock().lock();
                        resv.await(Usage.KERNEL);
                        resv.lock().unlock();
                    } else {
                        resv.awaitUnlocked(Usage.KERNEL);
                    }
                    return waited.isSignalled();
                });
                final Thread t = new Thread(wait);
                t.start();
                Until.over(() -> !waited.waitable().blocks(t), t::isAlive, "it did not wait behind " + order);
                waited.signal();
                assertTrue(wait.get());
                resv.lock().lock();
                assertFalse(resv.whenSignalled(Usage.KERNEL, () -> {}), "nothing of this class is pending");
                resv.lock().unlock();
            }
        }
        // The fences of the other class are all still pending; they do not hide a fence before or after them.
        added(Usage.KERNEL);
        added(Usage.BOOKKEEP);
        resv.lock().lock();
        assertTrue(resv.whenSignalled(Usage.KERNEL, () -> {}));
        resv.lock().unlock();
    }

    /** A fence that is added while begin waits for another one is waited for too. */
    @Test
    void aWaitWithoutTheLockLooksAgain() throws Exception {
        final DmaFence first = added(Usage.WRITE);
        final FutureTask<Boolean> wait = new FutureTask<>(() -> {
            resv.awaitUnlocked(Usage.WRITE);
            return true;
        });
        final Thread t = new Thread(wait);
        t.start();
        Until.over(() -> !first.waitable().blocks(t));
        final DmaFence second = added(Usage.WRITE);
        first.signal();
        Until.over(() -> !second.waitable().blocks(t), () -> !wait.isDone(), "it did not look again");
        second.signal();
        assertTrue(wait.get());
    }

    @Test
    void whatMustComeBeforeTheSignalComesBeforeItOrNotAtAll() {
        final DmaFence f = new DmaFence(Usage.READ);
        final int[] done = new int[1];
        assertTrue(f.before(() -> done[0]++));
        f.signal();
        assertFalse(f.before(() -> done[0]++));
        assertFalse(f.whenSignalled(() -> done[0]++));
        assertEquals(1, done[0]);
    }

    /** Starts a thread, and waits until it is blocked at a monitor. */
    private static void blocked(final Thread t) {
        t.start();
        Until.over(() -> t.getState() != Thread.State.BLOCKED, () -> t.isAlive(), "it did not wait for the fence's lock");
    }

    /** {@code before} runs its effect under the fence's lock, which a signal and a new callback need as well. */
    @Test
    void theLockOfAFence() throws Exception {
        final DmaFence f = new DmaFence(Usage.READ);
        final List<String> order = new ArrayList<>();
        final Thread signals = new Thread(f::signal);
        assertTrue(f.before(() -> {
            blocked(signals);
            order.add("before");
            assertFalse(f.isSignalled());
        }));
        signals.join();
        assertTrue(f.isSignalled());
        final DmaFence other = new DmaFence(Usage.READ);
        final Thread asks = new Thread(() -> other.whenSignalled(() -> order.add("when")));
        final Thread does = new Thread(() -> other.before(() -> order.add("too late")));
        synchronized (other) {
            blocked(asks);
        }
        asks.join();
        other.signal();
        synchronized (other) {
            blocked(does);
        }
        does.join();
        assertEquals(List.of("before", "when"), order);
    }

    @Test
    void aQueuedFence() {
        final DmaFence first = new DmaFence(Usage.KERNEL);
        final DmaFence second = new DmaFence(Usage.WRITE, first);
        assertFalse(first.isQueued());
        assertTrue(second.isQueued());
        first.signal();
        assertFalse(second.isQueued());
    }

    @Test
    void anInterruptedWaitThrowsAndChangesNothing() throws Exception {
        final DmaFence f = added(Usage.WRITE);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, f::await);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> resv.awaitUnlocked(Usage.READ));
        assertFalse(Thread.interrupted());
        assertEquals(List.of(f), resv.pending());
    }

    /**
     * A revoke waits for the last unmap, also for that of a kernel mapping; meanwhile its thread is seen in the completion's
     * queue.
     */
    @Test
    void theCompletion() throws Exception {
        final Program p = new Program(exporter.buffer());
        p.vmap();
        assertEquals(List.of("1 kernel mapping(s)"), exporter.buffer().info().waitedFor());
        final CountDownLatch told = new CountDownLatch(1);
        probe.then(Step.UNMAP_WAIT, told::countDown);
        final FutureTask<Void> revoke = new FutureTask<>(() -> {
            exporter.revoke();
            return null;
        });
        final Thread t = new Thread(revoke);
        t.start();
        told.await();
        Until.over(() -> !exporter.blocks(t), () -> t.isAlive(), "the revoke did not wait");
        assertFalse(exporter.isComplete());
        assertSame(t, exporter.outer().owner());
        p.vunmap();
        revoke.get();
        assertFalse(exporter.isComplete());
        assertEquals(1, exporter.count());
        assertEquals(List.of(), exporter.buffer().info().waitedFor());
        exporter.restore();
        exporter.revoke();
        assertEquals(1, exporter.count());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.judge.BrokenRule;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The locking convention (reference 5.4): a thread that pins, unpins, maps, unmaps, vmaps, vunmaps or broadcasts holds the
 * reservation lock of the buffer. Checked for the calling thread where the lock's events were recorded.
 *
 * <p>A lock may be taken by a function without a probe: by a trylock, or before the trace began. Then the thread drops it later
 * without having been seen to take it. So a call without the lock is only suspected at first. The suspicion is confirmed when the
 * thread takes the lock or the buffer is released, and dismissed when the thread drops the lock. At the end of the trace the
 * remaining suspicions prove nothing.
 */
final class LockRule {
    static final String NUMBER = "5.4";

    /** How many suspicions one thread may have. */
    private static final int KEPT = 64;

    private record Suspicion(long lock, BrokenRule rule) {}

    private final World world;
    private final Map<Long, Integer> holders = new HashMap<>();
    private final Map<Integer, List<Suspicion>> suspicions = new HashMap<>();

    LockRule(final World world) {
        this.world = world;
    }

    private boolean isAsked() {
        return world.survey.has(Kind.WW_MUTEX_UNLOCK) && world.survey.has(Kind.WW_MUTEX_LOCK_RET);
    }

    /** A thread enters a function. */
    void called(final Kind kind, final Task t) {
        if (!kind.wantsLock() || !isAsked()) {
            return;
        }
        final Buffer b = buffer();
        if (b == null || b.resv == 0) {
            return;
        }
        final Integer holder = holders.get(b.resv);
        if (holder != null && holder == t.tid) {
            return;
        }
        final String what = kind.event().replaceFirst("_in$", "");
        final BrokenRule broken = new BrokenRule(NUMBER, b.serial, world.reader.number(), world.text(),
                world.line.thread() + " calls " + what + " and does not hold the buffer's reservation lock"
                        + (holder == null ? "" : ", which thread " + holder + " holds"));
        if (holder != null) {
            world.verdicts.broken(broken);
            return;
        }
        final List<Suspicion> own = suspicions.computeIfAbsent(t.tid, x -> new ArrayList<>());
        if (own.size() < KEPT) {
            own.add(new Suspicion(b.resv, broken));
        }
    }

    private Buffer buffer() {
        final Attachment a = world.attachments.get(world.line.number(Keys.ATTACH));
        final long address = world.line.number(Keys.DMABUF);
        return a != null ? a.buffer : address == FtraceLine.NONE ? null : world.buffers.get(address);
    }

    /** A thread is about to take a lock, so it does not hold it. */
    void takes(final Task t, final long lock) {
        if (!suspicions.isEmpty()) {
            confirm(t.tid, lock);
        }
    }

    void taken(final Task t, final long lock) {
        takes(t, lock);
        holders.put(lock, t.tid);
    }

    /** A thread drops a lock, so it has held it. */
    void dropped(final Task t, final long lock) {
        holders.remove(lock);
        final List<Suspicion> own = suspicions.get(t.tid);
        if (own != null) {
            own.removeIf(s -> s.lock() == lock);
            if (own.isEmpty()) {
                suspicions.remove(t.tid);
            }
        }
    }

    /** A buffer is released, so nobody holds its lock any more. */
    void released(final long lock) {
        for (final Integer tid : List.copyOf(suspicions.keySet())) {
            confirm(tid, lock);
        }
        holders.remove(lock);
    }

    /** After a loss the holders of all locks are unknown. */
    void forget() {
        holders.clear();
        suspicions.clear();
    }

    private void confirm(final int tid, final long lock) {
        final List<Suspicion> own = suspicions.getOrDefault(tid, List.of());
        for (final Iterator<Suspicion> all = own.iterator(); all.hasNext();) {
            final Suspicion s = all.next();
            if (s.lock() == lock) {
                world.verdicts.broken(s.rule());
                all.remove();
            }
        }
        if (own.isEmpty()) {
            suspicions.remove(tid);
        }
    }
}

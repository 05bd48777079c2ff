// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

import dmabuf.revoke.child.Child;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A snapshot of some threads that can be compared with another one: how often each was blocked, how often it waited, and its CPU
 * time.
 */
record Look(List<Place> places, boolean nobodyCanGoOn) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Frames of this project; those of the JDK do not help a reader. */
    private static final String OURS = "dmabuf.revoke.";

    private static final int FRAMES = 6;

    /** @param ran CPU time of the thread in nanoseconds */
    record Place(long thread, long blocked, long waited, long ran) {}

    /** Takes a snapshot of threads; those that have ended are omitted. */
    static Look at(final Collection<? extends Thread> threads) {
        final List<ThreadInfo> infos = infos(threads, 0);
        final Set<Long> ids = infos.stream().map(ThreadInfo::getThreadId).collect(Collectors.toCollection(HashSet::new));
        return new Look(
                infos.stream()
                        .map(i -> new Place(i.getThreadId(), i.getBlockedCount(), i.getWaitedCount(),
                                THREADS.getThreadCpuTime(i.getThreadId())))
                        .toList(),
                infos.stream().allMatch(i -> waitsFor(i, ids)));
    }

    /** Whether a thread waits without a timeout, and not for a thread outside the set. */
    private static boolean waitsFor(final ThreadInfo i, final Set<Long> ids) {
        return (i.getThreadState() == Thread.State.WAITING || i.getThreadState() == Thread.State.BLOCKED)
                && (i.getLockOwnerId() < 0 || ids.contains(i.getLockOwnerId()));
    }

    /** Whether one of the threads waits for a child process, which has its own time limit. */
    static boolean waitsForChild(final Collection<? extends Thread> threads) {
        return threads.stream().anyMatch(Child::isAwaitedBy);
    }

    private static List<ThreadInfo> infos(final Collection<? extends Thread> threads, final int frames) {
        final long[] ids = threads.stream().filter(Thread::isAlive).mapToLong(Look::id).toArray();
        return Arrays.stream(THREADS.getThreadInfo(ids, frames)).filter(Objects::nonNull).toList();
    }

    @SuppressWarnings("deprecation") // threadId() exists from Java 19 on
    static long id(final Thread t) {
        return t.getId();
    }

    /** A lane for each thread that is or was in a call of impl: its position, what it waits for, and its last steps. */
    static String lanes(final Collection<? extends Thread> threads, final Progress progress) {
        final StringBuilder text = new StringBuilder();
        for (final Thread t : threads) {
            for (final ThreadInfo i : infos(List.of(t), Integer.MAX_VALUE)) {
                final List<String> frames = frames(i);
                final List<String> last = progress.last(t);
                if (frames.stream().anyMatch(f -> !f.startsWith("Actor.")) || !last.isEmpty()) {
                    text.append("\n  ").append(t.getName()).append(": ").append(state(i));
                    frames.forEach(f -> text.append("\n      at ").append(f));
                    if (!last.isEmpty()) {
                        text.append("\n      its last steps: ").append(String.join(", ", last));
                    }
                }
            }
        }
        return text.toString();
    }

    private static String state(final ThreadInfo i) {
        if (i.getLockInfo() == null) {
            return i.getThreadState() == Thread.State.RUNNABLE ? "runs" : "waits";
        }
        final String lock = i.getLockInfo().getClassName().replaceFirst(".*\\.", "") + "@"
                + Integer.toHexString(i.getLockInfo().getIdentityHashCode());
        return "waits for " + lock + (i.getLockOwnerName() == null ? ", which has no owner" : ", which " + i.getLockOwnerName() + " owns");
    }

    private static List<String> frames(final ThreadInfo i) {
        return Arrays.stream(i.getStackTrace())
                .filter(f -> f.getClassName().startsWith(OURS) && !f.getClassName().contains("$$"))
                .limit(FRAMES)
                .map(f -> f.getClassName().replaceFirst(".*\\.", "") + "." + f.getMethodName() + ":" + f.getLineNumber())
                .toList();
    }
}

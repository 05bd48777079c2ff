// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

/**
 * How patient a watch is. Times are nanoseconds of a thread's own CPU time, never wall-clock time.
 *
 * @param blocked CPU time of the waiting thread after which blocked threads are said to hang
 * @param spinning the same for threads that run and take no step
 * @param polling CPU time of a thread in one call of impl without a step after which it is said to poll
 * @param looks of the waiting thread before it keeps its core busy
 */
public record Limits(long blocked, long spinning, long polling, int looks) {
    private static final int LONGER = 4;

    /** The limits of every run. Others are for tests of the watch itself. */
    public static final Limits USUAL = new Limits(500_000_000L, 30_000_000_000L, 1_000_000_000L, 20);

    /**
     * The limits for a body whose threads take unreported steps, and that takes a second or two: after twenty seconds of CPU time
     * it does not end any more.
     */
    public static final Limits OF_A_SHORT_BODY = new Limits(125_000_000L, 5_000_000_000L, 1_000_000_000L, 20);

    /** The limits for a thread that waits for others that watch too: these detect a hang first, and know more about it. */
    Limits longer() {
        return new Limits(LONGER * blocked, LONGER * spinning, LONGER * polling, LONGER * looks);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

/**
 * How patient a watch is. Times are in nanoseconds in which a thread itself has run, never those of a clock on the wall.
 *
 * @param blocked how long the waiting thread runs before threads that wait are said to hang
 * @param spinning the same for threads that run and take no step
 * @param polling how long a thread runs in one call of impl without a step before it is said to poll
 * @param looks of the waiting thread before it keeps its core busy
 */
public record Limits(long blocked, long spinning, long polling, int looks) {
    private static final int LONGER = 4;

    /** Those of every run. Others are for tests of the watch itself. */
    public static final Limits USUAL = new Limits(500_000_000L, 30_000_000_000L, 1_000_000_000L, 20);

    /**
     * Those of a body whose threads take steps of which nobody is told, and that ends in a second or two: after twenty of
     * running it does not.
     */
    public static final Limits OF_A_SHORT_BODY = new Limits(125_000_000L, 5_000_000_000L, 1_000_000_000L, 20);

    /** Of one who waits for others that watch too: they are the first to see a hang, and know more of it. */
    Limits longer() {
        return new Limits(LONGER * blocked, LONGER * spinning, LONGER * polling, LONGER * looks);
    }
}

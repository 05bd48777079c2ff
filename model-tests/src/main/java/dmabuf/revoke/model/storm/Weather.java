// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.concurrent.locks.LockSupport;

/**
 * How rough a storm is: the frequency of delays, faults, interrupts and misuse; 0 means never.
 *
 * @param delays one in so many gates
 * @param faults one in so many places at which an exception may be thrown
 * @param interrupts one in so many calls is followed by the interrupt of another thread
 * @param misuse one in so many calls is made without checking whether it is misuse
 */
record Weather(int delays, int faults, int interrupts, int misuse) {
    /** For all rounds except measurements. */
    static final Weather ROUGH = new Weather(8, 400, 300, 50);

    /** Only the calls. */
    static final Weather CALM = new Weather(0, 0, 0, 1000);

    private static final int SPINS = 400;
    private static final int NANOS = 30_000;
    private static final int JOB_NANOS = 200_000;

    /** Whether it happens this time. */
    static boolean happens(final Seat seat, final int oneIn) {
        return oneIn > 0 && seat.random.nextInt(oneIn) == 0;
    }

    /** Gives other threads a chance to run in between. */
    void delay(final Seat seat) {
        if (happens(seat, delays)) {
            switch (seat.random.nextInt(8)) {
                case 0, 4, 5 -> LockSupport.parkNanos(seat.random.nextInt(NANOS));
                case 1, 2, 3 -> Thread.yield();
                default -> {
                    for (int n = seat.random.nextInt(SPINS); n > 0; n--) {
                        Thread.onSpinWait();
                    }
                }
            }
        }
    }

    /** Now and then lets others have the core after a call. */
    void breathe(final Seat seat) {
        if (delays > 0 && seat.random.nextInt(4) == 0) {
            LockSupport.parkNanos(seat.random.nextInt(NANOS));
        }
    }

    /** Now and then prolongs a job, so that a revoke meets it. */
    void linger(final Seat seat) {
        if (delays > 0 && seat.random.nextBoolean()) {
            LockSupport.parkNanos(seat.random.nextInt(JOB_NANOS));
        }
    }
}

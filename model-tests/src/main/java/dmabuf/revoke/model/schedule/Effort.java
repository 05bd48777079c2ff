// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

/**
 * How much of the races is tried. Lincheck's schedules are the same in each run: those of the quick lane are the first of the
 * full one.
 *
 * @see Schedules
 */
enum Effort {
    /** Half a minute of one core. */
    QUICK(100, 25, 1),
    /** One race of a file, and nothing that is drawn. */
    ONE_RACE(200, 0, 0),
    /** Minutes. */
    FULL(5000, 200, 2);

    private final int schedulesOfKept;
    private final int schedulesOfDrawn;
    private final int times;

    Effort(final int schedulesOfKept, final int schedulesOfDrawn, final int times) {
        this.schedulesOfKept = schedulesOfKept;
        this.schedulesOfDrawn = schedulesOfDrawn;
        this.times = times;
    }

    /** Of each race of the folder. */
    int schedulesOfKept() {
        return schedulesOfKept;
    }

    /** Of each race that is drawn. */
    int schedulesOfDrawn() {
        return schedulesOfDrawn;
    }

    /** How many times as many races are drawn. */
    int times() {
        return times;
    }
}

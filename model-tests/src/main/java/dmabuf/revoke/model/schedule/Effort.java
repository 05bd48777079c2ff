// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

/**
 * How many schedules and races are tried. Lincheck's schedules are the same in each run: those of the quick lane are the first of
 * the full one.
 *
 * @see Schedules
 */
enum Effort {
    /** Half a minute on one core. */
    QUICK(100, 25, 50, 1),
    /** One race of a file; none is drawn. */
    ONE_RACE(200, 0, 0, 0),
    /** Minutes. */
    FULL(5000, 200, 2000, 2);

    private final int schedulesOfKept;
    private final int schedulesOfDrawn;
    private final int schedulesBeside;
    private final int times;

    Effort(final int schedulesOfKept, final int schedulesOfDrawn, final int schedulesBeside, final int times) {
        this.schedulesOfKept = schedulesOfKept;
        this.schedulesOfDrawn = schedulesOfDrawn;
        this.schedulesBeside = schedulesBeside;
        this.times = times;
    }

    /** The schedules of each race of the folder. */
    int schedulesOfKept() {
        return schedulesOfKept;
    }

    /** The schedules of each race that is drawn. */
    int schedulesOfDrawn() {
        return schedulesOfDrawn;
    }

    /** The schedules of each race beside the scenes. */
    int schedulesBeside() {
        return schedulesBeside;
    }

    /** The factor for the number of races that are drawn. */
    int times() {
        return times;
    }
}

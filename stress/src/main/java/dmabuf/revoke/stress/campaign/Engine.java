// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A technique as a campaign runs it: a slice of time in, what was found out. */
public interface Engine {
    /**
     * Runs a unit once. Two units may run at one time, in two threads.
     *
     * @throws Undecided if the machine or the tool failed, so that the run says nothing about impl
     */
    Found run(Unit unit, Slice slice) throws Undecided, InterruptedException;

    /** How many units it runs together at most: to start a JVM for each may take longer than what it is for. */
    default int together() {
        return 1;
    }

    /** Runs several units of one technique and one configuration, each for the seconds of the slice. */
    default Map<Unit, Found> run(final List<Unit> units, final Slice slice) throws Undecided, InterruptedException {
        final Map<Unit, Found> found = new LinkedHashMap<>();
        for (final Unit u : units) {
            found.put(u, run(u, slice));
        }
        return found;
    }

    /**
     * A turn of a unit.
     *
     * @param number of the turn of this unit, from 0
     * @param seconds that it should take; one run of a technique may take longer
     * @param seed of all that is random in it
     * @param work an empty folder, removed when the turn is over
     */
    record Slice(int number, int seconds, long seed, Path work) {}
}

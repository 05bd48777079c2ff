// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A technique as a campaign runs it: it gets a slice of time and returns what it found. */
public interface Engine {
    /**
     * Runs a unit once. Two units may run at the same time, in two threads.
     *
     * @throws Undecided if the machine or the tool failed, so that the run says nothing about impl
     */
    Found run(Unit unit, Slice slice) throws Undecided, InterruptedException;

    /** How many units it runs together at most: starting a JVM for each may take longer than its run. */
    default int together() {
        return 1;
    }

    /** Runs several units of one technique and one configuration, each for the duration of the slice. */
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
     * @param seed of everything in it that is random
     * @param work an empty folder, removed after the turn
     */
    record Slice(int number, int seconds, long seed, Path work) {}
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.util.SortedMap;

/**
 * A unit before it is run.
 *
 * @param cores that its threads need at the same time
 * @param lacking what this machine lacks for it, in words; empty if it can run
 * @param outcomes that the spec allows, each with whether a serial run gives it; empty for a technique without a table
 * @param engine that runs it
 */
public record Plan(Unit unit, int cores, String lacking, SortedMap<String, Boolean> outcomes, Engine engine) {
    /** The same plan, for a machine that lacks something. */
    public Plan without(final String what) {
        return new Plan(unit, cores, what, outcomes, engine);
    }
}

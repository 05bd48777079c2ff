// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/** Lets TLC decide histories over the spec itself, without a graph and without the oracle. */
public final class Decider {
    /** From so many events on, an optimising compiler for TLC's code pays. */
    private static final int LENGTHY = 2_000;

    private Decider() {}

    /**
     * For each history, whether it is a behaviour.
     *
     * @param extended the module that has the steps
     * @param next its next-state relation
     * @param event the operator that gives the event of a step
     * @param definitions what must be added to the module, and the lines of the configuration for it
     * @param observer it may hide processes, but neither operations nor single events; the beginning may be unseen
     */
    public static boolean[] decide(
            final Tlc tlc,
            final String extended,
            final String next,
            final String event,
            final String definitions,
            final String constants,
            final Observer observer,
            final List<History> histories)
            throws Undecided, InterruptedException {
        final List<Case> cases = new ArrayList<>();
        for (final History h : histories) {
            cases.add(new Case(cases.size() + 1, "given", observer, h, List.of()));
        }
        final TraceModule module = new TraceModule(cases);
        final Run run = module.run(definitions, constants, extended, next, event);
        final boolean lengthy = histories.stream().mapToInt(h -> h.events().size()).sum() > LENGTHY;
        return module.accepted(tlc.run(lengthy ? run.atLength() : run).prints());
    }
}

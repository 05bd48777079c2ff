// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.dma;

import java.util.stream.LongStream;

/** What a {@link DmaRun} exercised. */
final class DmaCounts {
    long rounds;
    long bursts;
    long faults;
    /** How many revokes began with a mapping, and how many waited for fences while a job ran. */
    long mapped;
    long running;
    long refused;
    long deferred;

    void add(final DmaCounts o) {
        rounds += o.rounds;
        bursts += o.bursts;
        faults += o.faults;
        mapped += o.mapped;
        running += o.running;
        refused += o.refused;
        deferred += o.deferred;
    }

    String text() {
        return String.format(
                "%,d revokes, %,d with a mapping, %,d met a running job, %,d unmaps left to the worker, %,d maps and attaches"
                        + " refused, %,d bursts of DMA, %,d faults",
                rounds, mapped, running, deferred, refused, bursts, faults);
    }

    /** Says that an event that the run is meant to exercise never happened; empty if all did. */
    String never() {
        final long least = LongStream.of(rounds, bursts, faults, mapped, running, refused, deferred).min().getAsLong();
        return least > 0 ? "" : "something never happened";
    }
}

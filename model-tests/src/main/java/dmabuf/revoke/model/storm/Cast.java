// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who takes part in a round.
 *
 * @param buffers of one device: of each the kinds of those who share it
 * @param exporters threads of the exporter
 * @param together whether all devices and fences are one thread, and all workers another
 */
record Cast(List<List<String>> buffers, int exporters, boolean together) {
    /**
     * What is wanted of every round.
     *
     * @param importers their kinds, of which each buffer has some; each kind has its turn
     * @param perBuffer how many of them
     * @param programs that share a buffer
     */
    record Wanted(List<String> importers, int perBuffer, int programs, int exporters, int buffers) {
        /**
         * The cast of a round: the kinds go on from round to round, so that each is met by each.
         *
         * @param first the kinds of which one is wanted first; if there are none, each
         */
        Cast round(final int number, final List<String> first, final SplittableRandom random) {
            final List<String> leading = first.isEmpty() ? importers : first;
            final List<List<String>> all = new ArrayList<>();
            for (int b = 0; b < buffers; b++) {
                final List<String> kinds = new ArrayList<>();
                for (int n = 0; n < perBuffer; n++) {
                    kinds.add(n == 0 ? leading.get((number + b) % leading.size()) : importers.get(random.nextInt(importers.size())));
                }
                for (int n = 0; n < programs; n++) {
                    kinds.add(StormGraph.PROGRAM);
                }
                all.add(kinds);
            }
            return new Cast(all, exporters, false);
        }
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        buffers.forEach(b -> text.append(text.isEmpty() ? "" : " | ").append(String.join(", ", b)));
        return text + ", " + exporters + (exporters == 1 ? " thread" : " threads") + " of the exporter";
    }
}

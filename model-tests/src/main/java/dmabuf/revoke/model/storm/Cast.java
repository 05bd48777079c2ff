// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The participants of a round.
 *
 * @param buffers of one device: for each the kinds of its users
 * @param exporters threads of the exporter
 * @param together whether one thread is all devices and fences, and another all workers
 */
record Cast(List<List<String>> buffers, int exporters, boolean together) {
    /**
     * The requirements for every round.
     *
     * @param importers their kinds, some of which each buffer has; each kind has its turn
     * @param perBuffer how many importers a buffer has
     * @param programs that share a buffer
     */
    record Wanted(List<String> importers, int perBuffer, int programs, int exporters, int buffers) {
        /**
         * The cast of a round: the kinds rotate from round to round, so that each meets each other.
         *
         * @param first the kinds from which the first importer is taken; if empty, all kinds
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

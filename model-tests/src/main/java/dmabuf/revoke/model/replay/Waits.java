// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.impl.Step;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The steps before which a thread may have to wait. */
final class Waits {
    /** The names of their actions. */
    static final SortedSet<String> ALL = all();

    private Waits() {}

    private static SortedSet<String> all() {
        final TreeSet<String> names = new TreeSet<>();
        for (final Step s : List.of(
                Step.OUTER_LOCK, Step.LOCK, Step.FENCE_WAIT, Step.UNMAP_WAIT, Step.ARRIVE, Step.ATTACH_INSERT,
                Step.DETACH, Step.RESV_LOCK, Step.MAP, Step.MAP_REFUSED, Step.MAP_WAIT, Step.SUBMIT, Step.DRIVER_UNMAP,
                Step.INVALIDATE_UNMAP, Step.WORKER_UNMAP, Step.FAULT, Step.FAULT_INSERT, Step.VMAP, Step.VUNMAP,
                Step.IMPORT, Step.BEGIN_WAIT)) {
            names.add(s.action());
        }
        return Collections.unmodifiableSortedSet(names);
    }

    /** {@return a line for each wait before which no thread was parked} */
    static String neverParked(final List<ReplayResult> results) {
        return ALL.stream()
                .filter(w -> results.stream().allMatch(r -> !r.parked().containsKey(w)))
                .map(w -> "no thread was parked before " + w + "\n")
                .collect(Collectors.joining());
    }

    /** Whether a process has no step in a state. */
    static boolean waits(final Graph graph, final String process, final int state) {
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            if (graph.process(e).equals(process)) {
                return false;
            }
        }
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The threads of a trace, by their number; those that are in the middle of nothing are forgotten now and then. */
final class Tasks {
    private static final int KEPT = 4096;

    private final Map<Integer, Task> all = new HashMap<>();
    private Task last;

    /** The thread with a number; most lines are of the thread of the line before. */
    Task of(final int tid) {
        if (last == null || last.tid != tid) {
            if (all.size() > KEPT) {
                all.values().removeIf(Task::idle);
            }
            last = all.computeIfAbsent(tid, Task::new);
        }
        return last;
    }

    /** All threads that are in the middle of something. */
    List<Task> busy() {
        return all.values().stream().filter(t -> !t.idle()).toList();
    }

    /** No thread is in the middle of anything. */
    void clear() {
        all.clear();
        last = null;
    }
}

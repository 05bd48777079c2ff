// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The threads of a trace, by number. Threads that are in no call are removed now and then. */
final class Tasks {
    private static final int KEPT = 4096;

    private final Map<Integer, Task> all = new HashMap<>();
    private Task last;

    /** The thread with a number; most lines belong to the thread of the previous line. */
    Task of(final int tid) {
        if (last == null || last.tid != tid) {
            if (all.size() > KEPT) {
                all.values().removeIf(Task::idle);
            }
            last = all.computeIfAbsent(tid, Task::new);
        }
        return last;
    }

    /** All threads that are in a call. */
    List<Task> busy() {
        return all.values().stream().filter(t -> !t.idle()).toList();
    }

    /** Forgets all threads. */
    void clear() {
        all.clear();
        last = null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.impl.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The moves of a director on one buffer. They become texts only on demand. */
final class Moves {
    /** @param what words, or the steps taken */
    private record Made(Recording.Kind kind, String process, Object[] what) {
        Recording.Move move() {
            return new Recording.Move(kind, process, Arrays.stream(what)
                    .map(w -> w instanceof Step s ? s.action() : String.valueOf(w))
                    .toList());
        }
    }

    private final List<Made> all = new ArrayList<>();

    void clear() {
        all.clear();
    }

    void begin(final String process, final String op, final String arg) {
        all.add(new Made(Recording.Kind.BEGIN, process, new Object[] {op, arg}));
    }

    void go(final String process, final List<Step> taken) {
        all.add(new Made(Recording.Kind.GO, process, taken.toArray()));
    }

    void woken(final String process, final List<Step> taken) {
        all.add(new Made(Recording.Kind.WOKEN, process, taken.toArray()));
    }

    void over(final String process, final String result) {
        all.add(new Made(Recording.Kind.OVER, process, new Object[] {result}));
    }

    void removeLast() {
        all.remove(all.size() - 1);
    }

    List<Recording.Move> moves() {
        return all.stream().map(Made::move).toList();
    }
}

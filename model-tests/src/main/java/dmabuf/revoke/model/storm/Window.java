// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.oracle.StateSet;
import java.util.Arrays;

/**
 * The latest events of a history, and the states that were possible before them: enough to judge them again. It begins where no
 * call was open, so it is as short as possible without losing the events that led to the end.
 */
final class Window {
    /** From this size on, a new window begins at the next moment of rest; from the size below, at any moment. */
    private static final int SHORT = 24;

    private static final int LONG = 4096;

    private StateSet from;
    private int[] words = new int[4 * SHORT];
    private int size;
    /** The previous window, which is shown too if this one is too short. */
    private StateSet fromBefore;

    private int[] before = new int[0];

    void begin(final StateSet states) {
        fromBefore = from;
        before = Arrays.copyOf(words, size);
        from = states;
        size = 0;
    }

    void add(final int word) {
        if (size == words.length) {
            words = Arrays.copyOf(words, 2 * size);
        }
        words[size++] = word;
    }

    /** Begins a new window here if this one is long enough. @param rests whether no call is open */
    void mayBegin(final StateSet states, final boolean rests) {
        if (size >= (rests ? SHORT : LONG)) {
            begin(states);
        }
    }

    private boolean goesBack() {
        return size < SHORT / 2 && fromBefore != null;
    }

    /** The states of the graph that are possible before its first event. */
    int[] from() {
        return StormGraph.numbers(goesBack() ? fromBefore : from);
    }

    /** Its events, as the numbers of their words. */
    int[] words() {
        final int[] now = Arrays.copyOf(words, size);
        if (!goesBack()) {
            return now;
        }
        final int[] all = Arrays.copyOf(before, before.length + size);
        System.arraycopy(now, 0, all, before.length, size);
        return all;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.perturb;

import dmabuf.revoke.trace.read.FtraceLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * A trace as lines that can be removed, moved and changed, for perturbations. A change that finds no line to change is null.
 * Immutable.
 */
final class Edits {
    private final List<String> lines;
    private final String[] events;
    private final int[] threads;
    private final int from;
    private final int to;

    /**
     * @param from the first line that may be picked
     * @param to the line behind the last one that may be picked
     */
    Edits(final List<String> lines, final int from, final int to) {
        this.lines = lines;
        this.from = from;
        this.to = to;
        this.events = new String[lines.size()];
        this.threads = new int[lines.size()];
        final FtraceLine parsed = new FtraceLine();
        for (int n = 0; n < lines.size(); n++) {
            final byte[] bytes = lines.get(n).getBytes(StandardCharsets.ISO_8859_1);
            if (parsed.parse(bytes, 0, bytes.length)) {
                events[n] = parsed.what().substring(0, parsed.what().indexOf(':'));
                threads[n] = parsed.tid();
            }
        }
    }

    int size() {
        return lines.size();
    }

    String line(final int n) {
        return lines.get(n);
    }

    boolean is(final int n, final String event) {
        return n >= 0 && n < events.length && event.equals(events[n]);
    }

    /** The event of a line; null if it has none. */
    String event(final int n) {
        return events[n];
    }

    boolean same(final int a, final int b) {
        return threads[a] == threads[b];
    }

    /** The text of a field; empty if the field is missing. */
    String field(final int n, final String key) {
        final int at = lines.get(n).indexOf(" " + key + "=");
        return at < 0 ? "" : lines.get(n).substring(at + key.length() + 2).split(" ", 2)[0];
    }

    /** A random line that fits; -1 if none does. */
    int pick(final SplittableRandom random, final IntPredicate will) {
        final List<Integer> found = new ArrayList<>();
        for (int n = from; n < to; n++) {
            if (events[n] != null && will.test(n)) {
                found.add(n);
            }
        }
        return found.isEmpty() ? -1 : found.get(random.nextInt(found.size()));
    }

    /** The next line of the same thread with an event, after a line; -1 if there is none. */
    int next(final int from, final String event) {
        for (int n = from + 1; n < events.length; n++) {
            if (threads[n] == threads[from] && event.equals(events[n])) {
                return n;
            }
        }
        return -1;
    }

    /** The last line of the same thread with an event, before a line; -1 if there is none. */
    int before(final int from, final String event) {
        for (int n = from - 1; n >= 0; n--) {
            if (threads[n] == threads[from] && event.equals(events[n])) {
                return n;
            }
        }
        return -1;
    }

    /** The lines of one thread between two of its lines, both included. */
    List<Integer> block(final int from, final int to) {
        final List<Integer> all = new ArrayList<>();
        for (int n = from; n <= to; n++) {
            if (threads[n] == threads[from] && events[n] != null) {
                all.add(n);
            }
        }
        return all;
    }

    List<String> without(final List<Integer> gone) {
        if (gone.isEmpty() || gone.contains(-1)) {
            return null;
        }
        final Set<Integer> lost = Set.copyOf(gone);
        final List<String> all = new ArrayList<>(lines.size());
        for (int n = 0; n < lines.size(); n++) {
            if (!lost.contains(n)) {
                all.add(lines.get(n));
            }
        }
        return all;
    }

    /** The trace with some lines twice, the second time behind the last of them. */
    List<String> doubled(final List<Integer> what) {
        if (what.isEmpty()) {
            return null;
        }
        final List<String> all = new ArrayList<>(lines);
        all.addAll(what.get(what.size() - 1) + 1, what.stream().map(lines::get).toList());
        return all;
    }

    /** The trace without the entries to a function and its returns. */
    List<String> withoutEvent(final String function) {
        final List<String> all = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            if (!is(n, function) && !is(n, function + "_in") && !is(n, function + "_ret")) {
                all.add(lines.get(n));
            }
        }
        return all;
    }

    /** The trace with some lines moved behind another one. */
    List<String> moved(final List<Integer> what, final int behind) {
        if (what.isEmpty() || behind < 0) {
            return null;
        }
        final Set<Integer> gone = Set.copyOf(what);
        final List<String> all = new ArrayList<>(lines.size());
        for (int n = 0; n < lines.size(); n++) {
            if (!gone.contains(n)) {
                all.add(lines.get(n));
            }
            if (n == behind) {
                what.forEach(w -> all.add(lines.get(w)));
            }
        }
        return all;
    }

    /** The trace with some lines changed. */
    List<String> changed(final List<Integer> which, final String was, final String becomes) {
        if (which.contains(-1)) {
            return null;
        }
        final List<String> all = new ArrayList<>(lines);
        which.forEach(n -> all.set(n, all.get(n).replaceFirst(was, becomes)));
        return all;
    }
}

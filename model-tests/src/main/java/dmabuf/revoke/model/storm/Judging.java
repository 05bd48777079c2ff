// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.impl.Program;
import dmabuf.revoke.oracle.StateSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Judges a round while it runs: merges the logs, and checks each event against the history of each participant that it concerns.
 */
final class Judging {
    private final StormGraph graph;
    private final List<Stage> stages;
    private final Words words;
    private final StormMerge merge;
    /** The users of each buffer, by buffer. */
    private final Stage.Part[][] parts;

    private long events;
    private String wrong;
    private Stage.Part refused;

    Judging(final StormGraph graph, final List<Stage> stages, final Words words, final List<StormLog> logs) {
        this.graph = graph;
        this.stages = stages;
        this.words = words;
        this.merge = new StormMerge(logs, n -> words.get(n).begins());
        this.parts = stages.stream().map(s -> s.parts().toArray(Stage.Part[]::new)).toArray(Stage.Part[][]::new);
    }

    /** Judges the events that can be judged by now. {@return the fault, once} */
    Optional<String> drain() {
        if (wrong != null) {
            return Optional.empty();
        }
        events += merge.drain(this::take);
        return Optional.ofNullable(wrong);
    }

    private boolean take(final long stamp, final int word) {
        for (final Stage.Part p : parts[words.get(word).buffer()]) {
            final Optional<String> w = p.history().accept(word, words);
            if (w.isPresent()) {
                wrong = w.get();
                refused = p;
                return false;
            }
        }
        return true;
    }

    /** The fault in the history of {@link #refused}; null if there is none. */
    String wrong() {
        return wrong;
    }

    /** How many calls and returns were judged, each counted once. */
    long events() {
        return events;
    }

    /** How many were made, including those that are not judged yet. */
    long made() {
        return events + merge.waiting();
    }

    long waiting() {
        return merge.waiting();
    }

    /** The participant whose history is refused; null if there is none. */
    Stage.Part refused() {
        return refused;
    }

    /** Checks at the end that each buffer is in a state that is possible for each of its users. {@return the fault} */
    Optional<String> rest() {
        for (final Stage s : stages) {
            s.ground().look();
            final Optional<String> w = rest(s);
            if (w.isPresent()) {
                return w;
            }
        }
        return Optional.empty();
    }

    private Optional<String> rest(final Stage s) {
        final TreeSet<Integer> counts = new TreeSet<>(List.of(1));
        for (final Stage.Part p : s.parts()) {
            List<String> least = null;
            final SortedSet<Integer> here = new TreeSet<>();
            for (final StateSet set : p.history().projection().states()) {
                for (int n = 0; n < set.size(); n++) {
                    final List<String> d = graph.differences(s.scene(), p.who(), set.state(n));
                    least = least == null || d.size() < least.size() ? d : least;
                    if (d.isEmpty()) {
                        here.add(graph.counted(set.state(n)));
                    }
                }
            }
            if (least == null || !least.isEmpty()) {
                refused = p;
                wrong = "all calls have returned, and the buffer is in no state that is possible then for " + p.who()
                        + " (" + p.kind() + "):\n  " + String.join("\n  ", least == null ? List.of() : least);
                return Optional.of(wrong);
            }
            final List<Integer> before = new ArrayList<>(counts);
            counts.clear();
            before.forEach(b -> here.forEach(h -> counts.add(b + h)));
        }
        final int count = s.scene().exporter().count();
        if (!counts.contains(count)) {
            return Optional.of("all calls have returned, and the exporter counts " + count + " where those who share the buffer make "
                    + counts);
        }
        final String polls = s.poller().rests(users(s));
        return polls.isEmpty() ? Optional.empty() : Optional.of(polls);
    }

    /** How many references the users hold: each attachment, each area and each kernel mapping has one. */
    private static int users(final Stage s) {
        int users = s.scene().exporter().buffer().attachments().size();
        for (final Program p : s.scene().programs().values()) {
            users += (p.page() == Program.Page.NONE ? 0 : 1) + (p.isVmapped() ? 1 : 0);
        }
        return users;
    }
}

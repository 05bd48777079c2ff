// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import java.util.Arrays;
import java.util.Optional;

/** The history of one participant within that of a round: selects its events, and gives them the graph's names. */
final class Projected {
    private static final int UNKNOWN = -2;
    private static final int OTHERS = -1;

    private final int buffer;
    private final String who;
    private final String kind;
    private final Words own = new Words();
    private final Projection projection;
    private int[] numbers = new int[0];

    Projected(final StormGraph graph, final String kind, final Overlaps overlaps, final int buffer, final String who) {
        this.buffer = buffer;
        this.who = who;
        this.kind = kind;
        this.projection = new Projection(graph, kind, overlaps, own);
    }

    /** Takes the next event of the round, and judges it if it belongs to this history. {@return the fault} */
    Optional<String> accept(final int number, final Words all) {
        if (number >= numbers.length) {
            final int known = numbers.length;
            numbers = Arrays.copyOf(numbers, all.size());
            Arrays.fill(numbers, known, numbers.length, UNKNOWN);
        }
        if (numbers[number] == UNKNOWN) {
            numbers[number] = number(all.get(number));
        }
        return numbers[number] == OTHERS ? Optional.empty() : projection.accept(numbers[number]);
    }

    private int number(final Words.Word w) {
        if (!w.concerns(buffer, who)) {
            return OTHERS;
        }
        final Event e = w.event();
        final String process = e.process().replace(":" + who, ":" + StormGraph.name(kind));
        return own.of(0, w.kind(), new Event(e.kind(), process, e.op(), e.arg(), e.result()));
    }

    Projection projection() {
        return projection;
    }

    Words words() {
        return own;
    }
}

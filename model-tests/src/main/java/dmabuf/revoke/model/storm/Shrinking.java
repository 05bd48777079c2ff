// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/**
 * Shortens a refused recording without making it untrue. The result begins at the last moment without open calls, and omits the
 * calls that had no effect, unless the refusal concerns them. A call that had an effect is never omitted.
 */
final class Shrinking {
    private final StormGraph graph;

    Shrinking(final StormGraph graph) {
        this.graph = graph;
    }

    /** The shortest recording; the same if the spec does not refuse its last line. */
    StormRecording of(final StormRecording recording) throws Undecided {
        if (!isRefused(recording)) {
            return recording;
        }
        StormRecording r = fromLastRest(recording);
        for (int n = r.lines().size() - 1; n >= 0; n--) {
            final StormRecording shorter = without(r, n);
            r = shorter != r && isRefused(shorter) ? shorter : r;
        }
        return r;
    }

    private StormRecording fromLastRest(final StormRecording r) {
        final Words words = new Words();
        final Projection p = r.projection(graph, words);
        int[] from = r.from();
        int begin = 0;
        for (int n = 0; n < r.lines().size() - 1; n++) {
            p.accept(words.of(0, r.lines().get(n).kind(), r.lines().get(n).event()));
            if (p.rests()) {
                from = StormGraph.numbers(p.states().get(0));
                begin = n + 1;
            }
        }
        return new StormRecording(r.kind(), r.digest(), from, r.lines().subList(begin, r.lines().size()));
    }

    /** Omits the call that begins at a line, if it had no effect; else returns the same recording. */
    private static StormRecording without(final StormRecording r, final int begin) {
        final StormRecording.Line b = r.lines().get(begin);
        if (b.kind() != Words.Kind.TRY && b.kind() != Words.Kind.STARTED) {
            return r;
        }
        final List<StormRecording.Line> fewer = new ArrayList<>(r.lines());
        for (int end = begin + 1; end < fewer.size(); end++) {
            if (fewer.get(end).event().process().equals(b.event().process())) {
                fewer.remove(end);
                fewer.remove(begin);
                return new StormRecording(r.kind(), r.digest(), r.from(), fewer);
            }
        }
        return r;
    }

    /** Whether exactly the last line is refused. */
    private boolean isRefused(final StormRecording r) {
        final Words words = new Words();
        final Projection p = r.projection(graph, words);
        for (int n = 0; n < r.lines().size(); n++) {
            if (p.accept(words.of(0, r.lines().get(n).kind(), r.lines().get(n).event())).isPresent()) {
                return n == r.lines().size() - 1;
            }
        }
        return false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Follower;
import dmabuf.revoke.model.drive.Judge;
import dmabuf.revoke.model.drive.Recording;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What was seen of one buffer, held against the spec: its events by the oracle, its steps by the graph. */
final class Trail {
    private final Judge.Trial trial;
    private final Follower follower;
    private final BitSet taken;
    private final List<Event> events = new ArrayList<>();
    private int counted;

    /** @param taken is told which edges of the graph were taken */
    Trail(final Judge.Trial trial, final Graph graph, final BitSet taken) {
        this.trial = trial;
        this.follower = new Follower(graph, graph.initial()[0]);
        this.taken = taken;
    }

    Judge.Trial trial() {
        return trial;
    }

    /** The state of the graph to which the steps led. */
    int state() {
        return follower.now();
    }

    /** The calls and returns, in their order. */
    List<Event> events() {
        return events;
    }

    /** A call was let in, or came back. */
    void sees(final Event e) throws Disagreement {
        trial.sees(e);
        events.add(e);
    }

    /** Steps were taken. */
    void follow(final Recording.Kind kind, final String process, final List<String> words) throws Disagreement {
        try {
            follower.follow(new Recording.Move(kind, process, words));
        } catch (Disagreement d) {
            throw trial.wrong(d.getMessage());
        }
        for (final List<Integer> edges = follower.edges(); counted < edges.size(); counted++) {
            taken.set(edges.get(counted));
        }
    }

    /** All steps of those who were woken were told by now. */
    void allWoken() throws Disagreement {
        follower.allWoken();
    }
}

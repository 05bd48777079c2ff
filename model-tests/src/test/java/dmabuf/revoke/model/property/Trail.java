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

/** The observations of one buffer, checked against the spec: its events by the oracle, its steps by the graph. */
final class Trail {
    private final Judge.Trial trial;
    private final Follower follower;
    private final BitSet taken;
    private final List<Event> events = new ArrayList<>();
    private int counted;

    /** @param taken gets the edges of the graph that were taken */
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

    /** The calls and returns, in order. */
    List<Event> events() {
        return events;
    }

    /** A call was admitted, or has returned. */
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

    /** All steps of the woken threads have been reported. */
    void allWoken() throws Disagreement {
        follower.allWoken();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/**
 * A wrong behaviour of Linux 7.3, reproduced on a running Linux.
 *
 * @param name as in docs/findings
 * @param title in one line
 * @param options of qemu for a device with the features that the finding needs
 * @param append to the command line of the kernel
 */
record Finding(String name, String title, List<String> options, String append, Happens happens) {
    /** Reproduces the finding. */
    interface Happens {
        /** {@return the story, and what should have been seen but was not} */
        Told on(Guest guest, Tools tools) throws Disagreement, Undecided, InterruptedException;
    }

    /** @param unmet empty if it was reproduced */
    record Told(String text, List<String> unmet) {}

    /** The steps of a story, made on a guest. */
    interface Steps {
        void on(Story story) throws Disagreement;
    }

    /** A finding that a story reproduces. */
    static Happens story(final Steps steps) {
        return (guest, tools) -> {
            final Story story = new Story(guest);
            steps.on(story);
            return new Told(story.toString(), story.unmet());
        };
    }

    /** A finding for which Linux is led along a path of the spec's graph. */
    interface Way {
        Told on(Guest guest, Graph graph) throws Disagreement, Undecided;
    }

    static Happens way(final String design, final Way way) {
        return (guest, tools) -> way.on(guest, LinuxScenes.graphs(tools).scene(design + "/exporters"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/**
 * Something that Linux 7.3 does and should not, made to happen on a Linux that runs.
 *
 * @param name as docs/findings has it
 * @param title in one line
 * @param options of qemu: a device that has what it takes
 * @param append to the command line of the kernel
 */
record Finding(String name, String title, List<String> options, String append, Happens happens) {
    /** How it is made to happen. */
    interface Happens {
        /** {@return the story, and what was to be seen and was not} */
        Told on(Guest guest, Tools tools) throws Disagreement, Undecided, InterruptedException;
    }

    /** @param unmet empty if it has happened */
    record Told(String text, List<String> unmet) {}

    /** By what a guest is told. */
    interface Steps {
        void on(Story story) throws Disagreement;
    }

    /** One that a story tells. */
    static Happens story(final Steps steps) {
        return (guest, tools) -> {
            final Story story = new Story(guest);
            steps.on(story);
            return new Told(story.toString(), story.unmet());
        };
    }

    /** One for which Linux is led along a way of the spec's graph. */
    interface Way {
        Told on(Guest guest, Graph graph) throws Disagreement, Undecided;
    }

    static Happens way(final String design, final Way way) {
        return (guest, tools) -> way.on(guest, LinuxScenes.graphs(tools).scene(design + "/exporters"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the technique and the property classes tell each other: the platform that runs the classes makes them itself, so it
 * is handed over here. If nobody began one, an IDE or the build runs the classes, and each has its own seed.
 *
 * @param seed of all properties; if there is none each has the seed of its annotation
 * @param shrinks whether a failure is made small
 * @param file for the moves of a failure
 * @param summaries are told by the properties: a line each
 * @param failures are told by the properties: what happened, and how it is done again
 */
public record Campaign(
        Graphs graphs, OptionalLong seed, boolean shrinks, Path file, List<String> summaries, List<String> failures) {
    private static volatile Campaign current;

    static Campaign begin(final Graphs graphs, final long seed, final boolean shrinks, final Path file) {
        current = new Campaign(graphs, OptionalLong.of(seed), shrinks, file, new ArrayList<>(), new ArrayList<>());
        return current;
    }

    static void end() {
        current = null;
    }

    /** The one that was begun; else a new one, for classes that are run by themselves. */
    public static Campaign current() throws Undecided {
        final Campaign begun = current;
        return begun != null
                ? begun
                : new Campaign(
                        Graphs.of(Tools.open()), OptionalLong.empty(), true, Failures.file(Properties.NAME),
                        new ArrayList<>(), new ArrayList<>());
    }
}

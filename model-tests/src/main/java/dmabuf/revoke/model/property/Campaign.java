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
 * The data shared by the technique and the property classes. The JUnit Platform instantiates the classes, so the data is passed
 * here. If the technique has not begun a campaign, an IDE or the build runs the classes, each with its own seed.
 *
 * @param seed of all properties; if there is none, each uses the seed of its annotation
 * @param shrinks whether a failure is shrunk
 * @param file for the moves of a failure
 * @param summaries from the properties, a line each
 * @param failures from the properties: what happened, and how to repeat it
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

    /** The campaign in progress, or a new one for classes that are run by themselves. */
    public static Campaign current() throws Undecided {
        final Campaign begun = current;
        return begun != null
                ? begun
                : new Campaign(
                        Graphs.of(Tools.open()), OptionalLong.empty(), true, Failures.file(Properties.NAME),
                        new ArrayList<>(), new ArrayList<>());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The graphs that this JVM has read or written. A graph is kept while memory allows and its file does not change. All workshops
 * of the JVM share the graphs, which are immutable.
 */
final class GraphMemory {
    private static final Map<Path, Held> HELD = new ConcurrentHashMap<>();

    /** @param stamp of the file: when it was changed last, and how long it is */
    private record Held(String stamp, SoftReference<Graph> graph) {}

    private GraphMemory() {}

    /** The graph of a file, if it has this digest. */
    static Optional<Graph> find(final Path file, final String digest) throws IOException {
        final Held held = HELD.get(file.toAbsolutePath());
        return held == null || !held.stamp().equals(stamp(file))
                ? Optional.empty()
                : Optional.ofNullable(held.graph().get()).filter(g -> g.origin().digest().equals(digest));
    }

    static void hold(final Path file, final Graph g) throws IOException {
        HELD.put(file.toAbsolutePath(), new Held(stamp(file), new SoftReference<>(g)));
    }

    private static String stamp(final Path file) throws IOException {
        return Files.getLastModifiedTime(file) + " " + Files.size(file);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which one run works, of TLC, of jcstress, of the hunt of a mutant; two runs at once have two. As long as the
 * run goes on, a file in it names the process that has it, so that what a killed run left behind can be told from what is in
 * use, and from the log of a run that failed.
 *
 * <p>It is closed when the run has ended. Then it is removed if the run said that nothing in it is for people.
 */
public final class WorkFolder implements AutoCloseable {
    private static final String OWNER = "running";
    private static final long LITTLE = 1 << 20;

    private final Path path;
    private boolean removed;

    private WorkFolder(final Path path) {
        this.path = path;
    }

    /**
     * A new folder. What dead runs left beside it is removed.
     *
     * @param parent of all folders of such runs
     * @param name what its own begins with
     */
    public static WorkFolder open(final Path parent, final String name) throws IOException {
        sweep(parent);
        return new WorkFolder(make(parent, name));
    }

    public Path path() {
        return path;
    }

    /** What is in it is of no use any more. */
    public void forget() {
        removed = true;
    }

    @Override
    public void close() {
        if (removed) {
            try {
                clean(path);
                return;
            } catch (IOException e) {
                // A thread or process of the run writes there still: as after a run that failed.
            }
        }
        ended(path);
    }

    /** A new folder, which this process has. */
    public static Path make(final Path parent, final String name) throws IOException {
        Files.createDirectories(parent);
        final Path work = Files.createTempDirectory(parent, name + "-");
        try {
            Files.writeString(work.resolve(OWNER), line(ProcessHandle.current()));
        } catch (IOException e) {
            discard(work);
            throw e;
        }
        return work;
    }

    /** Removes a folder in which nothing could be begun; what cannot be removed stays. */
    public static void discard(final Path work) {
        try {
            clean(work);
        } catch (IOException e) {
            // Why nothing could be begun is what the reader must know.
        }
    }

    /** The run has ended; what is left in the folder is for people. */
    public static void ended(final Path work) {
        try {
            Files.deleteIfExists(work.resolve(OWNER));
        } catch (IOException e) {
            // Then a later start takes the folder away, when this process has ended.
        }
    }

    /** A process by its number and its start, because numbers come again. */
    private static String line(final ProcessHandle p) {
        return p.pid() + " " + p.info().startInstant().map(Object::toString).orElse("?");
    }

    /** Removes the folders of runs whose process does not live any more. One that cannot be removed stays. */
    public static void sweep(final Path parent) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> all = Files.list(parent)) {
            for (final Path work : all.filter(p -> Files.exists(p.resolve(OWNER))).toList()) {
                if (!lives(Files.readString(work.resolve(OWNER)).strip())) {
                    clean(work);
                }
            }
        } catch (IOException e) {
            // Another process sweeps too, or this one may not write here: it does not need the room.
        }
    }

    /** A line that is not whole is being written by a run that begins just now. */
    private static boolean lives(final String line) {
        final String[] parts = line.split(" ");
        return !parts[0].matches("\\d{1,18}") || parts.length < 2 || ProcessHandle.of(Long.parseLong(parts[0])).filter(p -> line.equals(line(p))).isPresent();
    }

    /** Removes a folder with all that is in it. */
    public static void clean(final Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (final Path p : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }

    /** That the disk is full, with what is left; empty if it is not. */
    public static String full(final Path folder, final List<String> said) {
        try {
            final long left = Files.getFileStore(folder).getUsableSpace();
            return left < LITTLE || said.stream().anyMatch(s -> s.contains("No space left on device"))
                    ? "no space left on " + folder + " (" + left / 1024 + " kB)" : "";
        } catch (IOException e) {
            return "";
        }
    }
}

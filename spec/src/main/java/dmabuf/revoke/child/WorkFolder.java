// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The working directory of one run, of TLC, of jcstress, or of the hunt of a mutant; two runs at the same time have
 * different ones. While the run lasts, a file in the directory names its process. So the remains of a killed run can be
 * told from a directory in use, and from the log of a run that failed.
 *
 * <p>Closing it ends the run. The directory is then removed if the run said that nothing in it is of use to people.
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
     * Creates a directory, and removes those beside it that dead runs have left.
     *
     * @param parent of all directories of such runs
     * @param name the prefix of its name
     */
    public static WorkFolder open(final Path parent, final String name) throws IOException {
        sweep(parent);
        return new WorkFolder(make(parent, name));
    }

    public Path path() {
        return path;
    }

    /** The content is of no use any more. */
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
                // A thread or process of the run still writes there: treat it as after a run that failed.
            }
        }
        ended(path);
    }

    /** Creates a directory that this process owns. */
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

    /** Removes a directory in which a run could not begin. If it cannot be removed, it stays. */
    public static void discard(final Path work) {
        try {
            clean(work);
        } catch (IOException e) {
            // the reader needs the reason why the run could not begin
        }
    }

    /** The run has ended; the rest of the directory is for people. */
    public static void ended(final Path work) {
        try {
            Files.deleteIfExists(work.resolve(OWNER));
        } catch (IOException e) {
            // A later start removes the directory, once this process has ended.
        }
    }

    /** A process by its number and its start time, because numbers are reused. */
    private static String line(final ProcessHandle p) {
        return p.pid() + " " + p.info().startInstant().map(Object::toString).orElse("?");
    }

    /** Removes the directories of runs whose process has ended. A directory that cannot be removed stays. */
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
            // Another process sweeps as well, or this one has no permission; it does not need the space.
        }
    }

    /** An incomplete line is being written by a run that is just beginning. */
    private static boolean lives(final String line) {
        final String[] parts = line.split(" ");
        return !parts[0].matches("\\d{1,18}") || parts.length < 2 || ProcessHandle.of(Long.parseLong(parts[0])).filter(p -> line.equals(line(p))).isPresent();
    }

    /** Removes a directory with all its content. */
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

    /** A message that the disk is full, with the free space; empty if it is not full. */
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

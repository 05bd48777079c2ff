// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The working directory of one run, of TLC, of jcstress, or of the hunt of a mutant; two runs at the same time have different
 * ones. While the run lasts, a file in the directory names its process. So the remains of a killed run can be told from a
 * directory in use, and from the log of a run that failed: a directory without that file is named in a message, and only people
 * remove it.
 *
 * <p>Closing it ends the run. The directory is then removed if the run said that nothing in it is of use to people.
 *
 * <p>A signal may end this process at any time. Ctrl-C reaches its child processes too, and one of those may end before this
 * process knows; the run then looks like one that failed. So its directory has an owner until the message has been written.
 */
public final class WorkFolder implements AutoCloseable {
    private static final String OWNER = "running";
    private static final long LITTLE = 1 << 20;

    /** No run needs longer to make its directory and write the owner into it. */
    private static final Duration BEGINNING = Duration.ofDays(1);

    /** The logs of children that a signal has asked to end. Guarded by the class, as is {@link #UNSETTLED}. */
    private static final Set<Path> STOPPED = new HashSet<>();

    /** The directories of such children, whose runs have ended. */
    private static final Set<Path> UNSETTLED = new HashSet<>();

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

    /** Records that the content is of no use any more. */
    public void forget() {
        removed = true;
    }

    @Override
    public void close() {
        if (removed) {
            try {
                clean(path);
            } catch (IOException e) {
                // A thread or process of the run still writes there. A later start removes it, once this process has ended.
            }
            return;
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

    /** Ends the run. The rest of its directory is for people, and a message names it. */
    public static synchronized void ended(final Path work) {
        if (Children.isEnding()) {
            return; // No message is written any more.
        }
        if (STOPPED.stream().anyMatch(log -> log.startsWith(work.toAbsolutePath()))) {
            UNSETTLED.add(work);
            return;
        }
        try {
            Files.deleteIfExists(work.resolve(OWNER));
        } catch (IOException e) {
            // A later start removes the directory, once this process has ended.
        }
    }

    /** Records that a signal has asked the child with this log to end. The signal may be meant for this process as well. */
    public static synchronized void stopped(final Path log) {
        STOPPED.add(log.toAbsolutePath());
    }

    /** Is called when all messages have been written and this process ends of its own accord: no signal was meant for it. */
    public static synchronized void settle() {
        STOPPED.clear();
        UNSETTLED.forEach(WorkFolder::ended);
        UNSETTLED.clear();
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
        final List<Path> all;
        try (Stream<Path> list = Files.list(parent)) {
            all = list.toList();
        } catch (IOException e) {
            return; // This process has no permission; it does not need the space.
        }
        for (final Path work : all) {
            try {
                if (isLeft(work)) {
                    clean(work);
                }
            } catch (IOException e) {
                continue; // Another process sweeps as well, or this one has no permission.
            }
        }
    }

    private static boolean isLeft(final Path work) throws IOException {
        final Path owner = work.resolve(OWNER);
        if (Files.exists(owner)) {
            final String line = Files.readString(owner).strip();
            return line.matches("\\d{1,18} \\S+") ? !lives(line) : isOld(owner);
        }
        return work.getFileName().toString().matches(".*-\\d+") && Files.isDirectory(work) && isEmpty(work) && isOld(work);
    }

    /** Whether a directory is so old that its run must have written the owner by now, unless it is dead. */
    private static boolean isOld(final Path begun) throws IOException {
        return Files.getLastModifiedTime(begun).toInstant().isBefore(Instant.now().minus(BEGINNING));
    }

    private static boolean isEmpty(final Path work) throws IOException {
        try (Stream<Path> in = Files.list(work)) {
            return in.findAny().isEmpty();
        }
    }

    private static boolean lives(final String line) {
        return ProcessHandle.of(Long.parseLong(line.split(" ")[0])).filter(p -> line.equals(line(p))).isPresent();
    }

    /** Removes a directory with all its content. */
    public static void clean(final Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (final Path p : order(folder)) {
                Files.delete(p);
            }
        }
    }

    /** The content of a directory, in the order in which it is removed. The owner is last, so that a later start can continue. */
    static List<Path> order(final Path folder) throws IOException {
        final Path owner = folder.resolve(OWNER);
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.sorted(Comparator.comparing((Path p) -> p.equals(folder)).thenComparing(owner::equals)
                    .thenComparing(Comparator.reverseOrder())).toList();
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

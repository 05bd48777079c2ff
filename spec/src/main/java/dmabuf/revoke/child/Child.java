// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A child process that runs to its end. This project starts other programs only in this way.
 *
 * <p>It ends, with all processes that it has started, when it reaches its limit, when the thread that waits for it is
 * interrupted, or when this JVM ends. Its output stays in its log.
 *
 * <p>Immutable; each run is a new process.
 */
public final class Child {
    /** How often the processes that it has started are looked up. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** The exit codes after SIGHUP, SIGINT and SIGTERM, by which people end what they have started. */
    private static final Set<Integer> STOPPED = Set.of(128 + 1, 128 + 2, 128 + 15);

    private static final int LAST_BYTES = 8_192;
    private static final int LAST_LINES = 5;

    private final List<String> command;
    private final Path log;
    private final Limit limit;
    private final Path folder;
    private final Path errors;
    private final Map<String, String> environment;

    /**
     * @param command the program and its arguments
     * @param log receives its standard output and standard error
     */
    public Child(final List<String> command, final Path log, final Limit limit) {
        this(command, log, limit, null, null, Map.of());
    }

    private Child(
            final List<String> command,
            final Path log,
            final Limit limit,
            final Path folder,
            final Path errors,
            final Map<String, String> environment) {
        this.command = List.copyOf(command);
        this.log = log;
        this.limit = limit;
        this.folder = folder;
        this.errors = errors;
        this.environment = environment;
    }

    /**
     * A JVM like this one.
     *
     * @param arguments options, the main class, and its arguments
     */
    public static Child java(final List<String> arguments, final Path log, final Limit limit) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new Child(command, log, limit);
    }

    /** The same child with a working directory. */
    public Child in(final Path place) {
        return new Child(command, log, limit, place, errors, environment);
    }

    /** The same child with the standard error in a separate file. */
    public Child errorsTo(final Path file) {
        return new Child(command, log, limit, folder, file, environment);
    }

    /** The same child with an environment variable set. */
    public Child with(final String variable, final String value) {
        final Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Child(command, log, limit, folder, errors, more);
    }

    /**
     * Runs the child to its end.
     *
     * @return its exit code
     * @throws IOException if it cannot be started, or its log cannot be written
     * @throws HungChild if it reaches its limit
     * @throws InterruptedException if the calling thread is interrupted
     */
    public int run() throws IOException, InterruptedException, HungChild {
        final Children.Tree tree = Children.start(builder());
        try {
            final Limit.Clock clock = limit.begin(TICK);
            final long tick = Math.min(TICK.toNanos(), Math.max(1, limit.quiet().toNanos()));
            while (!tree.root().waitFor(tick, TimeUnit.NANOSECONDS)) {
                tree.look();
                if (clock.isOver()) {
                    tree.end();
                    throw new HungChild(limit, clock.seconds(), String.join(" | ", lastLines()), log);
                }
            }
            final int code = tree.root().exitValue();
            if (STOPPED.contains(code)) {
                WorkFolder.stopped(log);
            }
            return code;
        } finally {
            tree.end();
        }
    }

    /** Whether a thread is waiting for a child process; this wait has a limit of its own. */
    public static boolean isAwaitedBy(final Thread t) {
        return Children.isAwaitedBy(t);
    }

    private ProcessBuilder builder() {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        return errors == null ? builder.redirectErrorStream(true) : builder.redirectError(errors.toFile());
    }

    /** The last lines of its output. */
    private List<String> lastLines() throws IOException {
        final List<String> lines = lastLines(log);
        return lines.isEmpty() && errors != null ? lastLines(errors) : lines;
    }

    /** The last lines of a log that are not blank; none if there is no such file. */
    public static List<String> lastLines(final Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            final byte[] end = new byte[(int) Math.min(LAST_BYTES, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            final List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(l -> !l.isEmpty())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        }
    }
}

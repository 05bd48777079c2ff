// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The archive of TLC's classes with which a JVM starts (class-data sharing); it saves a quarter of the CPU time of a start.
 *
 * <p>The first run that finds no archive creates it in the background, by a run of TLC on a tiny module; later runs use it. It is
 * written under another name and then renamed, so that two processes can create it at the same time. If it cannot be created, or
 * does not fit the JVM, a run starts without it and prints nothing, because it changes no result.
 */
final class Archive {
    private static final String MODULE = """
            ---- MODULE Small ----
            EXTENDS Integers, FiniteSets, Sequences, TLC
            VARIABLE x
            Init == x = [n \\in {"a", "b"} |-> << >>]
            Next == \\E n \\in DOMAIN x : Len(x[n]) < 2 /\\ x' = [x EXCEPT ![n] = Append(@, [at |-> {Len(@)}])]
            ====
            """;

    private static final Set<Path> BEGUN = new HashSet<>();

    private Archive() {}

    /**
     * The options of a JVM that uses the archive; none as long as there is no archive.
     *
     * @param jar TLC's jar, which must come first on the JVM's class path
     * @param flags the other options
     * @param folder where the archive is kept
     */
    static List<String> options(final Path jar, final List<String> flags, final Path folder) throws Undecided {
        final Path file = file(jar, flags, folder);
        if (Files.isReadable(file)) {
            // A JVM that cannot use the archive would say so on the standard output, among TLC's output.
            return List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:disable", "-Xlog:all=warning:stderr");
        }
        synchronized (BEGUN) {
            if (BEGUN.add(file)) {
                final Thread maker = new Thread(() -> make(jar, flags, file), "archive");
                maker.setDaemon(true);
                maker.start();
            }
        }
        return List.of();
    }

    /** The path of the archive: an archive fits one JVM, and one jar with its path and its time. */
    static Path file(final Path jar, final List<String> flags, final Path folder) throws Undecided {
        try {
            final String key = SpecText.digest(List.of(
                            jar.toString(), Long.toString(Files.size(jar)), Files.getLastModifiedTime(jar).toString(),
                            flags.toString(), System.getProperty("java.vm.name"), System.getProperty("java.vm.version")))
                    .substring(0, 16);
            return folder.resolve("tlc-" + key + ".jsa");
        } catch (IOException e) {
            throw new Undecided("cannot read " + jar, e);
        }
    }

    /** Creates it, if possible. */
    static void make(final Path jar, final List<String> flags, final Path file) {
        Path work = null;
        try {
            work = Files.createTempDirectory(file.toAbsolutePath().getParent(), "archive-");
            Files.writeString(work.resolve("Small.tla"), MODULE);
            Files.writeString(work.resolve("Small.cfg"), "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
            final Path part = work.resolve("part.jsa");
            final List<String> command = new ArrayList<>(flags);
            command.addAll(List.of("-XX:ArchiveClassesAtExit=" + part, "-cp", jar.toString(), "tlc2.TLC", "-tool"));
            command.addAll(List.of("-metadir", work.resolve("states").toString(), "Small"));
            final int code = Child.java(command, work.resolve("log"), Limit.minutes(5)).in(work).run();
            if (code == 0 && Files.exists(part)) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | HungChild e) {
            return; // this only costs time
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delete(work);
        }
    }

    private static void delete(final Path work) {
        if (work == null) {
            return;
        }
        try (var walk = Files.walk(work)) {
            for (final Path p : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // it is in a folder of build outputs
        }
    }
}

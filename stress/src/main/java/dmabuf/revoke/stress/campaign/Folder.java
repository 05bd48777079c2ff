// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.keep.WholeFile;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of {@code --out}: a file of results for each campaign, from {@code campaign-001.ndjson} on; a file for each failure
 * in {@code failures}; the report on the last campaign.
 *
 * <p>A campaign holds a lock on the folder, which ends with its process.
 */
final class Folder implements AutoCloseable {
    private static final String NAME = "campaign-%03d.ndjson";
    private static final String NAMES = "campaign-\\d{3,9}\\.ndjson";

    private final Path path;
    private final FileChannel lock;

    private Folder(final Path path, final FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws Undecided if it cannot be written, or if another campaign uses it */
    static Folder open(final Path path) throws Undecided {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new Undecided("cannot write into " + path + ": it is a file, and the name of a folder is wanted");
        }
        try {
            Files.createDirectories(path.resolve("failures"));
            final FileChannel lock =
                    FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new Undecided("another campaign is writing into " + path + ": wait for its end, or choose another --out");
            }
            return new Folder(path, lock);
        } catch (IOException e) {
            throw new Undecided("cannot write into " + path, e);
        }
    }

    private static boolean locked(final FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    /** The files of results, the oldest first. */
    static List<Path> campaigns(final Path path) throws Undecided {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(p -> p.getFileName().toString().matches(NAMES)).sorted().toList();
        } catch (IOException e) {
            throw new Undecided("cannot read " + path, e);
        }
    }

    /** The results of the last campaign of a folder; {@code null} if there is none. */
    static Results last(final Path path) throws Undecided {
        final List<Path> all = Files.isDirectory(path) ? campaigns(path) : List.of();
        return all.isEmpty() ? null : Results.read(all.get(all.size() - 1));
    }

    /** The file for a new campaign. A file without a complete line, left by an early kill, is removed. */
    Path next() throws Undecided {
        final List<Path> all = campaigns(path);
        if (all.isEmpty()) {
            return path.resolve(String.format(NAME, 1));
        }
        final Path last = all.get(all.size() - 1);
        try {
            if (!Files.readString(last, java.nio.charset.StandardCharsets.ISO_8859_1).contains("\n")) {
                Files.delete(last);
                return last;
            }
        } catch (IOException e) {
            throw new Undecided("cannot read " + last, e);
        }
        return path.resolve(String.format(NAME, Integer.parseInt(last.getFileName().toString().replaceAll("\\D", "")) + 1));
    }

    /** Saves a failure, unless there is one with the same name. {@return its path in this folder} */
    String keep(final String name, final String text) throws Undecided {
        final Path file = path.resolve("failures").resolve(name);
        if (!Files.exists(file)) {
            write(file, text);
        }
        return path.relativize(file).toString();
    }

    /** Writes a temporary file, and then renames it. */
    static void write(final Path file, final String text) throws Undecided {
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw new Undecided("cannot write " + file, e);
        }
    }

    /** The campaigns before a file, the oldest first. One that cannot be read is reported, and omitted. */
    static List<Results> before(final Path file, final java.util.function.Consumer<String> progress) throws Undecided {
        final List<Results> before = new ArrayList<>();
        for (final Path p : campaigns(file.toAbsolutePath().getParent())) {
            if (p.getFileName().compareTo(file.getFileName()) < 0) {
                try {
                    before.add(Results.read(p));
                } catch (Undecided u) {
                    progress.accept(u.getMessage() + "; it is left out of the history");
                }
            }
        }
        return before;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // the lock ends with this process
        }
    }
}

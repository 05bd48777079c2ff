// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.keep;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Results by content: a result is kept as long as nothing that it depends on has changed.
 *
 * <p>A key is a {@link Digest} of all that the result depends on. A file holds the time at which its value was decided, and
 * a checksum of the key, the time and the value; a damaged file is ignored. Files are written under another name and then
 * renamed, so that two runs do not disturb each other: under the same key both write the same content.
 *
 * <p><b>Age.</b> A value that no run has used for {@link #UNUSED} is removed. Using a value renews the time of its file.
 */
public final class Kept {
    /** A system property: a time. Results that were decided earlier are not used. */
    public static final String SINCE = "revoke.since";

    /** A value that was not used for this time is removed. */
    static final Duration UNUSED = Duration.ofDays(30);

    private static final String HEAD = "dmabuf-revoke result 1 ";

    private final Path folder;
    private final Instant since;
    private final Consumer<String> progress;

    /** What was kept, and when it was decided. */
    public record Value(Instant decided, String text) {}

    /**
     * @param folder of the files
     * @param since results that were decided earlier are not used
     * @param progress receives a line for a damaged file
     */
    public Kept(final Path folder, final Instant since, final Consumer<String> progress) {
        this.folder = folder;
        this.since = since;
        this.progress = progress;
    }

    /** The time in the system property; without the property, results of any age are used. */
    public static Instant since() throws Undecided {
        final String text = System.getProperty(SINCE, "");
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Undecided("-D" + SINCE + "=" + text + " is no time; a time looks like 2026-01-11T08:00:00Z");
        }
    }

    /** Lets this program, and those that it starts, use no result that was decided before now. */
    public static void onlyFromNowOn() {
        System.setProperty(SINCE, Instant.now().toString());
    }

    /** Whether a result that was decided at this time is used. */
    public boolean takes(final Instant decided) {
        return !decided.isBefore(since);
    }

    /** The result under a key. */
    public Optional<Value> find(final String key) {
        final Path file = file(key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            final Value v = read(key, Files.readAllBytes(file));
            if (v == null) {
                progress.accept(file.getFileName() + " is damaged: decided anew");
            } else {
                renew(file);
            }
            return Optional.ofNullable(v).filter(x -> takes(x.decided()));
        } catch (IOException e) {
            progress.accept("decided anew: cannot read " + file + ": " + Undecided.reason(e));
            return Optional.empty();
        }
    }

    /** The inverse of {@link #bytes}; null if these bytes are damaged. */
    private static Value read(final String key, final byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        final String[] head = new String(bytes, 0, end, StandardCharsets.UTF_8).split(" ");
        if (end == bytes.length || head.length != 5) {
            return null;
        }
        final byte[] value = Arrays.copyOfRange(bytes, end + 1, bytes.length);
        final Instant decided;
        try {
            decided = Instant.parse(head[3]);
        } catch (DateTimeException e) {
            return null;
        }
        return Arrays.equals(bytes, bytes(key, decided, value))
                ? new Value(decided, new String(value, StandardCharsets.UTF_8))
                : null;
    }

    private static byte[] bytes(final String key, final Instant decided, final byte[] value) {
        final String sum = new Digest()
                .text("key", key)
                .text(decided.toString(), new String(value, StandardCharsets.UTF_8))
                .hex();
        final byte[] head = (HEAD + decided + " " + sum + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + value.length).put(head).put(value).array();
    }

    /** Keeps a value. If it cannot be written, it is decided again next time. */
    public void keep(final String key, final String text) {
        final Path aside = folder.resolve(key + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".part");
        try {
            Files.createDirectories(folder);
            Files.write(aside, bytes(key, Instant.now(), text.getBytes(StandardCharsets.UTF_8)));
            Files.move(aside, file(key), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            progress.accept("cannot keep a result in " + folder + ": " + Undecided.reason(e));
            remove(aside);
        }
    }

    /** Renews the time of a file in use. A file that this process may not write is not removed by it either. */
    private static void renew(final Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // The file of another user: a user who can remove it can also renew it.
        }
    }

    /** Removes values that were not used for {@link #UNUSED}, and unfinished files of killed runs of that age. */
    public void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        final FileTime oldest = FileTime.from(Instant.now().minus(UNUSED));
        try (Stream<Path> all = Files.list(folder)) {
            for (final Path file : all.filter(Files::isRegularFile).toList()) {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            progress.accept("cannot sweep " + folder + ": " + e);
        }
    }

    private static void remove(final Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            // This process cannot write the file, so it cannot remove it either. The file is never read.
        }
    }

    private Path file(final String key) {
        return folder.resolve(key);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file of results while a campaign writes it. Lines are only appended, and each is on the disk before the campaign continues.
 * A kill loses the running turn, and may leave a truncated line, which a resume removes.
 *
 * <p>Thread-safe. It is no channel, because an interrupt would close that.
 */
final class ResultsFile implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;

    ResultsFile(final Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** A new file. */
    static ResultsFile create(final Path path) throws Undecided {
        try {
            return new ResultsFile(Files.createFile(path));
        } catch (IOException e) {
            throw new Undecided("cannot write " + path, e);
        }
    }

    /** The file of a campaign that continues. */
    static ResultsFile again(final Results results) throws Undecided {
        try {
            final ResultsFile f = new ResultsFile(results.file());
            f.file.setLength(results.whole());
            f.file.seek(results.whole());
            return f;
        } catch (IOException e) {
            throw new Undecided("cannot write " + results.file(), e);
        }
    }

    /** Appends a line, and forces it to the disk. If that fails, the part that was written is removed. */
    synchronized void append(final Line line) throws Undecided {
        final byte[] bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            final long begin = file.getFilePointer();
            try {
                file.write(bytes);
                file.getFD().sync();
            } catch (IOException e) {
                takeAway(begin, e);
                throw e;
            }
        } catch (IOException e) {
            final String full = WorkFolder.full(path.toAbsolutePath().getParent(), List.of(String.valueOf(e.getMessage())));
            throw full.isEmpty()
                    ? new Undecided("cannot write " + path + "; what it has is kept", e)
                    : new Undecided("cannot write " + path + ": " + full + "; what it has is kept, and --resume goes on with it");
        }
    }

    /** If that fails too, the truncated line stays, and a resume removes it. */
    private void takeAway(final long begin, final IOException why) {
        try {
            file.setLength(begin);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // each line is already on the disk
        }
    }
}

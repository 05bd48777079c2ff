// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a stream of bytes, plain or gzip, in a buffer of bounded size. A line that is too long or holds binary data is
 * skipped and counted; so is a last line without a newline. Not thread-safe.
 */
public final class LineReader implements Closeable {
    /** The longest line that is read, in bytes. */
    static final int LIMIT = 1 << 16;

    private static final int HEAD = 64;

    private final InputStream in;
    private final Form form;
    private final Losses losses;
    private final byte[] buffer = new byte[4 * LIMIT];
    private int next;
    private int end;
    private boolean over;
    private int from;
    private int to;
    private long number;

    /** @throws IOException if nothing of it can be read */
    public LineReader(final InputStream raw, final Losses losses) throws IOException {
        this.losses = losses;
        final BufferedInputStream peeked = new BufferedInputStream(raw, 1 << 16);
        peeked.mark(HEAD);
        final byte[] head = peeked.readNBytes(HEAD);
        peeked.reset();
        final boolean gzip = head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b;
        this.form = Form.of(head, head.length);
        InputStream opened = peeked;
        if (gzip) {
            try {
                opened = new GZIPInputStream(peeked, 1 << 16);
            } catch (EOFException | ZipException e) {
                losses.add(Losses.Loss.CUT, 0);
                over = true;
            }
        }
        this.in = opened;
    }

    /** The format that its beginning indicates; null if it is unknown. */
    Form form() {
        return form;
    }

    /** Goes to the next line that can be read; false at the end. */
    public boolean next() throws IOException {
        while (true) {
            int scan = next;
            boolean binary = false;
            boolean whole = false;
            while (true) {
                while (scan < end && buffer[scan] != '\n') {
                    binary |= buffer[scan] >= 0 && buffer[scan] < ' ' && buffer[scan] != '\t' && buffer[scan] != '\r';
                    scan++;
                }
                if (scan < end) {
                    whole = true;
                    break;
                }
                if (scan - next > LIMIT || over) {
                    break;
                }
                scan -= next;
                fill();
            }
            if (!whole && scan == next) {
                return false;
            }
            number++;
            from = next;
            to = scan > from && buffer[scan - 1] == '\r' ? scan - 1 : scan;
            next = whole ? scan + 1 : scan;
            if (!whole && !over || to - from > LIMIT) {
                losses.add(Losses.Loss.TOO_LONG, number);
                if (!whole) {
                    skipLine();
                }
            } else if (!whole) {
                losses.add(Losses.Loss.TRUNCATED, number);
            } else if (binary) {
                losses.add(Losses.Loss.BINARY, number);
            } else {
                return true;
            }
        }
    }

    /** Moves the rest of the buffer to its front, and reads more behind it. */
    private void fill() throws IOException {
        System.arraycopy(buffer, next, buffer, 0, end - next);
        end -= next;
        next = 0;
        final int read = read();
        end += Math.max(read, 0);
        over = read < 0;
    }

    private int read() throws IOException {
        try {
            return in.read(buffer, end, buffer.length - end);
        } catch (EOFException e) {
            losses.add(Losses.Loss.CUT, number + 1);
            return -1;
        } catch (ZipException e) {
            losses.add(Losses.Loss.DAMAGED, number + 1);
            return -1;
        }
    }

    private void skipLine() throws IOException {
        while (true) {
            while (next < end) {
                if (buffer[next++] == '\n') {
                    return;
                }
            }
            if (over) {
                losses.add(Losses.Loss.TRUNCATED, number);
                return;
            }
            fill();
        }
    }

    /** The buffer in which the line stands, until {@link #next()}. */
    public byte[] bytes() {
        return buffer;
    }

    public int from() {
        return from;
    }

    /** Exclusive; without the newline. */
    public int to() {
        return to;
    }

    /** The number of the line, from 1; skipped lines count too. */
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

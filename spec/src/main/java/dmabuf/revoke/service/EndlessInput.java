// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An input that may never end by itself, such as a pipe from a running kernel. A signal that would end this program (SIGINT,
 * SIGTERM) ends the input instead, so that its reader comes to a normal end.
 *
 * <p>A separate thread waits for bytes, because nothing can end a read of the standard input, nor the opening of a pipe that
 * nobody writes to. It passes on whole lines. When a signal comes, the text after the last line end is left out, because the
 * writer has not completed it.
 *
 * <p>One thread reads; any thread may end the input.
 */
public final class EndlessInput extends InputStream {
    /** What is read. It is opened by the thread that waits. */
    public interface Source {
        /** Opens it, which may wait for ever. */
        InputStream open() throws IOException;
    }

    private static final AtomicReference<EndlessInput> OPEN = new AtomicReference<>();
    /** Whether a signal has ended an input. Every later one is at its end too. */
    private static volatile boolean signalled;
    private static final int BLOCK = 1 << 16;
    private static final int BLOCKS = 16;
    private static final byte[] NOTHING = {};

    private final BlockingQueue<byte[]> blocks;
    private volatile boolean ended;
    private volatile IOException failure;
    private byte[] block = NOTHING;
    private int at;
    private boolean over;

    private EndlessInput(final BlockingQueue<byte[]> blocks) {
        this.blocks = blocks;
    }

    /** Starts to read. From now on a signal ends this input. */
    public static EndlessInput of(final Source from) {
        return of(from, new ArrayBlockingQueue<>(BLOCKS));
    }

    /** @param blocks the queue between the two threads */
    static EndlessInput of(final Source from, final BlockingQueue<byte[]> blocks) {
        final EndlessInput input = new EndlessInput(blocks);
        OPEN.set(input);
        if (signalled) {
            input.end();
        }
        final Thread reader = new Thread(() -> input.copy(from), "input");
        reader.setDaemon(true);
        reader.start();
        return input;
    }

    /** Ends the input that is being read. {@return whether there is one} */
    static boolean endAny() {
        signalled = true;
        final EndlessInput input = OPEN.get();
        if (input != null) {
            input.end();
        }
        return input != null;
    }

    /** {@return whether a signal has come: nothing more is to be read} */
    public static boolean isSignalled() {
        return signalled;
    }

    /** Ends the input after what has been read so far. */
    public void end() {
        ended = true;
        // If the queue is full, no thread waits for a block.
        blocks.offer(NOTHING);
    }

    private void copy(final Source source) {
        try (InputStream from = source.open()) {
            byte[] kept = NOTHING;
            final byte[] buffer = new byte[BLOCK];
            for (int n = from.read(buffer); n >= 0 && !ended; n = from.read(buffer)) {
                final byte[] all = Arrays.copyOf(kept, kept.length + n);
                System.arraycopy(buffer, 0, all, kept.length, n);
                int whole = all.length;
                while (whole > 0 && all[whole - 1] != '\n') {
                    whole--;
                }
                // This many bytes without a line end are no text.
                whole = whole == 0 && all.length > BLOCK ? all.length : whole;
                kept = Arrays.copyOfRange(all, whole, all.length);
                pass(Arrays.copyOf(all, whole));
            }
            if (!ended) {
                pass(kept);
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    private void pass(final byte[] some) throws InterruptedException {
        if (some.length > 0) {
            blocks.put(some);
        }
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(final byte[] into, final int from, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == block.length && !over) {
            next();
        }
        if (over) {
            return -1;
        }
        final int n = Math.min(length, block.length - at);
        System.arraycopy(block, at, into, from, n);
        at += n;
        return n;
    }

    private void next() throws IOException {
        at = 0;
        final boolean last = ended; // before the queue is checked: a block that is passed on later may be the end
        final byte[] there = blocks.poll();
        block = NOTHING;
        if (there != null) {
            block = there;
        } else if (last) {
            over = true;
            if (failure != null) {
                throw failure;
            }
        } else {
            try {
                block = blocks.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                over = true;
            }
        }
    }
}

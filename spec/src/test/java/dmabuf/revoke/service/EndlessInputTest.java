// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An input that does not end by itself passes on whole lines, and ends when it is ended. */
class EndlessInputTest {
    private static String text(final byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whatEndsByItselfIsPassedOnWhole() throws Exception {
        final String large = "a line of some length\n".repeat(100_000) + "and no end";
        assertEquals(large, text(EndlessInput.of(() -> new ByteArrayInputStream(bytes(large))).readAllBytes()));
        final String noLines = "x".repeat(1_000_000);
        assertEquals(noLines, text(EndlessInput.of(() -> new ByteArrayInputStream(bytes(noLines))).readAllBytes()));
        assertEquals("", text(EndlessInput.of(InputStream::nullInputStream).readAllBytes()));
    }

    /** The whole input, and its end, arrive after the reader has found the queue empty and before it checks for the end. */
    @Test
    void theEndIsNotLost() throws Exception {
        final CountDownLatch looked = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);
        final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(2) {
            private static final long serialVersionUID = 1L;

            @Override
            public byte[] poll() {
                final byte[] found = super.poll();
                looked.countDown();
                if (found == null) {
                    await(end);
                }
                return found;
            }

            @Override
            public boolean offer(final byte[] nothing) {
                final boolean room = super.offer(nothing);
                end.countDown();
                return room;
            }
        };
        final InputStream late = new ByteArrayInputStream(bytes("one\n")) {
            @Override
            public int read(final byte[] into) {
                await(looked);
                return super.read(into, 0, into.length);
            }
        };
        assertEquals("one\n", text(EndlessInput.of(() -> late, blocks).readNBytes(4)));
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The writer goes on for ever; an incomplete line is left out. */
    @Test
    void whatIsEndedHasWholeLines() throws Exception {
        try (PipedOutputStream writer = new PipedOutputStream(); PipedInputStream pipe = new PipedInputStream(writer)) {
            final EndlessInput in = EndlessInput.of(() -> pipe);
            writer.write(bytes("one\ntwo\nthr"));
            writer.flush();
            assertEquals("one\ntwo\n", text(in.readNBytes(8)));
            in.end();
            assertEquals(-1, in.read());
            assertEquals(-1, in.read());
        }
    }

    /** A pipe that nobody writes to: the thread that opens it waits, and its reader does not. */
    @Test
    void whatIsNeverOpenedCanBeEnded() throws Exception {
        final CountDownLatch opening = new CountDownLatch(1);
        final CountDownLatch written = new CountDownLatch(1);
        final EndlessInput in = EndlessInput.of(() -> {
            opening.countDown();
            await(written);
            return new ByteArrayInputStream(bytes("late\n"));
        });
        opening.await();
        in.end();
        assertEquals(-1, in.read());
        written.countDown();
    }

    @Test
    void whatCannotBeOpenedIsAFailure() {
        assertEquals("gone", assertThrows(IOException.class, () -> EndlessInput.of(() -> {
            throw new IOException("gone");
        }).read()).getMessage());
    }

    @Test
    void aFailureIsPassedOn() {
        final InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        assertEquals("gone", assertThrows(IOException.class, () -> EndlessInput.of(() -> broken).read()).getMessage());
    }
}

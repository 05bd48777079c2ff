// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The log of a child process that runs for long: each whole line is handed on, at most a second after it was written. */
public final class Followed {
    private final Path log;
    private final Consumer<String> lines;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(r -> {
        final Thread t = new Thread(r, "reader of a log");
        t.setDaemon(true);
        return t;
    });
    private long read;

    /** @param lines receives each line, in a thread of its own */
    public Followed(final Path log, final Consumer<String> lines) {
        this.log = log;
        this.lines = lines;
        clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private synchronized void look() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(read);
            final byte[] more = new byte[(int) Math.min(1 << 20, file.length() - read)];
            file.readFully(more);
            int from = 0;
            for (int at = 0; at < more.length; at++) {
                if (more[at] == '\n') {
                    lines.accept(new String(more, from, at - from, StandardCharsets.UTF_8));
                    from = at + 1;
                }
            }
            read += from;
        } catch (IOException e) {
            return; // it is not there yet, or is not readable for a moment
        }
    }

    /** Hands on what is left. */
    public void close() {
        clock.shutdownNow();
        look();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.serve;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.Tied;
import dmabuf.revoke.service.Tools;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A subcommand that runs in a JVM of its own, and its output, which is sent while it runs. If the reader goes away, it is ended.
 * Its time and its output are limited.
 */
final class Answer {
    private static final Limit LIMIT = Limit.minutes(10);

    /** The maximum size of the output; the rest is left out. */
    private static final long MOST_BYTES = 4_000_000;

    /** The interval at which new output is sent. */
    private static final long TICK_MILLIS = 200;

    private final Path log;
    private final FutureTask<Integer> run;

    /**
     * Starts the subcommand.
     *
     * @param command a subcommand and its arguments
     * @param log receives its output
     */
    Answer(final List<String> command, final Path log) {
        this.log = log;
        final Child child = Child.java(arguments(command), log, LIMIT);
        run = new FutureTask<>(child::run);
        final Thread t = new Thread(run, "answer");
        t.setDaemon(true);
        t.start();
    }

    /**
     * The arguments of its JVM, which ends together with the server, because nobody reads the answer of a server that was killed.
     */
    static List<String> arguments(final List<String> command) {
        final List<String> arguments = new ArrayList<>(Tools.options());
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        arguments.addAll(Tied.to("dmabuf.revoke.service.Main"));
        arguments.addAll(command);
        return arguments;
    }

    /** Sends the output until the subcommand has ended, and then a line with its exit code. */
    void send(final OutputStream out) throws IOException, InterruptedException {
        long sent = 0;
        try {
            while (!isOver()) {
                sent = more(sent, out);
            }
            sent = more(sent, out);
            line(sent >= MOST_BYTES ? "the rest is left out: more than " + MOST_BYTES + " bytes" : "", out);
            line(end(), out);
        } finally {
            run.cancel(true);
        }
    }

    private boolean isOver() throws InterruptedException {
        try {
            run.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true; // end() reports the failure.
        }
        return true;
    }

    private String end() throws InterruptedException {
        try {
            return "exit code " + run.get();
        } catch (ExecutionException e) {
            return e.getCause() instanceof HungChild h ? "ended at its limit: " + h.getMessage() : "it could not run: " + e.getCause();
        }
    }

    private static void line(final String text, final OutputStream out) throws IOException {
        if (!text.isEmpty()) {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** Sends what was added to the log. {@return how much has been sent so far} */
    private long more(final long sent, final OutputStream out) throws IOException {
        if (!log.toFile().exists()) {
            return sent;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            final byte[] bytes = new byte[(int) Math.max(0, Math.min(file.length(), MOST_BYTES) - sent)];
            file.seek(sent);
            file.readFully(bytes);
            out.write(bytes);
            out.flush(); // Notices, even if nothing is new, that the reader has gone away.
            return sent + bytes.length;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A virtual machine with a steered Linux: its agent gets a line for each request and answers with one line.
 *
 * <p>A guest fails if it ends, gives no answer for long, or complains on its console. A caller that waits for an answer then gets
 * the reason and the last lines of the console. The guest ends with {@link #close}, with this program, and with the thread that
 * runs it.
 */
public final class Guest implements AutoCloseable {
    /** No devices beside those that each guest has, and no words for the kernel's command line. */
    public static final List<String> PLAIN = List.of();

    private static final Limit LIFE = Limit.minutes(120);
    private static final Limit BOOT = Limit.seconds(180);
    private static final Limit ANSWER = Limit.seconds(90);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** The message of qemu when a signal ends it. Its exit code is then 0, as after a guest that has ended by itself. */
    private static final String STOPPED = "terminating on signal";

    private final WorkFolder work;
    private final Path socket;
    private final Console console;
    private final Thread runs;
    private final Thread watches;
    private SocketChannel channel;
    private BufferedReader answers;

    /** Why the guest has failed; null as long as it is well. */
    private volatile String failure;

    /** The time limit for the answer that a caller waits for; null if nobody does. */
    private volatile Limit.Clock clock;

    private volatile boolean closed;

    private Guest(final Function<Path, List<String>> command, final String append) throws IOException {
        work = WorkFolder.open(Tools.target().resolve("linux"), "guest");
        socket = Files.createTempDirectory("steer").resolve("agent");
        console = new Console(work.path().resolve("console.log"));
        final Child child = new Child(command.apply(socket), console.file(), LIFE).with("APPEND", append);
        runs = daemon("guest", () -> run(child));
        watches = daemon("watch of the guest", this::watch);
    }

    private static Thread daemon(final String name, final Runnable what) {
        final Thread t = new Thread(what, name);
        t.setDaemon(true);
        return t;
    }

    /**
     * Boots a guest.
     *
     * @param options of qemu, for more devices
     * @param append to the kernel's command line
     */
    public static Guest boot(final Kernel kernel, final List<String> options, final String append)
            throws Undecided, InterruptedException {
        return start(socket -> {
            final List<String> command = new ArrayList<>(List.of("sh", Kernel.sources().resolve("boot.sh").toString(),
                    kernel.image().toString(), kernel.initrd().toString(), socket.toString()));
            command.addAll(options);
            return command;
        }, append);
    }

    /**
     * Starts a program that answers like the agent.
     *
     * @param command that starts it, given the socket on which it answers
     */
    static Guest start(final Function<Path, List<String>> command, final String append) throws Undecided, InterruptedException {
        final Guest g;
        try {
            g = new Guest(command, append);
        } catch (IOException e) {
            throw new Undecided("a guest cannot be started", e);
        }
        try {
            g.runs.start();
            g.clock = BOOT.begin(TICK);
            g.watches.start();
            g.connect();
            final String ready = g.read();
            if (!ready.startsWith("ready")) {
                throw new Undecided("this kernel cannot be steered: " + ready.replaceFirst("^refused ", ""));
            }
            return g;
        } catch (Disagreement d) {
            g.close();
            throw new Undecided("the guest did not come up: " + d.getMessage().replaceAll("\\s*\\n\\s*", " | "));
        } catch (Undecided | InterruptedException e) {
            g.close();
            throw e;
        }
    }

    private void run(final Child child) {
        try {
            final int code = child.run();
            if (console.last().contains(STOPPED)) {
                WorkFolder.stopped(console.file());
            }
            fail("the guest has ended, with exit code " + code);
        } catch (IOException | HungChild e) {
            fail("the guest has ended: " + e.getMessage());
        } catch (InterruptedException e) {
            fail("the guest is closed");
        }
    }

    /** Watches the console and the answer's time limit; a busy machine gives the guest more time. */
    private void watch() {
        while (failure == null) {
            try {
                synchronized (this) {
                    wait(TICK.toMillis()); // A failure ends the wait at once.
                }
            } catch (InterruptedException e) {
                return;
            }
            final Optional<String> complaint = console.complaint();
            final Limit.Clock waits = clock;
            if (complaint.isPresent()) {
                fail("the kernel complains: " + complaint.get());
            } else if (waits != null && waits.isOver()) {
                fail("the guest has given no answer for long");
            }
        }
    }

    private synchronized void fail(final String why) {
        if (failure != null || closed) {
            return;
        }
        failure = why;
        notifyAll();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nobody reads from the channel any more.
        }
    }

    private void connect() throws Disagreement, InterruptedException {
        while (failure == null) {
            try {
                final SocketChannel c = SocketChannel.open(StandardProtocolFamily.UNIX);
                c.connect(UnixDomainSocketAddress.of(socket));
                synchronized (this) {
                    channel = c;
                }
                answers = new BufferedReader(Channels.newReader(c, StandardCharsets.UTF_8));
                return;
            } catch (IOException e) {
                synchronized (this) {
                    wait(50); // The guest has not made its socket yet.
                }
            }
        }
        throw failed();
    }

    /** Sends a line to the agent. {@return its answer} */
    public String ask(final String line) throws Disagreement {
        clock = ANSWER.begin(TICK);
        try {
            final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed();
        }
        return read();
    }

    private String read() throws Disagreement {
        try {
            final String line = answers.readLine();
            clock = null;
            if (line != null) {
                return line;
            }
        } catch (IOException e) {
            // The reason is known, or will be when the guest has ended.
        }
        throw failed();
    }

    private synchronized Disagreement failed() {
        try {
            for (int n = 0; n < 100 && failure == null; n++) {
                wait(100); // The socket is closed a moment before qemu ends.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Disagreement(Optional.ofNullable(failure).orElse("the guest does not answer") + "\n" + console.last());
    }

    /** The kernel's first complaint so far. */
    public Optional<String> complaint() {
        return console.complaint();
    }

    /** Ends the guest. The output of its console is kept if the kernel has complained or the guest has failed. */
    @Override
    public void close() {
        final boolean well = failure == null && complaint().isEmpty();
        closed = true;
        watches.interrupt();
        runs.interrupt();
        try {
            runs.join();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException e) {
            // The socket is in the temporary folder of the machine, and may stay there.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (well) {
            work.forget();
        }
        work.close();
    }
}

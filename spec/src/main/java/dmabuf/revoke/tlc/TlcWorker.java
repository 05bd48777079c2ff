// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Followed;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.export.RecallOverrides;
import dmabuf.revoke.export.RunWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A worker of TLC's distributed mode, in a JVM of its own. It gets the spec from its server, waits until the server is there, and
 * ends with it.
 */
public final class TlcWorker {
    private static final Limit MONTH = Limit.minutes(30 * 24 * 60);
    private static final Pattern DONE = Pattern.compile("work completed at: .* Computed: (\\d+)");

    private final Path folder;
    private final Place server;
    private final int threads;
    private final Consumer<String> progress;

    /**
     * @param folder where it works and leaves its log
     * @param threads each of which explores
     * @param progress receives lines for people
     */
    public TlcWorker(final Path folder, final Place server, final int threads, final Consumer<String> progress) {
        this.folder = folder.toAbsolutePath();
        this.server = server;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Works until the server has ended.
     *
     * @return how many successors it has computed
     */
    public long run() throws Undecided, InterruptedException {
        final String own = server.back();
        try (WorkFolder work = WorkFolder.open(folder, "worker")) {
            final Path scratch = Files.createDirectories(work.path().resolve("tmp"));
            final List<String> told = new ArrayList<>(TlcServer.options(own, server));
            told.add("-Djava.io.tmpdir=" + scratch);
            told.add("-D" + RecallOverrides.PROPERTY + "=true");
            told.add("-Dtlc2.tool.distributed.TLCWorker.threadCount=" + threads);
            final Path log = work.path().resolve("worker.log");
            final Child child = Child.java(
                    TlcJvm.oneOfSeveral(TlcJar.path(), told, RunWorker.class, List.of(server.address())), log, MONTH);
            final Followed followed = new Followed(log, this::tell);
            try {
                child.in(work.path()).run();
            } finally {
                followed.close();
            }
            final long computed = computed(Files.readString(log));
            work.forget();
            return computed;
        } catch (HungChild e) {
            throw new Undecided("the worker hangs: it " + e.getMessage());
        } catch (IOException e) {
            throw Undecided.of(e);
        }
    }

    private void tell(final String line) {
        if (line.startsWith("Server ") || line.startsWith("TLC worker with ")) {
            progress.accept(line);
        }
    }

    private long computed(final String log) throws Undecided {
        long sum = 0;
        int ended = 0;
        final Matcher m = DONE.matcher(log);
        while (m.find()) {
            sum += Long.parseLong(m.group(1));
            ended++;
        }
        if (ended == 0) {
            throw new Undecided("the worker stopped before its work was done: " + log.lines()
                    .filter(l -> l.startsWith("Error: ") || l.contains("Exception"))
                    .findFirst()
                    .orElse("it was killed"));
        }
        return sum;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Followed;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.export.RunServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TLC's distributed mode: a server that has the queue and the set of states, and workers that explore ({@link TlcWorker}).
 *
 * <p>Only safety can be decided: the server ignores fairness. It checks properties of steps only in the first step to each
 * state, so a run must not have any ({@code Served.tla}). It names no violated invariant, and ends with 0 after an error, so its
 * log decides. The number of distinct states is that of a run with one process; the others differ from run to run.
 *
 * <p>It waits for workers as long as there are none, and goes on without one that dies.
 */
public final class TlcServer extends Tlc {
    /** A run for many machines; it may also wait for days until a worker comes. */
    private static final Limit MONTH = Limit.minutes(30 * 24 * 60);

    private static final Pattern TOLD = Pattern.compile(
            "(TLC server at) .* is ready.*|Registration for worker at (\\S+) completed.*|TLC worker (\\S+) disconnected.*"
                    + "|Progress\\(.*?([\\d,]+) distinct states found.*?, ([\\d,]+) states left on queue.*");

    private final Place place;
    private final Consumer<String> progress;

    /**
     * @param folder where the run works and leaves its log
     * @param place where workers find it
     * @param progress receives a line when a worker comes or goes, and one each minute
     */
    public TlcServer(final SpecText spec, final Path folder, final Place place, final Consumer<String> progress)
            throws Undecided {
        super(spec, folder, 2, MONTH);
        this.place = place;
        this.progress = progress;
        place.tryIt();
    }

    @Override
    List<String> command(final List<String> told, final Path scratch, final boolean lengthy) {
        final List<String> more = new ArrayList<>(told);
        more.addAll(options(place.address(), place));
        return TlcJvm.oneOfSeveral(jarFile(), more, RunServer.class, List.of(
                "-tool", "-deadlock", "-fp", "0", "-checkpoint", "0", Run.MODULE));
    }

    /** The options of a server or a worker that listens on an address of its own machine. */
    static List<String> options(final String own, final Place server) {
        return List.of("-Djava.rmi.server.hostname=" + own, "-Dtlc2.tool.distributed.TLCServer.port=" + server.port());
    }

    @Override
    Outcome outcome(final String log) throws Undecided {
        return Outcome.parseServed(log);
    }

    @Override
    int end(final Child server, final Path log) throws IOException, InterruptedException, HungChild {
        final Followed followed = new Followed(log, this::tell);
        try {
            return server.run();
        } finally {
            followed.close();
        }
    }

    private void tell(final String line) {
        final Matcher m = TOLD.matcher(line);
        if (!m.matches()) {
            return;
        }
        if (m.group(1) != null) {
            progress.accept("TLC waits for workers: ./revoke worker " + place.address()
                    + (Place.PORT.equals(Integer.toString(place.port())) ? "" : " --port " + place.port()));
        } else if (m.group(2) != null) {
            progress.accept("a worker has come: " + m.group(2));
        } else if (m.group(3) != null) {
            progress.accept("a worker has gone: " + m.group(3) + "; the others do its work");
        } else {
            progress.accept(m.group(4) + " states, " + m.group(5) + " of them not explored yet");
        }
    }
}

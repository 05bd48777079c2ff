// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import com.google.gson.Gson;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** A JVM that runs a technique with one seed after the other, until its time is over or the technique disagrees. */
final class TechniqueTurn {
    private TechniqueTurn() {}

    /**
     * The result that it writes at its end.
     *
     * @param runs that were completed
     * @param seed of the last run
     * @param failure of the last run; empty if it agrees
     * @param pairs how often a storm met each pair of operations; empty for the other techniques
     */
    record Said(long runs, long seed, boolean agrees, String failure, SortedMap<String, Long> pairs) {}

    /** @param args the technique, the first seed, the seconds, the folder of failures, and the file for the result */
    public static void main(final String[] args) throws Exception {
        try {
            if (!DmaBuf.class.desiredAssertionStatus()) {
                throw new IllegalStateException("the assertions of impl are off: its lock discipline is not checked (java -ea)");
            }
            Failures.choose(Path.of(args[3]), true, Failures.classPath());
            final long seconds = Long.parseLong(args[2]);
            final Storm storm = args[0].equals(Storm.NAME) ? Storm.oneOfMany(seconds) : null;
            final Technique technique = storm == null ? Techniques.named(args[0]) : Techniques.watched(storm);
            final Said said = run(technique, Long.parseLong(args[1]), seconds);
            Files.writeString(Path.of(args[4]), new Gson().toJson(
                    new Said(said.runs(), said.seed(), said.agrees(), said.failure(), storm == null ? new TreeMap<>() : storm.pairs())));
            System.exit(0);
        } catch (Undecided u) {
            System.out.println(u.getMessage());
            System.exit(2);
        }
    }

    private static Said run(final Technique technique, final long seed, final long seconds) throws Undecided, InterruptedException {
        final Graphs graphs = Graphs.of(Tools.open());
        final long end = System.nanoTime() + seconds * 1_000_000_000;
        long runs = 0;
        do {
            final Technique.Verdict v = technique.run(graphs, seed + runs);
            runs++;
            if (!v.agrees()) {
                return new Said(runs, seed + runs - 1, false, v.failure().isBlank() ? v.summary() : v.failure(), new TreeMap<>());
            }
        } while (System.nanoTime() < end);
        return new Said(runs, seed + runs - 1, true, "", new TreeMap<>());
    }
}

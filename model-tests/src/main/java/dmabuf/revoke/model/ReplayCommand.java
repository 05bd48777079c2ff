// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Lanes;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Follower;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Observed;
import dmabuf.revoke.model.drive.Recording;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.schedule.Race;
import dmabuf.revoke.model.schedule.Schedules;
import dmabuf.revoke.service.FileExplainer;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Repeats a recorded failure on impl, move by move, and compares it with the graph.",
        footer = {"", "Exit codes: 0 impl agrees with the spec now, 1 it disagrees, 2 undecided."})
public final class ReplayCommand implements Subcommand, FileExplainer {
    @Parameters(index = "0", paramLabel = "FILE", converter = ReadableFile.class,
            description = "a recording or a race that a technique has left")
    Path file;

    @Override
    public Integer call() throws Exception {
        final Graphs graphs = Graphs.of(Tools.open(false));
        if (Race.is(file)) {
            final Technique.Verdict v = Schedules.again(file, graphs);
            System.out.println(v.status() + ": " + v.summary() + "\n" + v.failure());
            return v.agrees() ? AS_EXPECTED : DIFFERS;
        }
        final Recording r = Recording.read(file);
        final Graph graph = graphs.scene(r.scene());
        r.fits(graph, file);
        final int initial = r.initial(graph);
        final Director director = new Director(graph);
        final Observed observed = new Observed(director, graph);
        final Follower follower = new Follower(graph, initial);
        int done = 0;
        try {
            director.reset(initial);
            int followed = 0;
            for (final Recording.Move m : r.moves()) {
                if (m.kind() != Recording.Kind.WOKEN) {
                    m.make(director);
                    done++;
                }
                final List<Recording.Move> log = director.log();
                for (; followed < log.size(); followed++) {
                    follower.follow(log.get(followed));
                }
                final List<String> differences = observed.differences(follower.now());
                if (!differences.isEmpty()) {
                    throw new Disagreement("after " + m + ":\n  " + String.join("\n  ", differences));
                }
            }
            director.finish();
        } catch (Disagreement d) {
            System.out.println("DISAGREES at move " + done + ": " + d.getMessage());
            return DIFFERS;
        }
        System.out.println("agrees: " + done + " moves, each a step of the spec");
        return AS_EXPECTED;
    }

    @Override
    public boolean explains(final Path path) {
        try {
            return Race.is(path) || Files.isRegularFile(path) && Files.lines(path).findFirst().orElse("").equals(Recording.HEAD);
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public String explain(final Path path, final Tools tools) throws Undecided, InterruptedException {
        if (Race.is(path)) {
            return Race.lanes(path);
        }
        final Recording r = Recording.read(path);
        final Graph graph = Graphs.of(tools).scene(r.scene());
        r.fits(graph, path);
        final Follower follower = new Follower(graph, r.initial(graph));
        String end = "Every move is a step of the spec.";
        try {
            for (final Recording.Move m : r.moves()) {
                follower.follow(m);
            }
        } catch (Disagreement d) {
            end = d.getMessage();
        }
        return Lanes.text(follower.way()) + "\n" + end + "\n";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Counterexample;
import dmabuf.revoke.check.Lanes;
import dmabuf.revoke.check.MailText;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Follower;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Recording;
import dmabuf.revoke.model.drive.Subject;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.linux.Guest;
import dmabuf.revoke.model.linux.Kernel;
import dmabuf.revoke.model.linux.LinuxScenes;
import dmabuf.revoke.model.linux.LinuxWalk;
import dmabuf.revoke.model.linux.Steered;
import dmabuf.revoke.model.schedule.Race;
import dmabuf.revoke.model.schedule.Schedules;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.model.storm.StormRecording;
import dmabuf.revoke.service.FileExplainer;
import dmabuf.revoke.service.FileRepeater;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.site.Site;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Repeats a recorded failure on impl or on Linux, move by move, and compares it with the graph.",
        footer = {"", "Exit codes: 0 it agrees with the spec now, 1 it disagrees, 2 undecided."})
public final class ReplayCommand implements Subcommand, FileExplainer {
    @Parameters(index = "0", paramLabel = "FILE", converter = ReadableFile.class,
            description = "a recording, a race or a failure that a technique or a campaign has left")
    Path file;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open();
        for (final FileRepeater r : ServiceLoader.load(FileRepeater.class)) {
            if (r.repeats(file)) {
                return r.repeat(file, tools);
            }
        }
        if (Race.is(file)) {
            final Technique.Verdict v = Schedules.again(file, Graphs.of(tools));
            System.out.println(v.status() + ": " + v.summary() + "\n" + v.failure());
            return v.agrees() ? AS_EXPECTED : DIFFERS;
        }
        if (StormRecording.is(file)) {
            final String wrong = Storm.judge(file, Graphs.of(tools));
            System.out.println(wrong.isEmpty() ? "agrees: each event is one of the spec" : "DISAGREES: " + wrong);
            return wrong.isEmpty() ? AS_EXPECTED : DIFFERS;
        }
        final Recording r = Recording.read(file);
        final Graph graph = graphs(r, tools).scene(r.scene());
        r.fits(graph, file);
        if (!onLinux(r)) {
            return again(r, graph, new Director(graph));
        }
        final Kernel kernel = Kernel.in(Kernel.usualFolder()).orElseThrow(
                () -> new Undecided(file + " was recorded on Linux, and none is set up here: ./revoke linux --setup"));
        try (Guest guest = LinuxWalk.boot(kernel.built())) {
            return again(r, graph, new Steered(graph, guest));
        }
    }

    private static boolean onLinux(final Recording r) {
        return r.subject().equals(Steered.NAME);
    }

    private static Graphs graphs(final Recording r, final Tools tools) {
        return onLinux(r) ? LinuxScenes.graphs(tools) : Graphs.of(tools);
    }

    private static <T extends Subject.Task> int again(final Recording r, final Graph graph, final Subject<T> subject)
            throws Undecided {
        final int initial = r.initial(graph);
        final Follower follower = new Follower(graph, initial);
        int done = 0;
        try {
            subject.reset(initial);
            int followed = 0;
            for (int n = 0; n < r.moves().size(); n++) {
                final Recording.Move m = r.moves().get(n);
                if (m.kind() != Recording.Kind.WOKEN) {
                    m.make(subject);
                    done++;
                }
                subject.named(m);
                final List<Recording.Move> log = subject.log();
                for (; followed < log.size(); followed++) {
                    follower.follow(log.get(followed));
                }
                // The states are compared only after all threads that the move has woken have gone on.
                final boolean all = n + 1 == r.moves().size() || r.moves().get(n + 1).kind() != Recording.Kind.WOKEN;
                final List<String> differences = all ? subject.differences(follower.now()) : List.of();
                if (!differences.isEmpty()) {
                    throw new Disagreement("after " + m + ":\n  " + String.join("\n  ", differences));
                }
            }
            subject.finish();
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
            return Race.is(path) || StormRecording.is(path) || Files.isRegularFile(path) && Files.lines(path).findFirst().orElse("").equals(Recording.HEAD);
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public String explain(final Path path, final Tools tools) throws Undecided, InterruptedException {
        if (Race.is(path)) {
            return Race.lanes(path);
        }
        if (StormRecording.is(path)) {
            return Storm.lanes(path, Graphs.of(tools));
        }
        final Followed f = followed(path, tools);
        return Lanes.text(f.way()) + "\n" + f.end() + "\n";
    }

    @Override
    public Optional<String> picture(final Path path, final Tools tools) throws Undecided, InterruptedException {
        if (Race.is(path)) {
            return Optional.empty();
        }
        if (StormRecording.is(path)) {
            return Optional.of(Storm.picture(path));
        }
        final Followed f = followed(path, tools);
        return Optional.of(Site.picture(f.graph(), f.way(), path.getFileName() + ": " + f.end().lines().findFirst().orElse("")));
    }

    @Override
    public Optional<String> mail(final Path path, final Tools tools) throws Undecided, InterruptedException {
        if (Race.is(path) || StormRecording.is(path)) {
            return Optional.empty();
        }
        final Followed f = followed(path, tools);
        return Optional.of(MailText.of(path.getFileName() + ":\n" + f.end(), f.way()));
    }

    /** A recording as a path through its graph. {@code end} says where it leaves the spec, or that it does not. */
    private record Followed(Graph graph, Counterexample way, String end) {}

    private static Followed followed(final Path path, final Tools tools) throws Undecided, InterruptedException {
        final Recording r = Recording.read(path);
        final Graph graph = graphs(r, tools).scene(r.scene());
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
        return new Followed(graph, follower.way(), end);
    }
}

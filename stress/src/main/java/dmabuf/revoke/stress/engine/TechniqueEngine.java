// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import com.google.gson.Gson;
import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.Tied;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.campaign.Engine;
import dmabuf.revoke.stress.campaign.Found;
import dmabuf.revoke.stress.campaign.Unit;
import dmabuf.revoke.stress.fork.ClassPath;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A technique of {@code ./revoke techniques} in its own JVM: repeated with other seeds, for the duration of a turn. */
final class TechniqueEngine implements Engine {
    static final String TEST = Unit.WHOLE;
    static final String CONFIGURATION = "seeds";

    /** The additional time that one run of a technique may take, in seconds; its own watch ends it long before. */
    private static final long LONGEST = 1800;

    private final List<Path> first;

    /** @param first on the class path: a mutant's classes */
    TechniqueEngine(final List<Path> first) {
        this.first = first;
    }

    @Override
    public Found run(final Unit unit, final Slice slice) throws Undecided, InterruptedException {
        final Path said = slice.work().resolve("said.json");
        final Path log = slice.work().resolve("log");
        final Path failures = slice.work().resolve("failures");
        final List<String> arguments = new ArrayList<>(Tools.options());
        arguments.addAll(List.of(
                "-ea:dmabuf.revoke.impl...", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", ClassPath.behind(first)));
        arguments.addAll(Tied.to(TechniqueTurn.class.getName()));
        arguments.addAll(List.of(
                unit.technique(), Long.toString(slice.seed()), Integer.toString(slice.seconds()), failures.toString(), said.toString()));
        try {
            final int code = Child.java(arguments, log, Limit.seconds(LONGEST + slice.seconds())).run();
            if (code != 0) {
                throw new Undecided(unit + " ended with " + code + ": " + String.join(" | ", Child.lastLines(log)));
            }
            final TechniqueTurn.Said s = new Gson().fromJson(Files.readString(said), TechniqueTurn.Said.class);
            return new Found(s.runs(), s.pairs(), s.agrees() ? List.of() : List.of(failure(unit, slice, s, failures)), false);
        } catch (HungChild h) {
            return new Found(0, Map.of(), List.of(failure(unit, slice, hung(slice, h), failures)), false);
        } catch (IOException e) {
            throw new Undecided("cannot run " + unit + " in " + slice.work(), e);
        }
    }

    private static TechniqueTurn.Said hung(final Slice slice, final HungChild h) {
        return new TechniqueTurn.Said(0, slice.seed(), false, "HUNG " + h.getMessage(), new TreeMap<>());
    }

    /** A failure with its file: the recording that the technique left, or else the seed with which it occurs again. */
    private static Found.Failure failure(final Unit unit, final Slice slice, final TechniqueTurn.Said said, final Path failures) throws Undecided {
        final String line = said.failure().strip().lines().findFirst().orElse("").replaceAll("\\s+", " ");
        final String recorded = recorded(failures);
        return new Found.Failure(
                unit.technique() + ": " + Signature.of(said.failure()), line,
                !recorded.isEmpty() ? recorded
                        : new FailureFile(unit, said.seed(), seconds(unit, slice), slice.number(), said.failure(), "").text());
    }

    /** How long the run with this seed takes: a storm as long as it is told to, the others as long as they need. */
    private static int seconds(final Unit unit, final Slice slice) {
        return unit.technique().equals(Storm.NAME) ? slice.seconds() : 0;
    }

    private static String recorded(final Path failures) throws Undecided {
        if (!Files.isDirectory(failures)) {
            return "";
        }
        try (Stream<Path> all = Files.list(failures)) {
            final List<Path> texts = all.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
            return texts.isEmpty() ? "" : Files.readString(texts.get(0));
        } catch (IOException e) {
            throw new Undecided("cannot read what a technique left in " + failures, e);
        }
    }
}

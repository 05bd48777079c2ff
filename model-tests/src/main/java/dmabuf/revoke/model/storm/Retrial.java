// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.schedule.Race;
import dmabuf.revoke.model.schedule.Schedules;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Repeats the racing calls of a refusal under a controlled scheduler, from a state before them. If one of the schedules shows the
 * refusal, it can be repeated. If none does, perhaps only real cores show it, on which a write is not visible to all at once.
 *
 * <p>The first thread is the driver or program; its worker has its own thread, and so has each thread of the exporter. A job or a
 * fence signals before the next call of its thread, and at the end the first thread releases everything that it may hold. So
 * nobody waits for ever because of calls that the race leaves out.
 */
final class Retrial {
    /** The process that signals after an operation, by operation. */
    private static final Map<String, String> SIGNALS = Map.of("driver submit", "device", "cpu import", "fence");

    private final StormGraph graph;
    private final StormRecording recording;

    Retrial(final StormGraph graph, final StormRecording recording) {
        this.graph = graph;
        this.recording = recording;
    }

    /** Runs it. {@return the result in a line, or the schedule that shows the refusal} */
    String run(final Graphs graphs) throws Undecided, InterruptedException {
        final Optional<Race> race = race();
        if (race.isEmpty()) {
            return "its calls cannot be made again under a controlled scheduler: calls that come one after the other lead to no state before them";
        }
        final Path file = Failures.file("storm-race");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, race.get().toString());
        } catch (IOException e) {
            throw new Undecided("cannot write " + file, e);
        }
        final Technique.Verdict v = Schedules.again(file, graphs);
        return Schedules.isShown(v)
                ? "under a controlled scheduler it is seen too:\n" + v.failure()
                : "no sequentially consistent schedule in " + Schedules.OF_A_RACE + ": memory order suspected; the race is " + file
                        + ", the JVM was run with " + String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /** The race; empty if no sequence of calls leads to its start. */
    Optional<Race> race() {
        final BitSet before = new BitSet();
        Arrays.stream(recording.from()).forEach(before::set);
        return new Approach(graph.graph(), graph.initial(recording.kind())).to(before).map(start -> new Race(
                StormGraph.SCENE, Race.population(graph.graph(), graph.initial(recording.kind())), start, threads()));
    }

    private List<List<Event>> threads() {
        final List<Event> first = new ArrayList<>();
        final Map<String, List<Event>> others = new TreeMap<>();
        for (final StormRecording.Line l : recording.lines()) {
            final Event e = l.event();
            final String role = e.process().replaceFirst(":.*", "");
            if (l.kind() != Words.Kind.CALL && l.kind() != Words.Kind.TRY || role.equals("callback") || SIGNALS.containsValue(role)) {
                continue;
            }
            if (role.equals("exporter") || role.equals("worker")) {
                others.computeIfAbsent(e.process(), k -> new ArrayList<>()).add(e);
            } else {
                first.add(e);
                signals(Pair.operation(e), first);
            }
        }
        SIGNALS.keySet().forEach(s -> signals(s, first));
        first.addAll(Race.letsGo(graph.graph(), StormGraph.name(recording.kind())));
        final List<List<Event>> all = new ArrayList<>(List.of(first));
        all.addAll(others.values());
        return all;
    }

    private void signals(final String operation, final List<Event> thread) {
        final String process = SIGNALS.getOrDefault(operation, "") + ":" + StormGraph.name(recording.kind());
        thread.addAll(graph.calls(process, recording.kind()));
    }
}

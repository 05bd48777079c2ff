// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Two threads that race on one buffer: the driver, worker and device of one importer, or a program and its fence, against
 * the exporter. A call that is misuse when its turn comes is skipped.
 *
 * <p><b>Drawing.</b> Each thread is a walk through the graph on which only its own processes take steps. At its end the
 * first thread makes the calls by which it lets go of all that it may still hold, so that no revoke waits for ever; for the
 * same reason a fence signals before the next call, which may have to wait for the lock.
 *
 * <p><b>As a text,</b> after a line that says what it is: {@code scene} with the name of the graph; {@code start} with a call that comes before the race, and {@code
 * thread} with a call of the first or the second thread; what follows a {@code #} is for people.
 *
 * @param scene of the graph
 * @param start calls that are made before the race, one after the other
 * @param threads two lists of calls
 */
public record Race(String scene, List<Event> start, List<List<Event>> threads) {
    static final String HEAD = "dma-buf revoke race 1";

    /** Calls that the first thread makes before the race, and in it, but for those that let go; and calls of the exporter. */
    private static final int BEFORE = 5;

    private static final int WITHIN = 3;
    private static final int ROUNDS = 3;

    /** The operations that let go, in an order in which each has its turn. */
    private static final List<String> LET_GO =
            List.of("worker unmap", "driver lock", "driver unmap", "driver unpin", "driver unlock", "cpu vunmap");

    /** The next race; rather with calls that were drawn seldom, those before the race not counted. */
    static Race draw(final Graph graph, final Random random, final Map<Event, Integer> drawn) {
        final List<Event> calls = graph.events().stream()
                .filter(e -> e != null && e.kind() == Event.Kind.CALL)
                .toList();
        final List<String> users = calls.stream()
                .map(Event::process)
                .filter(p -> p.startsWith("driver:") || p.startsWith("cpu:"))
                .map(p -> p.split(":")[1])
                .distinct()
                .toList();
        final String i = users.get(random.nextInt(users.size()));
        final Walk user = new Walk(graph, random, drawn, p -> !p.startsWith("exporter") && p.endsWith(":" + i));
        user.go(random.nextInt(BEFORE + 1), i);
        final List<Event> start = user.calls();
        start.forEach(e -> drawn.merge(e, -1, Integer::sum));
        user.forget();
        user.go(1 + random.nextInt(WITHIN), i);
        for (final String s : LET_GO) {
            final String[] word = s.split(" ");
            calls.stream()
                    .filter(e -> e.process().equals(word[0] + ":" + i) && e.op().equals(word[1]))
                    .forEach(user::also);
        }
        final Walk exporter = new Walk(graph, random, drawn, p -> p.startsWith("exporter"));
        exporter.go(1 + random.nextInt(ROUNDS), "");
        return new Race(graph.origin().scene(), start, List.of(user.calls(), exporter.calls()));
    }

    /** The race without one call of its first thread. */
    Race without(final int n) {
        final List<Event> fewer = new ArrayList<>(threads.get(0));
        fewer.remove(n);
        return new Race(scene, start, List.of(fewer, threads.get(1)));
    }

    /** How many calls of the first thread come before those that let go. */
    int body() {
        int n = threads.get(0).size();
        for (int k = LET_GO.size() - 1; k >= 0 && n > 0; k--) {
            final Event e = threads.get(0).get(n - 1);
            n -= LET_GO.get(k).equals(e.process().split(":")[0] + " " + e.op()) ? 1 : 0;
        }
        return n;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(HEAD + "\nscene " + scene + "\n");
        start.forEach(e -> text.append("start ").append(words(e)).append('\n'));
        for (int t = 0; t < threads.size(); t++) {
            for (final Event e : threads.get(t)) {
                text.append("thread ").append(t + 1).append(' ').append(words(e)).append('\n');
            }
        }
        return text.toString();
    }

    /** A call as a text: process, operation, argument. */
    static String words(final Event e) {
        return e.process() + " " + e.op() + " " + e.arg();
    }

    /** The inverse of {@link #words}. */
    static Event call(final String words) {
        final String[] word = words.split(" ");
        return Event.call(word[0], word[1], word[2]);
    }

    /** Whether the file is a race. */
    public static boolean is(final Path file) {
        try {
            return Files.isRegularFile(file) && Files.readString(file).startsWith(HEAD);
        } catch (IOException e) {
            return false;
        }
    }

    /** The calls, and what was noted of the schedule in which they disagreed. */
    public static String lanes(final Path file) throws Undecided {
        try {
            return Files.readString(file).replace(HEAD + "\n", "").replaceAll("(?m)^# ?", "");
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
    }

    private static List<String> lines(final Path file) throws Undecided {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
    }

    /** The scene of whose graph a race is. */
    static String scene(final Path file) throws Undecided {
        final List<String> lines = lines(file);
        if (lines.size() < 2 || !lines.get(1).matches("scene \\w+")) {
            throw new Undecided(file + " line 2 names no scene");
        }
        return lines.get(1).substring(6);
    }

    /** @throws Undecided naming the line, if one is no call of the graph */
    static Race read(final Path file, final Graph graph) throws Undecided {
        final List<String> lines = lines(file);
        final List<Event> start = new ArrayList<>();
        final List<List<Event>> threads = List.of(new ArrayList<>(), new ArrayList<>());
        for (int n = 2; n < lines.size(); n++) {
            final String[] word = lines.get(n).replaceFirst("#.*", "").strip().split(" +");
            final int skip = word[0].equals("thread") ? 2 : 1;
            final Event call = word.length == skip + 3 ? Event.call(word[skip], word[skip + 1], word[skip + 2]) : null;
            if (word[0].equals("start") && known(graph, call)) {
                start.add(call);
            } else if (word[0].equals("thread") && known(graph, call) && word[1].matches("[12]")) {
                threads.get(Integer.parseInt(word[1]) - 1).add(call);
            } else if (!word[0].isEmpty()) {
                throw new Undecided(file + " line " + (n + 1) + " is no call of this scene: " + lines.get(n));
            }
        }
        if (threads.stream().anyMatch(List::isEmpty)) {
            throw new Undecided(file + " has no two threads");
        }
        return new Race(graph.origin().scene(), start, threads);
    }

    private static boolean known(final Graph graph, final Event call) {
        return call != null && graph.events().stream().filter(Objects::nonNull).anyMatch(call::equals);
    }
}

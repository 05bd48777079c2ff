// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Threads that race on one buffer. A call that is misuse when its turn comes is skipped.
 *
 * <p>If a process has its own thread, the threads are synchronized in two places ({@link Turns}): a device signals after the
 * driver's submit has returned, and a driver makes its worker's call after the worker's thread has ended.
 *
 * <p><b>As a text,</b> after a line with the format: {@code scene} with the name of the graph; {@code importers} with the users
 * of the buffer, if the graph has several sets of them; {@code start} with a call before the race, and {@code thread} with a
 * number and a call of that thread. The text after a {@code #} is a comment.
 *
 * @param scene of the graph
 * @param population the users of the buffer, as in the graph
 * @param start calls that are made before the race, one after the other
 * @param threads lists of calls; the first is that of a user, if there is one
 */
public record Race(String scene, String population, List<Event> start, List<List<Event>> threads) {
    static final String HEAD = "dma-buf revoke race 1";

    /** The maximal number of threads. */
    private static final int MOST = 4;

    /** The users of the buffer in a state of a graph, as a text. */
    public static String population(final Graph graph, final int initial) {
        return graph.value(initial, graph.variables().indexOf("kind")).toString();
    }

    /** The initial state of the graph from which the race starts. */
    int initial(final Graph graph) {
        return Arrays.stream(graph.initial()).filter(s -> population(graph, s).equals(population)).findFirst().orElseThrow();
    }

    /** The race without one call of its first thread. */
    Race without(final int n) {
        final List<List<Event>> fewer = new ArrayList<>(threads);
        fewer.set(0, new ArrayList<>(threads.get(0)));
        fewer.get(0).remove(n);
        return new Race(scene, population, start, fewer);
    }

    /** The calls with which a user of the buffer releases everything that it may hold. A call that is misuse then is skipped. */
    public static List<Event> letsGo(final Graph graph, final String user) {
        return Drawing.letsGo(graph, user);
    }

    /** How many calls of the first thread precede the releasing ones. */
    int body() {
        return Drawing.body(threads.get(0));
    }

    /** The index of the thread, after the first, that runs only a process of this role; -1 if there is none. */
    int threadOf(final String role) {
        for (int t = 1; t < threads.size(); t++) {
            if (threads.get(t).stream().allMatch(e -> e.process().startsWith(role))) {
                return t;
            }
        }
        return -1;
    }

    /** The number of calls in the race, without those before it. */
    int calls() {
        return threads.stream().mapToInt(List::size).sum();
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(HEAD + "\nscene " + scene + "\nimporters " + population + "\n");
        start.forEach(e -> text.append("start ").append(words(e)).append('\n'));
        for (int t = 0; t < threads.size(); t++) {
            for (final Event e : threads.get(t)) {
                text.append("thread ").append(t + 1).append(' ').append(words(e)).append('\n');
            }
        }
        return text.toString();
    }

    /** The text of a call: process, operation, argument. */
    static String words(final Event e) {
        return e.process() + " " + e.op() + " " + e.arg();
    }

    /** The inverse of {@link #words}. */
    static Event call(final String words) {
        final String[] word = words.split(" ");
        return Event.call(word[0], word[1], word[2]);
    }

    /** Whether a file holds a race. */
    public static boolean is(final Path file) {
        try {
            return Files.isRegularFile(file) && Files.readString(file).startsWith(HEAD);
        } catch (IOException e) {
            return false;
        }
    }

    /** The calls, and the notes about the schedule in which impl and spec disagreed. */
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

    /** The scene of a race. */
    static String scene(final Path file) throws Undecided {
        final List<String> lines = lines(file);
        if (lines.size() < 2 || !lines.get(1).matches("scene [\\w/-]+")) {
            throw new Undecided(file + " line 2 names no scene");
        }
        return lines.get(1).substring(6);
    }

    /** @throws Undecided with the line, if one is no call of the graph */
    static Race read(final Path file, final Graph graph) throws Undecided {
        final List<String> lines = lines(file);
        final List<Event> start = new ArrayList<>();
        final List<List<Event>> threads = new ArrayList<>();
        String population = population(graph, graph.initial()[0]);
        boolean said = graph.initial().length == 1;
        for (int n = 2; n < lines.size(); n++) {
            final String line = lines.get(n).replaceFirst("#.*", "").strip();
            final String[] word = line.split(" +");
            final int skip = word[0].equals("thread") ? 2 : 1;
            final Event call = word.length == skip + 3 ? Event.call(word[skip], word[skip + 1], word[skip + 2]) : null;
            if (word[0].equals("importers") && isPopulation(graph, line.substring(10))) {
                population = line.substring(10);
                said = true;
            } else if (word[0].equals("start") && known(graph, call)) {
                start.add(call);
            } else if (word[0].equals("thread") && known(graph, call) && isNumber(word[1], threads)) {
                threads.get(Integer.parseInt(word[1]) - 1).add(call);
            } else if (!word[0].isEmpty()) {
                throw new Undecided(file + " line " + (n + 1) + " is no call of this scene: " + lines.get(n));
            }
        }
        if (threads.size() < 2) {
            throw new Undecided(file + " has no two threads");
        }
        if (!said) {
            throw new Undecided(file + " does not say who shares the buffer; there are these lines: importers "
                    + Arrays.stream(graph.initial()).mapToObj(s -> population(graph, s)).collect(Collectors.joining(", importers ")));
        }
        return new Race(Graphs.nameOf(graph), population, start, threads);
    }

    private static boolean isPopulation(final Graph graph, final String text) {
        return Arrays.stream(graph.initial()).anyMatch(s -> population(graph, s).equals(text.strip()));
    }

    /** Whether a word is the number of a thread, or of the next one, which then begins. */
    private static boolean isNumber(final String word, final List<List<Event>> threads) {
        if (!word.matches("[1-" + MOST + "]") || Integer.parseInt(word) > threads.size() + 1) {
            return false;
        }
        if (Integer.parseInt(word) > threads.size()) {
            threads.add(new ArrayList<>());
        }
        return true;
    }

    private static boolean known(final Graph graph, final Event call) {
        return call != null && graph.events().stream().filter(Objects::nonNull).anyMatch(call::equals);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Scene;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Draws races. Each thread is a walk through the graph on which only its own processes take steps. It prefers calls that were
 * drawn seldom, not counting those before the race.
 *
 * <p>In the end a user makes the calls that release everything that it may still hold, so that no revoke waits for ever. For the
 * same reason a fence signals before the next call, which may have to wait for the lock.
 */
final class Drawing {
    /**
     * At most how many calls a user makes before the race, and in it apart from the releasing ones; and how many the exporter
     * makes.
     */
    private static final int BEFORE = 5;

    private static final int WITHIN = 3;
    private static final int ROUNDS = 3;

    /** The releasing operations, in an order in which each is possible. Before the worker's the driver does not hold the lock. */
    private static final List<String> LET_GO = List.of(
            "driver unlock", "worker unmap", "driver lock", "driver unmap", "driver unpin", "driver unlock", "cpu vunmap");

    private final Graph graph;
    private final Random random;
    private final Map<Event, Integer> drawn = new HashMap<>();
    private final List<Event> calls;

    Drawing(final Graph graph, final Random random) {
        this.graph = graph;
        this.random = random;
        this.calls = graph.events().stream().filter(e -> e != null && e.kind() == Event.Kind.CALL).toList();
    }

    /** Adds a number of new races to a list. */
    void add(final Cast cast, final int many, final List<Race> races) {
        for (int n = 0; n < many; n++) {
            Race race = next(cast);
            while (races.contains(race)) {
                race = next(cast);
            }
            races.add(race);
        }
    }

    private Race next(final Cast cast) {
        final int initial = graph.initial()[random.nextInt(graph.initial().length)];
        final List<String> users = new ArrayList<>();
        Scene.kinds(graph, initial).forEach((name, kind) -> {
            if (!kind.equals("absent")) {
                users.add(name);
            }
        });
        final String one = users.remove(random.nextInt(users.size()));
        final User user = new User(one, initial);
        final List<List<Event>> threads = new ArrayList<>();
        final List<Event> start = new ArrayList<>(user.start);
        switch (cast) {
            case USER_AND_EXPORTER -> {
                threads.add(user.race());
                threads.add(exporter(initial, p -> p.startsWith("exporter")));
            }
            case THREADS_OF_AN_IMPORTER -> {
                final List<Event> all = user.race();
                final List<Event> worker = all.stream().filter(e -> e.process().startsWith("worker")).limit(1).toList();
                final List<Event> device = all.stream().filter(e -> e.process().startsWith("device")).toList();
                all.removeAll(device);
                threads.add(all);
                threads.add(exporter(initial, p -> p.startsWith("exporter")));
                threads.add(worker);
                threads.add(device);
                threads.removeIf(List::isEmpty);
            }
            case TWO_USERS -> {
                final User other = new User(users.get(random.nextInt(users.size())), initial);
                // The first thread makes all calls before the race, so the other importer must not own a lock then.
                start.addAll(0, other.unlocks());
                start.addAll(0, other.start);
                threads.add(user.race());
                threads.add(other.race());
            }
            case TWO_EXPORTERS -> {
                start.addAll(user.letsGo());
                for (final String x : exporters()) {
                    threads.add(exporter(initial, x::equals));
                }
            }
        }
        return new Race(Graphs.nameOf(graph), Race.population(graph, initial), start, threads);
    }

    private Collection<String> exporters() {
        return calls.stream().map(Event::process).filter(p -> p.startsWith("exporter")).distinct().sorted().toList();
    }

    private List<Event> exporter(final int initial, final Predicate<String> mine) {
        final Walk exporter = new Walk(graph, initial, random, drawn, mine);
        exporter.go(1 + random.nextInt(ROUNDS), "");
        return new ArrayList<>(exporter.calls());
    }

    /** How many calls of a thread precede the releasing ones. */
    static int body(final List<Event> thread) {
        int n = thread.size();
        for (int k = LET_GO.size() - 1; k >= 0 && n > 0; k--) {
            final Event e = thread.get(n - 1);
            n -= LET_GO.get(k).equals(e.process().split(":")[0] + " " + e.op()) ? 1 : 0;
        }
        return n;
    }

    /** A user of the buffer, and its calls before the race. */
    private final class User {
        private final String name;
        private final Walk walk;
        private final List<Event> start;

        User(final String name, final int initial) {
            this.name = name;
            walk = new Walk(graph, initial, random, drawn, p -> !p.startsWith("exporter") && p.endsWith(":" + name));
            walk.go(random.nextInt(BEFORE + 1), name);
            start = walk.calls();
            start.forEach(e -> drawn.merge(e, -1, Integer::sum));
            walk.forget();
        }

        List<Event> race() {
            walk.go(1 + random.nextInt(WITHIN), name);
            final List<Event> all = new ArrayList<>(walk.calls());
            all.addAll(letsGo());
            return all;
        }

        List<Event> letsGo() {
            return calls(calls, LET_GO, name);
        }

        List<Event> unlocks() {
            return calls(calls, LET_GO.subList(0, 1), name);
        }
    }

    /** The calls with which a user releases everything that it may hold, in order. */
    static List<Event> letsGo(final Graph graph, final String user) {
        return calls(graph.events(), LET_GO, user);
    }

    private static List<Event> calls(final Collection<Event> events, final List<String> operations, final String user) {
        final List<Event> all = new ArrayList<>();
        for (final String s : operations) {
            final String[] word = s.split(" ");
            events.stream()
                    .filter(e -> e != null && e.kind() == Event.Kind.CALL && e.process().equals(word[0] + ":" + user) && e.op().equals(word[1]))
                    .forEach(all::add);
        }
        return all;
    }
}

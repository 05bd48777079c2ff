// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.systematic;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.Call;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Enumerates litmus tests, in the style of herd's diy: from each start, two or three columns of up to two calls each. The first
 * call of a column is one that may be made at the start. The second is one that may be made after it, or a call of the worker or
 * the device of an importer, which have something to do only if others overlap. A test is kept if it has an outcome that no
 * serial run gives, and if no other has the same columns and the same outcomes.
 *
 * <p>A test that can run for ever waits for a process that has not released something. It is tried once more, with the releasing
 * calls at the end of the column of that process's driver or program.
 *
 * <p>Tests that are the same up to symmetry are made once: with another order of columns, other sequences of calls that lead to
 * the same states, and other starts from which the columns have the same outcomes.
 */
final class Generator {
    private static final Set<String> LATE = Set.of("worker", "device");

    /** The calls that the spec's fairness demands (Fairness.tla): a fence signals, and a user releases what it holds. */
    private static final List<String> GIVE_BACK = List.of("signal", "unmap", "vunmap", "end");

    /** The number of calls in all columns: two columns of two, or three of which one has two. */
    private static final int MOST = 4;

    private final Graph graph;
    private final Litmus.Stage stage;
    private final int width;
    private final int calls;
    private final Starts starts;
    private final Set<String> nested;

    private final List<Outcomes> kept = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private long programs;
    private long endless;
    private long serial;
    private long same;

    /**
     * @param nested the processes that others call
     * @param width the number of columns
     * @param calls at most in a column
     * @param longest how many calls lead to a start at most
     */
    Generator(
            final Graph graph, final Litmus.Stage stage, final Set<String> nested, final int width, final int calls, final int longest) {
        this.graph = graph;
        this.stage = stage;
        this.width = width;
        this.calls = calls;
        this.nested = nested;
        this.starts = new Starts(graph, nested, longest);
    }

    Corpus from(final int initial) {
        final List<Starts.Start> all = starts.from(initial);
        for (int n = 0; n < all.size(); n++) {
            final List<List<Event>> columns = columns(all.get(n));
            choose(all.get(n), n, columns, 0, new ArrayList<>());
        }
        return new Corpus(
                (stage.scene().isEmpty() ? "the usual scene" : stage.toString().substring(3)) + ", " + width + " columns", List.copyOf(kept), all.size(), programs, endless, serial, same, starts.folded());
    }

    private List<List<Event>> columns(final Starts.Start start) {
        final List<List<Event>> columns = new ArrayList<>();
        for (final Event first : start.next()) {
            columns.add(List.of(first));
            if (calls > 1) {
                final Set<Event> second = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
                second.addAll(starts.after(start, first));
                graph.events().stream().filter(this::isLate).forEach(second::add);
                second.forEach(s -> columns.add(List.of(first, s)));
            }
        }
        return columns;
    }

    private boolean isLate(final Event e) {
        return e != null && e.kind() == Event.Kind.CALL && !nested.contains(e.process()) && LATE.contains(e.process().split(":")[0]);
    }

    private void choose(
            final Starts.Start start, final int number, final List<List<Event>> columns, final int from, final List<List<Event>> chosen) {
        if (chosen.size() == width) {
            test(start, number, List.copyOf(chosen));
            return;
        }
        for (int c = from; c < columns.size(); c++) {
            final List<Event> column = columns.get(c);
            if (length(chosen) + column.size() <= MOST && chosen.stream().allMatch(other -> Collections.disjoint(processes(other), processes(column)))) {
                chosen.add(column);
                choose(start, number, columns, c + 1, chosen);
                chosen.remove(chosen.size() - 1);
            }
        }
    }

    private static int length(final List<List<Event>> columns) {
        return columns.stream().mapToInt(List::size).sum();
    }

    private static Set<String> processes(final List<Event> column) {
        return column.stream().map(Event::process).collect(Collectors.toSet());
    }

    private void test(final Starts.Start start, final int number, final List<List<Event>> columns) {
        programs++;
        final List<List<Event>> longer = columns.stream().map(c -> givingBack(c, columns)).toList();
        if (!tried(start, number, columns) && (longer.equals(columns) || !tried(start, number, longer))) {
            endless++;
        }
    }

    /** The column, followed by the calls with which its users release what they hold, unless it already has them. */
    private List<Event> givingBack(final List<Event> column, final List<List<Event>> all) {
        final List<Event> longer = new ArrayList<>(column);
        final Set<String> whose = column.stream()
                .filter(e -> !LATE.contains(e.process().split(":")[0]))
                .map(e -> e.process().split(":")[1])
                .collect(Collectors.toSet());
        final Set<String> elsewhere = all.stream().filter(c -> c != column).flatMap(c -> processes(c).stream()).collect(Collectors.toSet());
        for (final String op : GIVE_BACK) {
            starts.calls().stream()
                    .filter(e -> e.op().equals(op) && whose.contains(e.process().split(":")[1]))
                    .filter(e -> !elsewhere.contains(e.process()) && !longer.contains(e))
                    .sorted((x, y) -> Boolean.compare(isLate(y), isLate(x)))
                    .forEach(longer::add);
        }
        return longer;
    }

    /** Computes a test, and keeps it if it is useful. {@return whether every run of it ends} */
    private boolean tried(final Starts.Start start, final int number, final List<List<Event>> columns) {
        final String name = Naming.of(columns, stage) + "-from-" + number;
        final Litmus litmus = new Litmus(
                Path.of(name + Litmus.SUFFIX), name, "", stage, start(start),
                columns.stream().map(c -> c.stream().map(e -> call(e, true)).toList()).toList(), List.of(), null);
        try {
            final Outcomes o = Outcomes.of(graph, litmus);
            if (o.onlyByOverlap().findAny().isEmpty()) {
                serial++;
            } else if (known.add(columns + " " + o.all().stream().map(x -> x + (x.serial() ? "" : "!")).collect(Collectors.joining(";")))) {
                kept.add(o.with(litmus.saying(story(o)), o.all()));
            } else {
                same++;
            }
            return true;
        } catch (BadLitmus e) {
            return false;
        }
    }

    private static String story(final Outcomes o) {
        return "Systematic: " + o.onlyByOverlap().count() + " of " + o.all().size() + " outcomes are those of no serial run.";
    }

    private static List<Litmus.Start> start(final Starts.Start start) {
        return IntStream.range(0, start.calls().size() / 2)
                .mapToObj(n -> new Litmus.Start(call(start.calls().get(2 * n), false), start.calls().get(2 * n + 1).result()))
                .toList();
    }

    private static Call call(final Event e, final boolean optional) {
        return new Call(e.process(), e.op(), e.arg(), optional, 1);
    }
}

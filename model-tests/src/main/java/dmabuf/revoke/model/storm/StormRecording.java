// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.model.drive.HistoryLanes;
import dmabuf.revoke.oracle.BadHistory;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.site.EventPicture;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The end of a participant's history, as a text that can be judged again. A head of four lines is followed by a line for each
 * event:
 *
 * <pre>
 * dma-buf revoke storm 1
 * kind dynamic
 * graph 3f8a...
 * from 12 40                         the states of the graph that were possible before
 * driver:i1 calls map
 * driver:i1 returns map = OK
 * driver:i1 tries unmap              the beginning of a call that was refused as misuse
 * driver:i1 is refused unmap
 * worker:i1 starts unmap             the beginning of a call that was broken off
 * worker:i1 breaks off unmap
 * # why it was kept
 * </pre>
 *
 * @param kind of the participant
 * @param digest of the graph to which the states belong
 */
public record StormRecording(String kind, String digest, int[] from, List<Line> lines) {
    private static final String HEAD = "dma-buf revoke storm 1";

    /** One event. */
    record Line(Words.Kind kind, Event event) {
        String words() {
            final String operation = event.op() + (event.arg().equals("-") ? "" : "(" + event.arg() + ")");
            return switch (kind) {
                case CALL -> "> " + operation;
                case RETURN -> "< " + operation + " = " + event.result();
                case TRY -> "? " + operation;
                case REFUSED -> "! " + operation;
                case STARTED -> "> " + operation;
                case BROKEN -> "x " + operation;
            };
        }
    }

    static StormRecording of(final StormGraph graph, final Projected history) {
        final Window window = history.projection().window();
        final List<Line> lines = new ArrayList<>();
        for (final int w : window.words()) {
            lines.add(new Line(history.words().get(w).kind(), history.words().get(w).event()));
        }
        return new StormRecording(
                history.projection().kind(), graph.graph().origin().digest(), window.from(), lines);
    }

    /** Whether a file is such a recording. */
    public static boolean is(final Path file) {
        try {
            return Files.isRegularFile(file) && Files.readString(file).startsWith(HEAD + "\n");
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    /** Refuses a recording of another graph, or of none. */
    void fits(final StormGraph graph) throws Undecided {
        if (!graph.kinds().contains(kind)) {
            throw new Undecided("the recording is of a participant of kind " + kind + "; there are " + String.join(", ", graph.kinds()));
        }
        final boolean states = Arrays.stream(from).allMatch(s -> s < graph.graph().states());
        if (!graph.graph().origin().digest().equals(digest) || !states) {
            throw new Undecided("the recording was made with another text of the spec: its states mean nothing in this one");
        }
    }

    /** The projection that checks it against the graph, before its first line. */
    Projection projection(final StormGraph graph, final Words words) {
        return new Projection(graph, kind, new Overlaps(graph.open(kind, Storm.MOST_EXPORTERS)), words, graph.from(from));
    }

    /** Judges it again. {@return the fault; empty if the spec allows it} */
    Optional<String> judge(final StormGraph graph) throws Undecided {
        fits(graph);
        final Words words = new Words();
        final Projection p = projection(graph, words);
        for (final Line l : lines) {
            final Optional<String> wrong = p.accept(words.of(0, l.kind(), l.event()));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    /** The events as lanes, one for each process. */
    String lanes() {
        final HistoryLanes lanes = new HistoryLanes();
        lines.forEach(l -> lanes.add(l.event().process(), l.words()));
        return lanes.toString();
    }

    /** The events as a picture, with a mark on the last one. */
    String picture(final String title) {
        final List<EventPicture.Row> rows = new ArrayList<>();
        for (final Line l : lines) {
            final boolean call = l.event().kind() == Event.Kind.CALL;
            rows.add(new EventPicture.Row(rows.size() + 1, l.event().process(), call ? EventPicture.Kind.CALL : EventPicture.Kind.RETURN,
                    l.event().op(), l.words()));
        }
        return EventPicture.svg(rows, rows.size(), "event", title);
    }

    /** The states that were possible before it, in the words of the spec: the variables that differ from the initial state. */
    String before(final StormGraph graph) {
        final StringBuilder text = new StringBuilder("before it, with a participant of kind " + kind + ", "
                + (from.length == 1 ? "one state was possible" : from.length + " states were possible, the first of them") + ": ");
        return text.append(String.join(", ", graph.told(from[0], kind))).append('\n').toString();
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(HEAD + "\nkind " + kind + "\ngraph " + digest + "\nfrom "
                + Arrays.stream(from).mapToObj(Integer::toString).collect(Collectors.joining(" ")) + "\n");
        lines.forEach(l -> text.append(new Words.Word(0, l.kind(), l.event())).append('\n'));
        return text.toString();
    }

    /** Saves it in a file. {@return what happened, as lanes, and how to see it again} */
    String keep(final Path file, final String why) {
        final StringBuilder text = new StringBuilder(toString());
        why.lines().forEach(l -> text.append("# ").append(l).append('\n'));
        String again;
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            again = "judged again: ./revoke replay " + file + "; as lanes: ./revoke explain " + file;
        } catch (IOException e) {
            again = "the history could not be written to " + file + ": " + Undecided.reason(e);
        }
        return why + "\n" + lanes() + again;
    }

    /** @throws Undecided with the line, if it is no recording */
    static StormRecording read(final Path file) throws Undecided {
        final List<String> all;
        try {
            all = Files.readAllLines(file);
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
        if (all.size() < 4 || !all.get(1).startsWith("kind ") || !all.get(2).startsWith("graph ")
                || !all.get(3).matches("from( \\d{1,9})+")) {
            throw new Undecided(file + " is no recording of a storm: it does not begin with '" + HEAD + "', kind, graph and from");
        }
        final List<Line> lines = new ArrayList<>();
        for (int n = 4; n < all.size(); n++) {
            final String line = all.get(n).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                lines.add(line(file, n + 1, line));
            }
        }
        return new StormRecording(all.get(1).substring(5), all.get(2).substring(6),
                Arrays.stream(all.get(3).substring(5).split(" ")).mapToInt(Integer::parseInt).toArray(), lines);
    }

    /** The verb of each kind whose text is that of a call with another verb. */
    private static final Map<String, Words.Kind> VERBS = Map.of(
            " tries ", Words.Kind.TRY, " is refused ", Words.Kind.REFUSED, " starts ", Words.Kind.STARTED,
            " breaks off ", Words.Kind.BROKEN);

    private static Line line(final Path file, final int number, final String line) throws Undecided {
        String call = line;
        Words.Kind kind = null;
        for (final Map.Entry<String, Words.Kind> v : VERBS.entrySet()) {
            kind = line.contains(v.getKey()) ? v.getValue() : kind;
            call = call.replace(v.getKey(), " calls ");
        }
        try {
            if (History.parse(call).events().get(0) instanceof Observation.Seen s) {
                final Words.Kind plain = s.event().kind() == Event.Kind.CALL ? Words.Kind.CALL : Words.Kind.RETURN;
                return new Line(kind == null ? plain : kind, s.event());
            }
        } catch (BadHistory e) {
            // Reported with its line below.
        }
        throw new Undecided(file + " line " + number + " is no event of a storm: " + line);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a director did with one buffer, as a text that can be repeated. A head of three lines is followed by one line for each
 * move:
 *
 * <pre>
 * dma-buf revoke recording 1
 * scene closing
 * importers [i1 |-&gt; "dynamic"]
 * begin driver:i1 map -              a process begins a call: operation and argument
 * go driver:i1 Map                   a thread is released: the steps that it took; none if it is blocked
 * woken exporter:x1 UnmapWait        not a move: a blocked thread took these steps by itself
 * over driver:i1 OK                  the call is over: its result
 * # why it was kept
 * </pre>
 *
 * A recording of another subject than impl names it in a line before the scene: {@code subject Linux}.
 *
 * @param subject on which it was made
 * @param moves from the first, without head and comments
 */
public record Recording(String subject, String scene, String importers, List<Move> moves) {
    public static final String HEAD = "dma-buf revoke recording 1";

    /** The subject if a recording names none. */
    private static final String USUAL = "impl";

    public enum Kind {
        BEGIN,
        GO,
        WOKEN,
        OVER
    }

    /** @param words operation and argument, or the steps taken, or the result */
    public record Move(Kind kind, String process, List<String> words) {
        /** Repeats the move. */
        public <T extends Subject.Task> void make(final Subject<T> subject) throws Disagreement {
            final T task = subject.task(process);
            final boolean possible = task != null
                    && switch (kind) {
                        case BEGIN -> task.at() == Subject.At.IDLE;
                        case GO -> task.at() == Subject.At.GATE;
                        case OVER -> task.at() == Subject.At.RETURNED;
                        case WOKEN -> false;
                    };
            if (!possible) {
                throw new Disagreement("the move " + this + " cannot be made:" + subject.dump());
            }
            switch (kind) {
                case BEGIN -> subject.begin(process, words.get(0), words.get(1));
                case GO -> subject.go(task);
                default -> subject.over(task);
            }
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + process + " " + String.join(" ", words);
        }
    }

    /** The importers of an initial state of a graph. */
    public static String importers(final Graph graph, final int initial) {
        return graph.value(initial, graph.variables().indexOf("kind")).toString();
    }

    /** The initial state of the graph that has these importers. */
    public int initial(final Graph graph) throws Undecided {
        for (final int s : graph.initial()) {
            if (importers(graph, s).equals(importers)) {
                return s;
            }
        }
        throw new Undecided("the scene " + scene + " has no importers " + importers);
    }

    /** Refuses a recording with a process or a call that the graph does not have: it belongs to another scene, or is damaged. */
    public void fits(final Graph graph, final Path file) throws Undecided {
        final Set<String> processes = new HashSet<>();
        final Set<List<String>> calls = new HashSet<>();
        for (final Event e : graph.events()) {
            if (e != null) {
                processes.add(e.process());
                calls.add(List.of(e.process(), e.op(), e.arg()));
            }
        }
        for (final Move m : moves) {
            if (!processes.contains(m.process())) {
                throw new Undecided(file + ": the scene " + scene + " has no process " + m.process() + ": " + m);
            }
            if (m.kind() == Kind.BEGIN && !calls.contains(List.of(m.process(), m.words().get(0), m.words().get(1)))) {
                throw new Undecided(file + ": the scene " + scene + " has no such call: " + m);
            }
        }
    }

    /**
     * Writes to a temporary file and renames it. A failure to write is reported in the answer, and does not change the verdict.
     */
    public String keep(final Path file, final String why) {
        final StringBuilder text = new StringBuilder(HEAD + (subject.equals(USUAL) ? "" : "\nsubject " + subject) + "\nscene " + scene + "\nimporters " + importers + "\n");
        moves.forEach(m -> text.append(m.toString().strip()).append('\n'));
        why.lines().forEach(l -> text.append("# ").append(l).append('\n'));
        try {
            Files.createDirectories(file.getParent());
            final Path aside = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
            Files.writeString(aside, text);
            Files.move(aside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return "again: ./revoke replay " + file + "; as lanes: ./revoke explain " + file;
        } catch (IOException e) {
            return "the moves could not be written to " + file + ": " + Undecided.reason(e);
        }
    }

    public static Recording read(final Path file) throws Undecided {
        final List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
        final int at = lines.size() > 1 && lines.get(1).startsWith("subject ") ? 2 : 1;
        if (lines.size() < at + 2
                || !lines.get(0).equals(HEAD)
                || !lines.get(at).startsWith("scene ")
                || !lines.get(at + 1).startsWith("importers ")) {
            throw new Undecided(file + " is not a recording: it does not begin with '" + HEAD + "', scene and importers");
        }
        final List<Move> moves = new ArrayList<>();
        for (int n = at + 2; n < lines.size(); n++) {
            final String line = lines.get(n).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                moves.add(move(file, n + 1, line));
            }
        }
        if (moves.isEmpty()) {
            throw new Undecided(file + " has no move");
        }
        return new Recording(
                at == 1 ? USUAL : lines.get(1).substring(8), lines.get(at).substring(6), lines.get(at + 1).substring(10), moves);
    }

    private static Move move(final Path file, final int number, final String line) throws Undecided {
        final List<String> words = List.of(line.split(" +"));
        for (final Kind k : Kind.values()) {
            if (words.get(0).equals(k.name().toLowerCase(java.util.Locale.ROOT)) && words.size() >= 2) {
                final int least = k == Kind.BEGIN ? 4 : k == Kind.OVER ? 3 : 2;
                if (words.size() >= least) {
                    return new Move(k, words.get(1), words.subList(2, words.size()));
                }
            }
        }
        throw new Undecided(file + " line " + number + " is no move: " + line);
    }
}

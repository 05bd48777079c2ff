// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A litmus test: few calls, made by threads that race, from a start state. Immutable.
 *
 * <p><b>Text</b>, in the manner of herd7. Comments stand between {@code (*} and {@code *)}.
 *
 * <pre>
 * Revoke map-against-revoke                    the name, which is that of the file
 * "What it is about, in a sentence."
 * on races with i1 = virtio                    who shares the buffer; may be left out
 * {                                            the start state: whole calls, one after the other,
 *   driver:i1 attach = OK;                     each with the result that it must have
 * }
 *  driver:i1 map    | exporter:x1 revoke ;     rows; a column a thread, at most three
 *  driver:i1 unmap? |                    ;     ?: only if the spec allows the call at that moment
 * finally {                                    calls that are made when all columns are done; may be left out
 *   exporter:x2 restore;
 * }
 * ~exists (driver:i1 map = OK /\ driver:i1 unmap = -)
 * </pre>
 *
 * A call names its process, the operation and its argument, if it has one: {@code driver:i1 submit BOOKKEEP}, or
 * {@code driver:i1 submit(BOOKKEEP)}. A column may act for several processes, but all calls of a process stand in one
 * column; the calls after {@code finally} may be of any process. An optional call that is skipped has the result
 * {@code -}.
 *
 * <p>After {@code on} stands a scene of the techniques, with the name of another design than {@code Reference} before it, as
 * in {@code Mover/exporters}; after {@code with}, which of the populations of the scene it is. Without {@code on} a test is
 * about a dynamic importer, i1, and a revocable one, i2.
 *
 * <p>The condition at the end may be left out. {@code exists (p)}: there is an outcome of which p is true;
 * {@code ~exists (p)}: there is none; {@code forall (p)}: it is true of each. In p, {@code call = RESULT} names a call
 * as above, with {@code #2} behind it if it is the second of that name, those after {@code finally} counted last; {@code ~}, {@code /\}, {@code \/} and
 * parentheses mean what they mean in TLA+.
 *
 * @param file where it stands, for messages
 * @param text what it is about; may be empty
 * @param stage on which it is played
 * @param columns the calls of each thread that races
 * @param last the calls that are made when all columns are done; may be empty
 * @param condition null if there is none
 */
public record Litmus(
        Path file,
        String name,
        String text,
        Stage stage,
        List<Start> start,
        List<List<Call>> columns,
        List<Call> last,
        Condition condition) {
    /** A call of the start state, and the result that it must have. */
    public record Start(Call call, String result) {
        @Override
        public String toString() {
            return call + " = " + result;
        }
    }

    /**
     * Who shares the buffer.
     *
     * @param scene as {@code Mover/exporters}; empty for the usual one
     * @param kinds of some of those who share it, by name: all populations of the scene but one have others
     * @param line where it stands in its file, from 1
     */
    public record Stage(String scene, SortedMap<String, String> kinds, int line) {
        /** Of a test that does not say. */
        public static final Stage USUAL = new Stage("", Collections.emptySortedMap(), 1);

        /** As it can stand in a file; empty for the usual one. */
        @Override
        public String toString() {
            return scene.isEmpty() ? "" : "on " + scene + (kinds.isEmpty() ? "" : " with " + kinds.entrySet().stream()
                    .map(k -> k.getKey() + " = " + k.getValue())
                    .collect(Collectors.joining(", ")));
        }
    }

    /** How the names of files end. */
    public static final String SUFFIX = ".litmus";

    public Litmus {
        start = List.copyOf(start);
        columns = columns.stream().map(List::copyOf).toList();
        last = List.copyOf(last);
    }

    /** The columns, and behind them the calls after {@code finally}, if there are any. */
    public List<List<Call>> parts() {
        return last.isEmpty() ? columns : Stream.concat(columns.stream(), Stream.of(last)).toList();
    }

    /** The same test with another text. */
    public Litmus saying(final String other) {
        return new Litmus(file, name, other, stage, start, columns, last, condition);
    }

    /** All calls, column by column, those after {@code finally} last. */
    public List<Call> calls() {
        return parts().stream().flatMap(List::stream).toList();
    }

    /** @throws BadLitmus naming file, line and reason, if it is none, or cannot be read */
    public static Litmus read(final Path file) throws BadLitmus {
        try {
            return new Parser(file, Files.readString(file, StandardCharsets.UTF_8)).litmus();
        } catch (CharacterCodingException e) {
            throw new BadLitmus(file, "this is no text in UTF-8");
        } catch (IOException e) {
            throw new BadLitmus(file, Files.isDirectory(file) ? "this is a folder, not a litmus file" : Undecided.reason(e));
        }
    }

    /** All litmus tests of a folder, by name; at least one. */
    public static List<Litmus> folder(final Path folder) throws BadLitmus {
        final List<Litmus> list = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path f : files.filter(p -> p.toString().endsWith(SUFFIX)).sorted().toList()) {
                list.add(read(f));
            }
        } catch (IOException e) {
            throw new BadLitmus(folder, Undecided.reason(e));
        }
        if (list.isEmpty()) {
            throw new BadLitmus(folder, "no file in it ends with " + SUFFIX);
        }
        return list;
    }
}

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
 * <p><b>Text</b>, in the style of herd7. Comments are between {@code (*} and {@code *)}.
 *
 * <pre>
 * Revoke map-against-revoke                    the name, which is that of the file
 * "What it is about, in a sentence."
 * on races with i1 = virtio                    the users of the buffer; may be omitted
 * {                                            the start state: whole calls, one after the other,
 *   driver:i1 attach = OK;                     each with its required result
 * }
 *  driver:i1 map    | exporter:x1 revoke ;     rows; one column for each thread, at most three
 *  driver:i1 unmap? |                    ;     ?: only if the spec allows the call at that moment
 * finally {                                    calls that are made when all columns are done; may be omitted
 *   exporter:x2 restore;
 * }
 * ~exists (driver:i1 map = OK /\ driver:i1 unmap = -)
 * </pre>
 *
 * A call names its process, the operation and its argument, if it has one: {@code driver:i1 submit BOOKKEEP}, or
 * {@code driver:i1 submit(BOOKKEEP)}. A column may contain several processes, but all calls of a process are in one column; the
 * calls after {@code finally} may belong to any process. A skipped optional call has the result {@code -}.
 *
 * <p>After {@code on} comes a scene of the techniques, preceded by the name of its design if that is not {@code Reference}, as in
 * {@code Mover/exporters}; after {@code with}, which of the scene's populations is meant. Without {@code on} a test has a dynamic
 * importer, i1, and a revocable one, i2.
 *
 * <p>The condition at the end may be omitted. {@code exists (p)}: there is an outcome for which p is true; {@code ~exists (p)}:
 * there is none; {@code forall (p)}: p is true for each. In p, {@code call = RESULT} names a call as above, followed by
 * {@code #2} if it is the second with that name, where those after {@code finally} count last; {@code ~}, {@code /\}, {@code \/}
 * and parentheses have the same meaning as in TLA+.
 *
 * @param file for messages
 * @param text what it is about; may be empty
 * @param stage its scene and users
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
    /** A call of the start state, and its required result. */
    public record Start(Call call, String result) {
        @Override
        public String toString() {
            return call + " = " + result;
        }
    }

    /**
     * The scene and the users of the buffer.
     *
     * @param scene as {@code Mover/exporters}; empty for the usual one
     * @param kinds of some of the users, by name: they determine exactly one population of the scene
     * @param line in its file, from 1
     */
    public record Stage(String scene, SortedMap<String, String> kinds, int line) {
        /** The stage of a test that names none. */
        public static final Stage USUAL = new Stage("", Collections.emptySortedMap(), 1);

        /** In the form of a file; empty for the usual one. */
        @Override
        public String toString() {
            return scene.isEmpty() ? "" : "on " + scene + (kinds.isEmpty() ? "" : " with " + kinds.entrySet().stream()
                    .map(k -> k.getKey() + " = " + k.getValue())
                    .collect(Collectors.joining(", ")));
        }
    }

    /** The suffix of the files. */
    public static final String SUFFIX = ".litmus";

    public Litmus {
        start = List.copyOf(start);
        columns = columns.stream().map(List::copyOf).toList();
        last = List.copyOf(last);
    }

    /** The columns, followed by the calls after {@code finally}, if there are any. */
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

    /** @throws BadLitmus with file, line and reason, if the file is no litmus test, or cannot be read */
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

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import java.util.Comparator;
import java.util.List;

/**
 * A cut: impl with one piece of its concurrency left out.
 *
 * @param where the class and the method that contain the piece, without packages
 * @param text of the piece, with single spaces; followed by {@code  (2)} if it is the second such piece of the method
 * @param file that contains the piece
 * @param edits of that file
 */
public record Cut(String where, Kind kind, String text, SourceFile file, List<Edit> edits) {

    /** What kind of piece is left out. */
    public enum Kind {
        /** A test that ends the method, a call that only tests, or an assertion: the test is not made. */
        GUARD("guard"),
        /** The condition of an {@code if} around an action: the action is always taken. */
        CONDITION("condition"),
        /** A choice between two values: the first is never taken. */
        NEVER("never"),
        /** A choice between two values: the first is always taken. */
        ALWAYS("always"),
        /** A lock together with its unlock, or a monitor. */
        LOCK("lock"),
        /** An unlock: the lock stays held. */
        UNLOCK("unlock"),
        /** A wait: the thread goes on at once. */
        WAIT("wait"),
        /** The retest of a loop's condition: the body runs at most once. */
        RETEST("retest"),
        /** The {@code volatile} of a field. */
        VOLATILE("volatile"),
        /** A handler: the exception propagates. */
        CATCH("catch"),
        /** A {@code finally} block. */
        FINALLY("finally"),
        /** A write to a field, or to an atomic variable. */
        UPDATE("update"),
        /** The comparison of a compareAndSet: it sets whatever the value was. */
        COMPARE("compare"),
        /** The atomicity of a compareAndSet: it reads, and then sets. */
        ATOMIC("atomic"),
        /** A wake-up: the waiting threads are not woken. */
        WAKE("wake");

        private final String word;

        Kind(final String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * An edit: replaces a part of a file.
     *
     * @param from the first character
     * @param to the one after the last
     */
    public record Edit(int from, int to, String text) {}

    /** The cut's name. It has no line number, so that it stays the same when other lines change. */
    public String name() {
        return name(where, kind.toString(), text);
    }

    static String name(final String where, final String kind, final String text) {
        return where + " " + kind + ": " + text;
    }

    /** The line at which the piece begins, for display. */
    public int line() {
        final int from = edits.stream().mapToInt(Edit::from).min().orElseThrow();
        return (int) file.text().substring(0, from).chars().filter(c -> c == '\n').count() + 1;
    }

    /** The text of the file without the piece. */
    public String changed() {
        final StringBuilder text = new StringBuilder(file.text());
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::from).reversed())
                .forEach(e -> text.replace(e.from, e.to, e.text));
        return text.toString();
    }
}

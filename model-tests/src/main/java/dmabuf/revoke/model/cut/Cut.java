// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import java.util.Comparator;
import java.util.List;

/**
 * One piece of impl's concurrency that is left out, and where it stands.
 *
 * @param where the class and the method in which it stands, without packages
 * @param text of the piece, with single spaces; with {@code  (2)} after it if the method has it a second time
 * @param file in which it stands
 * @param edits of that file
 */
public record Cut(String where, Kind kind, String text, SourceFile file, List<Edit> edits) {

    /** What is left out. */
    public enum Kind {
        /** A test that ends the method, a call that does nothing but test, an assertion: nothing is tested. */
        GUARD("guard"),
        /** The condition of an {@code if} under which something is done: it is done always. */
        CONDITION("condition"),
        /** A choice of two values: the first is never taken. */
        NEVER("never"),
        /** A choice of two values: the first is always taken. */
        ALWAYS("always"),
        /** A lock and the unlock that belongs to it; a monitor. */
        LOCK("lock"),
        /** An unlock: the lock stays held. */
        UNLOCK("unlock"),
        /** A wait for something: it goes on at once. */
        WAIT("wait"),
        /** The second look at the condition of a loop: it is gone through once. */
        RETEST("retest"),
        /** A field that is not volatile any more. */
        VOLATILE("volatile"),
        /** A handler: what is thrown goes on. */
        CATCH("catch"),
        /** What is done at the end, whatever is thrown. */
        FINALLY("finally"),
        /** A write to a field, or to an atomic variable. */
        UPDATE("update"),
        /** What a compareAndSet compares: it sets, whatever was there. */
        COMPARE("compare"),
        /** That a compareAndSet is one step: it looks, and then sets. */
        ATOMIC("atomic"),
        /** Whoever waits is not told. */
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
     * A part of a file, and what comes in its place.
     *
     * @param from the first character
     * @param to the one after the last
     */
    public record Edit(int from, int to, String text) {}

    /** What names it: no line number, so that it lasts. */
    public String name() {
        return name(where, kind.toString(), text);
    }

    static String name(final String where, final String kind, final String text) {
        return where + " " + kind + ": " + text;
    }

    /** The line at which it begins, for people. */
    public int line() {
        final int from = edits.stream().mapToInt(Edit::from).min().orElseThrow();
        return (int) file.text().substring(0, from).chars().filter(c -> c == '\n').count() + 1;
    }

    /** The text of its file without it. */
    public String changed() {
        final StringBuilder text = new StringBuilder(file.text());
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::from).reversed())
                .forEach(e -> text.replace(e.from, e.to, e.text));
        return text.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words that the logs of a round may contain, by number. All words are made before the threads begin. */
final class Words {
    /** What a word says about its call. */
    enum Kind {
        CALL,
        RETURN,
        /** The beginning of a call that was refused as misuse. */
        TRY,
        /** The end of such a call. */
        REFUSED,
        /** The beginning of a call that was ended by an interrupt or an exception, and had no effect. */
        STARTED,
        /** The end of such a call. */
        BROKEN
    }

    /**
     * A word.
     *
     * @param buffer to which it belongs
     * @param event the call or the return; for all other kinds the call
     */
    record Word(int buffer, Kind kind, Event event) {
        /** Whether it begins something: then it goes first if stamps are equal. */
        boolean begins() {
            return kind == Kind.CALL || kind == Kind.TRY || kind == Kind.STARTED;
        }

        /** Whether it belongs to the history of a participant: its own words, and those of the exporter's threads. */
        boolean concerns(final int ofBuffer, final String who) {
            final String process = event.process();
            return buffer == ofBuffer && (process.startsWith("exporter:") || process.endsWith(":" + who));
        }

        @Override
        public String toString() {
            return switch (kind) {
                case CALL, RETURN -> event.toString();
                case TRY -> event.toString().replace(" calls ", " tries ");
                case REFUSED -> event.toString().replace(" calls ", " is refused ");
                case STARTED -> event.toString().replace(" calls ", " starts ");
                case BROKEN -> event.toString().replace(" calls ", " breaks off ");
            };
        }
    }

    private final List<Word> words = new ArrayList<>();
    private final Map<Word, Integer> numbers = new HashMap<>();

    /** The number of a word; a new word is added. */
    int of(final int buffer, final Kind kind, final Event event) {
        final Word w = new Word(buffer, kind, event);
        return numbers.computeIfAbsent(w, k -> {
            words.add(k);
            return words.size() - 1;
        });
    }

    Word get(final int number) {
        return words.get(number);
    }

    int size() {
        return words.size();
    }
}

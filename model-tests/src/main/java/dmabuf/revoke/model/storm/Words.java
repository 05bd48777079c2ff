// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can stand in the logs of a round, by number. All words are made before its threads begin. */
final class Words {
    /** What a word says of its call. */
    enum Kind {
        CALL,
        RETURN,
        /** The beginning of a call that was refused as misuse. */
        TRY,
        /** The end of it. */
        REFUSED,
        /** The beginning of a call that was broken off, by an interrupt or a throw, and had no effect. */
        STARTED,
        /** The end of it. */
        BROKEN
    }

    /**
     * A word.
     *
     * @param buffer of which it speaks
     * @param event the call or the return; of all others the call
     */
    record Word(int buffer, Kind kind, Event event) {
        /** Whether something begins with it: on a tie it goes first. */
        boolean begins() {
            return kind == Kind.CALL || kind == Kind.TRY || kind == Kind.STARTED;
        }

        /** Whether it is of the history of a participant: its own, and those of the exporter's threads. */
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

    /** The number of a word, which is made if it is new. */
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

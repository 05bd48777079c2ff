// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import java.util.List;

/** The calls of a race in Lincheck's form, one word each: the number of the thread, then the call. */
final class Word {
    /** The start of the first word; the number of the race follows. */
    private static final String RACE = "race ";

    /** The thread number of a call before the race. */
    static final int BEFORE = -1;

    /** All races; set before Lincheck begins. */
    static List<Race> races = List.of();

    private Word() {}

    /** The word that selects the race. */
    static String ofRace(final int number) {
        return RACE + number;
    }

    /** The word of a call. */
    static String of(final int thread, final String call) {
        return thread + " " + call;
    }

    static boolean begins(final String word) {
        return word.startsWith(RACE);
    }

    static Race race(final String word) {
        return races.get(Integer.parseInt(word.substring(RACE.length())));
    }

    static int thread(final String word) {
        return Integer.parseInt(word.substring(0, word.indexOf(' ')));
    }

    static String call(final String word) {
        return word.substring(word.indexOf(' ') + 1);
    }

    /** The role of the process of a call: {@code driver}. */
    static String role(final String call) {
        return call.substring(0, call.indexOf(':'));
    }

    static boolean isSubmit(final String call) {
        return call.contains(" submit ");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * In how many schedules of each race of {@link Beside} two calls were under way at one time. Lincheck runs one thread at a time,
 * and ignores this class.
 */
final class Overlaps {
    private static final int[] MET = new int[Beside.RACES.size()];

    private int race;
    private int open;
    private boolean met;

    /** Says which race it is. */
    String of(final int number) {
        race = number;
        return "";
    }

    void begin() {
        open++;
        if (open > 1 && !met) {
            met = true;
            MET[race]++;
        }
    }

    void end() {
        open--;
    }

    /** {@return in how many schedules of all races} */
    static int all() {
        int all = 0;
        for (final int met : MET) {
            all += met;
        }
        return all;
    }

    /** {@return the races in no schedule of which two calls overlapped: they have shown nothing} */
    static List<String> none() {
        final List<String> none = new ArrayList<>();
        for (int n = 0; n < MET.length; n++) {
            if (MET[n] == 0) {
                none.add(Beside.RACES.get(n));
            }
        }
        return none;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the units: the units are sorted by name and dealt out like cards, so that each machine with the same code knows its
 * own.
 *
 * @param number from 1
 * @param of the number of shards
 */
public record Shard(int number, int of) {
    /** All units. */
    public static final Shard ALL = new Shard(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** @throws IllegalArgumentException if the text is no shard, as {@code 3/16} */
    public static Shard of(final String text) {
        final Matcher m = TEXT.matcher(text);
        if (m.matches()) {
            final Shard s = new Shard(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
            if (s.number >= 1 && s.number <= s.of) {
                return s;
            }
        }
        throw new IllegalArgumentException("a shard is the number of a part and that of all, as 3/16, not '" + text + "'");
    }

    /** Its units. */
    List<Plan> deal(final List<Plan> all) throws Undecided {
        final List<Plan> sorted = all.stream().sorted((a, b) -> a.unit().compareTo(b.unit())).toList();
        final List<Plan> mine = new ArrayList<>();
        for (int n = number - 1; n < sorted.size(); n += of) {
            mine.add(sorted.get(n));
        }
        if (mine.isEmpty()) {
            throw new Undecided("shard " + this + " has no unit: there are only " + sorted.size());
        }
        return mine;
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names of events as small numbers, found by their bytes without making a string; and how often each was met and used. At
 * most {@value #LIMIT} names: all later ones share one number. Not thread-safe.
 */
public final class Vocabulary {
    static final int LIMIT = 4096;
    private static final Kind[] KINDS = Kind.values();
    private static final String RETURN = "_ret";

    private final List<byte[]> names = new ArrayList<>();
    private final int[] base = new int[LIMIT + 1];
    private final int[] table = new int[4 * LIMIT];
    private final long[] met = new long[LIMIT + 1];
    private final long[] used = new long[LIMIT + 1];

    public Vocabulary() {
        Arrays.fill(base, -1);
        for (final Kind k : KINDS) {
            final int id = add(k == Kind.OTHER ? "(more than " + LIMIT + " names)" : k.event());
            if (id != k.ordinal()) {
                throw new AssertionError(k);
            }
        }
        for (final Kind k : KINDS) {
            pair(k.ordinal());
        }
    }

    private int add(final String name) {
        final byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return id(bytes, 0, bytes.length);
    }

    /** The number of a name. */
    public int id(final byte[] text, final int from, final int to) {
        int hash = to - from;
        for (int n = from; n < to; n++) {
            hash = 31 * hash + text[n];
        }
        int at = (hash ^ hash >>> 16) & table.length - 1;
        while (table[at] != 0) {
            final byte[] name = names.get(table[at] - 1);
            if (name.length == to - from && Arrays.equals(name, 0, name.length, text, from, to)) {
                return table[at] - 1;
            }
            at = at + 1 & table.length - 1;
        }
        if (names.size() >= LIMIT) {
            return Kind.OTHER.ordinal();
        }
        final byte[] name = Arrays.copyOfRange(text, from, to);
        names.add(name);
        table[at] = names.size();
        final int id = names.size() - 1;
        if (id >= KINDS.length) {
            pair(id);
        }
        return id;
    }

    /** For the name of a return, finds or adds the name of the entry. */
    private void pair(final int id) {
        final String name = name(id);
        if (name.endsWith(RETURN) && name.length() > RETURN.length()) {
            base[id] = add(name.substring(0, name.length() - RETURN.length()));
        }
    }

    public Kind kind(final int id) {
        return id < KINDS.length ? KINDS[id] : Kind.OTHER;
    }

    /** The number of the entry's name if this is the name of a return; else -1. */
    public int entry(final int id) {
        return base[id];
    }

    public String name(final int id) {
        return new String(names.get(id), StandardCharsets.ISO_8859_1);
    }

    public int size() {
        return names.size();
    }

    public void meet(final int id) {
        met[id]++;
    }

    public void use(final int id) {
        used[id]++;
    }

    public long met(final int id) {
        return met[id];
    }

    public long used(final int id) {
        return used[id];
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.tlc.Undecided;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds names as people type them: case does not matter, and for a mistyped name the nearest is proposed. */
public final class Names {
    private Names() {}

    /**
     * The name that was meant.
     *
     * @param what kind of name it is, for example "design"
     * @throws Undecided if there is none; the message proposes the nearest, or lists all if none is near
     */
    public static String find(final String what, final String typed, final Collection<String> all) throws Undecided {
        if (all.contains(typed)) {
            return typed;
        }
        final List<String> same = all.stream().filter(n -> n.equalsIgnoreCase(typed)).toList();
        if (same.size() == 1) {
            return same.get(0);
        }
        throw none(what, typed, all);
    }

    /** Whether a name is in a list; case does not matter. */
    public static boolean has(final Collection<String> all, final String typed) {
        return all.stream().anyMatch(typed::equalsIgnoreCase);
    }

    /** The exception for a name that does not exist. Its message proposes the nearest name, or lists all if none is near. */
    public static Undecided none(final String what, final String typed, final Collection<String> all) {
        return new Undecided((typed.isBlank() ? "the name of a " + what + " is empty. " : "no " + what + " is called " + typed + ". ")
                + proposal(typed, all));
    }

    /** The words of a list, with spaces or commas between and around them; one empty word if there is none. */
    public static String[] words(final String typed) {
        return typed.replaceAll("^[\\s,]+|[\\s,]+$", "").split("[\\s,]+");
    }

    /** The question whether the nearest names were meant, or a list of all names if none is near. */
    public static String proposal(final String typed, final Collection<String> all) {
        final List<String> near = all.stream()
                .filter(n -> near(typed.toLowerCase(Locale.ROOT), n.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt(n -> distance(typed, n)))
                .limit(3)
                .toList();
        return near.isEmpty() ? "There are " + String.join(", ", all)
                : "Did you mean " + String.join(" or ", near) + "?";
    }

    private static boolean near(final String typed, final String name) {
        final boolean part = typed.length() >= 3 && (name.startsWith(typed) || typed.startsWith(name) && name.length() >= 3);
        return part || distance(typed, name) <= Math.max(1, Math.min(typed.length(), name.length()) / 3);
    }

    /** The Levenshtein distance: how many characters must be inserted, deleted or replaced. */
    private static int distance(final String a, final String b) {
        int[] row = new int[b.length() + 1];
        for (int n = 0; n < row.length; n++) {
            row[n] = n;
        }
        for (int i = 1; i <= a.length(); i++) {
            final int[] next = new int[row.length];
            next[0] = i;
            for (int n = 1; n < row.length; n++) {
                final int changed = row[n - 1] + (a.charAt(i - 1) == b.charAt(n - 1) ? 0 : 1);
                next[n] = Math.min(changed, 1 + Math.min(row[n], next[n - 1]));
            }
            row = next;
        }
        return row[b.length()];
    }
}

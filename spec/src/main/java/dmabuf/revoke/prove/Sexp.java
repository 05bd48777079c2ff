// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression as solvers print it: a word, or a list in parentheses. Bars around a word are taken away. */
record Sexp(String word, List<Sexp> parts) {
    private static final Pattern TOKEN = Pattern.compile("\\(|\\)|\\|[^|]*\\||[^\\s()|]+");

    /** All expressions in a text. */
    static List<Sexp> all(final String text) {
        final Matcher m = TOKEN.matcher(text);
        final List<Sexp> all = new ArrayList<>();
        while (m.find()) {
            all.add(read(m));
        }
        return all;
    }

    private static Sexp read(final Matcher m) {
        if (!m.group().equals("(")) {
            return new Sexp(m.group().replace("|", ""), List.of());
        }
        final List<Sexp> parts = new ArrayList<>();
        while (m.find() && !m.group().equals(")")) {
            parts.add(read(m));
        }
        return new Sexp("", parts);
    }

    /** A word, or a negative number. */
    String text() {
        return parts.isEmpty() ? word : parts.get(0).word + parts.get(1).word;
    }
}

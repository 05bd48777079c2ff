// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A spec that contains all its mutants: each piece tests whether it is the one that is left out.
 *
 * <p>A guard becomes {@code (IF Dropped("m7") THEN TRUE ELSE guard)}, an update
 * {@code (IF Dropped("m8") THEN UNCHANGED <<x>> ELSE x' = e)}. The pieces keep their columns, so that lists of conjuncts stay
 * aligned.
 */
final class Wrapped {
    /** The module that defines Dropped. */
    private static final String DROPPED = "Dropping";

    private Wrapped() {}

    /** @param cuts by the names that are the arguments of {@code Dropped} */
    static SpecText of(final SpecText spec, final SortedMap<String, Cut> cuts) throws Undecided {
        final SortedMap<String, StringBuilder> modules = new TreeMap<>();
        // From the end to the start, so that the remaining places stay valid.
        final List<String> names = cuts.keySet().stream()
                .sorted(Comparator.comparing(cuts::get, Comparator.reverseOrder()))
                .toList();
        for (final String name : names) {
            final Cut c = cuts.get(name);
            if (!modules.containsKey(c.module())) {
                modules.put(c.module(), new StringBuilder(spec.file(c.module())));
            }
            wrap(modules.get(c.module()), name, c);
        }
        SpecText wrapped = spec;
        for (final String module : modules.keySet()) {
            wrapped = wrapped.with(module, extended(modules.get(module).toString()));
        }
        return wrapped;
    }

    private static String extended(final String module) {
        return Pattern.compile("(?m)^EXTENDS ").matcher(module).find()
                ? module.replaceFirst("(?m)^EXTENDS ", "EXTENDS " + DROPPED + ", ")
                : module.replaceFirst("\n", "\nEXTENDS " + DROPPED + "\n");
    }

    private static void wrap(final StringBuilder module, final String name, final Cut c) {
        final int from = offset(module, c.place().line(), c.place().column());
        final int to = offset(module, c.place().lastLine(), c.place().lastColumn()) + 1;
        if (c.kind() == Cut.Kind.STEP) {
            step(module, name, from, to);
            return;
        }
        final String instead = c.kind() == Cut.Kind.GUARD
                ? "TRUE"
                : "UNCHANGED <<" + String.join(", ", c.variables()) + ">>";
        module.insert(to, ")\n" + " ".repeat(c.place().lastColumn()));
        module.insert(
                from, "(IF Dropped(\"" + name + "\") THEN " + instead + " ELSE\n" + " ".repeat(c.place().column() - 1));
    }

    /** An element of a sequence: {@code <<a, b>>} becomes {@code << >> \o Kept("m1", <<a>>) \o Kept("m2", <<b>>) \o << >>}. */
    private static void step(final StringBuilder module, final String name, final int from, final int to) {
        int after = to;
        while (Character.isWhitespace(module.charAt(after))) {
            after++;
        }
        if (module.charAt(after) == ',') {
            module.setCharAt(after, ' ');
        }
        module.insert(to, ">>) \\o <<");
        module.insert(from, ">> \\o Kept(\"" + name + "\", <<");
    }

    /** The text at a place. */
    static String text(final String module, final Cut.Place p) {
        final StringBuilder s = new StringBuilder(module);
        return module.substring(offset(s, p.line(), p.column()), offset(s, p.lastLine(), p.lastColumn()) + 1);
    }

    private static int offset(final StringBuilder module, final int line, final int column) {
        int at = 0;
        for (int n = 1; n < line; n++) {
            at = module.indexOf("\n", at) + 1;
        }
        return at + column - 1;
    }
}

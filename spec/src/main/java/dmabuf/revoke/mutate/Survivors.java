// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The mutants that nothing kills, each with the reason why that is no hole: spec/src/main/tla/survivors.tsv.
 *
 * <p>Lines of fields with tabs between them; {@code reason ID SENTENCE}, then {@code survivor ID MODULE ACTION TEXT} for
 * each mutant of which it is true. A reason of nothing is an error, as is a survivor without one.
 *
 * @param reasons by {@link Cut#name}
 */
record Survivors(Map<String, String> reasons) {
    static final String FILE = "survivors.tsv";

    static Survivors load(final SpecText spec) throws Undecided {
        return parse(spec.file(FILE));
    }

    static Survivors parse(final String text) throws Undecided {
        final Map<String, String> sentences = new LinkedHashMap<>();
        final Map<String, String> reasons = new LinkedHashMap<>();
        final Set<String> unused = new LinkedHashSet<>();
        int n = 0;
        for (final String line : text.split("\n")) {
            n++;
            final String[] f = line.split("\t");
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (f[0].equals("reason") && f.length == 3 && sentences.put(f[1], f[2]) == null) {
                unused.add(f[1]);
            } else if (f[0].equals("survivor") && f.length == 5 && sentences.containsKey(f[1])) {
                unused.remove(f[1]);
                reasons.put(Cut.name(f[2], f[3], f[4]), sentences.get(f[1]));
            } else {
                throw new Undecided(FILE + " line " + n + ": neither a reason nor a survivor with one: " + line);
            }
        }
        if (!unused.isEmpty()) {
            throw new Undecided(FILE + ": reasons of nothing: " + String.join(", ", unused));
        }
        return new Survivors(reasons);
    }

    /** The line that would list a mutant. */
    static String line(final Cut c) {
        return String.join("\t", "survivor", "WHY", c.module().replace(".tla", ""), c.action(), c.text());
    }
}

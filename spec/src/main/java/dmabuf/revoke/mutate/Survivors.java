// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The mutants that nothing kills, each with the reason why that is acceptable: spec/src/main/tla/survivors.tsv.
 *
 * <p>The format is {@link ReasonLines}, with {@code survivor ID MODULE ACTION TEXT} for each mutant.
 *
 * @param reasons by {@link Cut#name}
 */
record Survivors(Map<String, String> reasons) {
    static final String FILE = "survivors.tsv";

    static Survivors load(final SpecText spec) throws Undecided {
        return parse(spec.file(FILE));
    }

    static Survivors parse(final String text) throws Undecided {
        final Map<String, String> reasons = new LinkedHashMap<>();
        for (final ReasonLines.Line l : ReasonLines.parse(FILE, text, Set.of("survivor"))) {
            reasons.put(Cut.name(l.fields().get(0), l.fields().get(1), l.fields().get(2)), l.sentence());
        }
        return new Survivors(reasons);
    }

    /** The line that would list a mutant. */
    static String line(final Cut c) {
        return String.join("\t", "survivor", "WHY", c.module().replace(".tla", ""), c.action(), c.text());
    }
}

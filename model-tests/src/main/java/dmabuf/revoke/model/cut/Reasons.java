// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import dmabuf.revoke.mutate.ReasonLines;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cuts that nothing catches, each with a reason: model-tests/cuts/survivors.tsv.
 *
 * <p>{@link ReasonLines}, with {@code survivor ID WHERE KIND TEXT} for each cut, or {@code chance ID WHERE KIND TEXT} for a cut
 * that threads on real cores catch only on some days.
 */
final class Reasons {
    static final String FILE = "model-tests/cuts/survivors.tsv";

    private static final String CHANCE = "chance";

    /**
     * The reason why a cut may survive.
     *
     * @param chance whether the cut may also be caught
     */
    record Reason(String sentence, boolean chance) {}

    private final Map<String, Reason> byName;

    private Reasons(final Map<String, Reason> byName) {
        this.byName = byName;
    }

    static Reasons load(final Path home) throws Undecided {
        try {
            return parse(Files.readString(home.resolve(FILE)));
        } catch (IOException e) {
            throw new Undecided("cannot read " + home.resolve(FILE), e);
        }
    }

    static Reasons parse(final String text) throws Undecided {
        final Map<String, Reason> byName = new LinkedHashMap<>();
        for (final ReasonLines.Line l : ReasonLines.parse(FILE, text, Set.of("survivor", CHANCE))) {
            byName.put(Cut.name(l.fields().get(0), l.fields().get(1), l.fields().get(2)),
                    new Reason(l.sentence(), l.word().equals(CHANCE)));
        }
        return new Reasons(byName);
    }

    /** The names of the listed cuts. */
    Set<String> names() {
        return byName.keySet();
    }

    Optional<Reason> of(final Cut c) {
        return Optional.ofNullable(byName.get(c.name()));
    }

    /** The line that lists a cut. */
    static String line(final Cut c) {
        return String.join("\t", "survivor", "WHY", c.where(), c.kind().toString(), c.text());
    }
}

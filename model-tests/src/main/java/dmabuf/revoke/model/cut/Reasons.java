// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cuts that nothing catches, each with the reason why: model-tests/cuts/survivors.tsv.
 *
 * <p>Lines of fields with tabs between them; {@code reason ID SENTENCE}, then {@code survivor ID WHERE KIND TEXT} for each
 * cut of which it is true, or {@code chance ID WHERE KIND TEXT} for one that threads on real cores catch on some days. A
 * reason of nothing is an error, as is a survivor without one.
 */
final class Reasons {
    static final String FILE = "model-tests/cuts/survivors.tsv";

    /**
     * Why a cut may survive.
     *
     * @param chance whether it may as well be caught
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
        final Map<String, String> sentences = new LinkedHashMap<>();
        final Map<String, Reason> byName = new LinkedHashMap<>();
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
            } else if ((f[0].equals("survivor") || f[0].equals("chance")) && f.length == 5 && sentences.containsKey(f[1])
                    && byName.put(Cut.name(f[2], f[3], f[4]), new Reason(sentences.get(f[1]), f[0].equals("chance"))) == null) {
                unused.remove(f[1]);
            } else {
                throw new Undecided(FILE + " line " + n + ": neither a new reason nor a new survivor with one: " + line);
            }
        }
        if (!unused.isEmpty()) {
            throw new Undecided(FILE + ": reasons of nothing: " + String.join(", ", unused));
        }
        return new Reasons(byName);
    }

    /** The names of the cuts that are listed. */
    Set<String> names() {
        return byName.keySet();
    }

    Optional<Reason> of(final Cut c) {
        return Optional.ofNullable(byName.get(c.name()));
    }

    /** The line that would list a cut. */
    static String line(final Cut c) {
        return String.join("\t", "survivor", "WHY", c.where(), c.kind().toString(), c.text());
    }
}

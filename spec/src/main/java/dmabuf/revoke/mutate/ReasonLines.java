// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The format of a list of mutants or cuts that nothing catches, each with the reason why that is acceptable.
 *
 * <p>The fields of a line are separated by tabs: {@code reason ID SENTENCE}, then {@code WORD ID} and three fields that
 * name an entry with this reason. A reason without an entry is an error, and so is an entry that occurs twice or has no
 * reason.
 */
public final class ReasonLines {
    /** The line of an entry: its word, the fields that name it, and the sentence of its reason. */
    public record Line(String word, List<String> fields, String sentence) {}

    private ReasonLines() {}

    /**
     * Reads such a list.
     *
     * @param file its name, for messages
     * @param words with which the line of an entry may begin
     */
    public static List<Line> parse(final String file, final String text, final Set<String> words) throws Undecided {
        final Map<String, String> sentences = new LinkedHashMap<>();
        final Map<List<String>, Line> listed = new LinkedHashMap<>();
        final Set<String> unused = new LinkedHashSet<>();
        int n = 0;
        for (final String line : text.split("\n")) {
            n++;
            final List<String> f = List.of(line.split("\t"));
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (f.get(0).equals("reason") && f.size() == 3 && sentences.put(f.get(1), f.get(2)) == null) {
                unused.add(f.get(1));
            } else if (words.contains(f.get(0)) && f.size() == 5 && sentences.containsKey(f.get(1))
                    && listed.put(f.subList(2, 5), new Line(f.get(0), f.subList(2, 5), sentences.get(f.get(1)))) == null) {
                unused.remove(f.get(1));
            } else {
                throw new Undecided(file + " line " + n + ": this is neither a new reason nor a new survivor with a reason: " + line);
            }
        }
        if (!unused.isEmpty()) {
            throw new Undecided(file + ": no survivor has the reasons " + String.join(", ", unused));
        }
        return new ArrayList<>(listed.values());
    }
}

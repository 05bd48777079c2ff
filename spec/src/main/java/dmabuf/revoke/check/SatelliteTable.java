// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is expected of the satellites: spec/src/main/tla/satellites.tsv.
 *
 * <p>Lines of fields with tabs between them; the first field says what the line is:
 *
 * <pre>
 * claim    MODULE  NAME  state|step  SENTENCE        its case is the operator NAMECase of the module
 * variant  MODULE  NAME  right|bug|hazard|mutant  NUMBERS  BREAKS  GENERATED  DISTINCT  DEPTH  SENTENCE
 * reached  MODULE  VARIANT  NUMBERS  NAME  LENGTH  SENTENCE      a state that looks wrong and is allowed
 * </pre>
 *
 * <p>BREAKS is {@code -}, or a claim with the length of its shortest counterexample, {@code FreedOnce=6}, or several
 * with commas between them; all other claims of the module must hold. A variant that is right breaks nothing; a bug was
 * fixed before Linux 7.3 or never merged, a hazard is what Linux 7.3 does, a mutant is seeded so that a claim is seen to
 * fail: each of them must break something.
 */
public record SatelliteTable(List<Claim> claims, List<Variant> variants, List<Reached> reached) {
    public record Claim(String module, String name, String kind, String sentence) {}

    public record Variant(
            String module,
            String name,
            String kind,
            List<String> numbers,
            Map<String, Integer> breaks,
            String counts,
            String sentence) {
        /** Whether it is a known bug or hazard, and not a mutant. */
        boolean known() {
            return kind.equals("bug") || kind.equals("hazard");
        }

        /** The name of the check of a claim, or of a state that must be reached. */
        public String check(final String what) {
            return module + " " + name + " " + what;
        }

        /** Whether a name or a number that a user typed denotes this variant. */
        public boolean means(final String typed) {
            return SatelliteTable.means(typed, module, name, numbers);
        }

        String line(final Map<String, Integer> found, final Graph.Origin o) {
            final String breaks = found.isEmpty()
                    ? "-"
                    : found.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
            return String.join(
                    "\t", "variant", module, name, kind, String.join(",", numbers), breaks, Long.toString(o.generated()),
                    Integer.toString(o.distinct()), Integer.toString(o.depth()), sentence);
        }
    }

    public record Reached(
            String module, String variant, List<String> numbers, String name, int length, String sentence) {
        /** Whether a name or a number that a user typed denotes this state. */
        public boolean means(final String typed) {
            return SatelliteTable.means(typed, module, name, numbers) || typed.equalsIgnoreCase(module + "." + variant);
        }

        String line(final int found) {
            return String.join(
                    "\t", "reached", module, variant, String.join(",", numbers), name, Integer.toString(found), sentence);
        }
    }

    public static final String FILE = "satellites.tsv";

    public static SatelliteTable load(final SpecText spec) throws Undecided {
        return parse(spec.file(FILE));
    }

    static SatelliteTable parse(final String text) throws Undecided {
        final SatelliteTable t = new SatelliteTable(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int n = 0;
        for (final String line : text.split("\n")) {
            n++;
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    t.line(line.split("\t"));
                } catch (RuntimeException e) {
                    throw new Undecided(FILE + " line " + n + ": " + e.getMessage() + ": " + line);
                }
            }
        }
        return t;
    }

    private void line(final String[] f) {
        switch (f[0]) {
            case "claim" -> claims.add(new Claim(f[1], f[2], oneOf(f[3], "state", "step"), f[4]));
            case "variant" -> {
                final Variant v = new Variant(
                        f[1], f[2], oneOf(f[3], "right", "bug", "hazard", "mutant"), numbers(f[4]), breaks(f[5]),
                        counts(Long.parseLong(f[6]), Integer.parseInt(f[7]), Integer.parseInt(f[8])), f[9]);
                if (v.kind().equals("right") != v.breaks().isEmpty()) {
                    throw new IllegalArgumentException("a right variant must break no claim, and any other variant at least one");
                }
                variants.add(v);
            }
            case "reached" -> reached.add(
                    new Reached(f[1], f[2], numbers(f[3]), f[4], Integer.parseInt(f[5]), f[6]));
            default -> throw new IllegalArgumentException("no line starts with '" + f[0] + "'");
        }
    }

    private static String oneOf(final String word, final String... words) {
        if (!List.of(words).contains(word)) {
            throw new IllegalArgumentException("'" + word + "' is none of " + List.of(words));
        }
        return word;
    }

    private static List<String> numbers(final String text) {
        return List.of(text.split(","));
    }

    private static Map<String, Integer> breaks(final String text) {
        final Map<String, Integer> breaks = new LinkedHashMap<>();
        if (!text.equals("-")) {
            for (final String b : text.split(",")) {
                breaks.put(b.substring(0, b.indexOf('=')), Integer.parseInt(b.substring(b.indexOf('=') + 1)));
            }
        }
        return breaks;
    }

    /** The counts of a graph, as they are shown and compared. */
    static String counts(final long generated, final int distinct, final int depth) {
        return distinct + " distinct, " + generated + " generated, depth " + depth;
    }

    /** The modules, in the order of the table. */
    public List<String> modules() {
        return variants.stream().map(Variant::module).distinct().toList();
    }

    public List<Claim> claims(final String module) {
        return claims.stream().filter(c -> c.module().equals(module)).toList();
    }

    public List<Variant> variants(final String module) {
        return variants.stream().filter(v -> v.module().equals(module)).toList();
    }

    public List<Reached> reached(final String module) {
        return reached.stream().filter(r -> r.module().equals(module)).toList();
    }

    /** Whether a name that a user typed denotes this variant: its number, its name, its module, or module and name. */
    private static boolean means(final String typed, final String module, final String name, final List<String> numbers) {
        return Stream.concat(numbers.stream(), Stream.of(name, module, module + "." + name))
                .anyMatch(typed::equalsIgnoreCase);
    }
}

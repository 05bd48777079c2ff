// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tla2sany.semantic.ModuleNode;

/**
 * The knobs of Designs.tla: the values of each, its setting in each design, and what it decides.
 *
 * @param values by knob
 * @param settings by design and by knob
 * @param sentences by knob, the comment after it
 */
public record KnobTable(SortedMap<String, Value> values, Value settings, Map<String, String> sentences) {
    private static final Pattern COMMENT = Pattern.compile("(?s)\\b(\\w+) +\\|->([^|]*?)\\\\\\* ([^\n]+)");

    /** The table as the spec has it. */
    public static KnobTable of(final SpecText spec) throws Undecided {
        final ModuleNode parsed = ParsedSpec.parse(spec, "Bugs");
        final Value knobs = Constants.none().value(parsed.getOpDef("Knobs").getBody());
        final Value designs = Constants.none().value(parsed.getOpDef("DesignTable").getBody());
        final String module = spec.file("Designs.tla");
        return new KnobTable(((Value.Rec) knobs).fields(), designs,
                sentences(module.substring(module.indexOf("Knobs =="), module.indexOf("Linux73 =="))));
    }

    /** The comments of the table, each in one line. */
    private static Map<String, String> sentences(final String table) {
        final Map<String, String> sentences = new TreeMap<>();
        final Matcher m = COMMENT.matcher(table);
        while (m.find()) {
            sentences.put(m.group(1), m.group(3).strip());
        }
        return sentences;
    }

    /** A row for each knob: its name, its values, and what it decides. */
    public String text() {
        return values.keySet().stream()
                .map(k -> String.format("%-14s %s%n%-14s %s%n", k, sentences.getOrDefault(k, "?"), "",
                        String.join(", ", typed(k))))
                .collect(Collectors.joining());
    }

    /** A row for each knob of a design: its setting, with confidence and source. */
    public String text(final SpecText spec, final String design) throws Undecided {
        final SortedMap<String, String> own = Marks.of(spec, design);
        final SortedMap<String, String> linux = Marks.of(spec, "Linux73");
        final StringBuilder rows = new StringBuilder();
        for (final String k : values.keySet()) {
            final Value value = settings.get(design).get(k);
            final String mark = own.getOrDefault(k, !value.equals(settings.get("Linux73").get(k)) ? "its own, without a mark"
                    : design.equals("Linux73") ? "without a mark" : "as Linux73");
            rows.append(String.format("%-14s %-24s %s%n", k, plain(value),
                    mark.equals("as Linux73") ? mark + ": " + linux.getOrDefault(k, "without a mark") : mark));
        }
        return rows.toString();
    }

    /** The values of a knob, as they are typed. */
    private List<String> typed(final String knob) {
        final List<Value> members = ((Value.Members) values.get(knob)).members();
        if (members.stream().allMatch(v -> v instanceof Value.Members)) {
            final TreeSet<String> parts = new TreeSet<>();
            members.forEach(v -> ((Value.Members) v).members().forEach(p -> parts.add(plain(p))));
            return List.of("{" + String.join(",", parts) + "} or fewer of these");
        }
        return members.stream().map(KnobTable::plain).toList();
    }

    /**
     * The changed knobs, by name. A knob or a value that the table does not have is refused, and so is a change without effect.
     */
    public SortedMap<String, Value> turned(final String base, final List<String> asked) throws Undecided {
        final TreeMap<String, Value> turned = new TreeMap<>();
        for (final String s : asked) {
            final String[] parts = s.split("=", 2);
            final String knob = Names.find("knob", parts[0], values.keySet());
            final Value value = value(knob, parts.length == 2 ? parts[1] : "");
            if (turned.put(knob, value) != null) {
                throw new Undecided(knob + " is set twice; set it once");
            }
            if (value.equals(settings.get(base).get(knob))) {
                throw new Undecided(knob + " of " + base + " is " + plain(value) + " already; others: "
                        + typed(knob).stream().filter(v -> !v.equals(plain(value))).collect(Collectors.joining(", ")));
            }
        }
        return turned;
    }

    /** The TLA+ text of a design with some knobs turned. */
    public static String setting(final String base, final SortedMap<String, Value> turned) {
        return turned.isEmpty() ? base : turned.entrySet().stream()
                .map(k -> "!." + k.getKey() + " = " + k.getValue())
                .collect(Collectors.joining(", ", "[" + base + " EXCEPT ", "]"));
    }

    private Value value(final String knob, final String typed) throws Undecided {
        if (!typed.matches("\\{[^{}]*\\}|[^{}]*") || typed.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw new Undecided(knob + " cannot be " + typed + ": a brace or a quote is not closed; it is one of "
                    + String.join(", ", typed(knob)));
        }
        for (final Value v : ((Value.Members) values.get(knob)).members()) {
            if (sorted(plain(v)).equalsIgnoreCase(sorted(typed))) {
                return v;
            }
        }
        throw new Undecided(knob + " cannot be " + (typed.isEmpty() ? "left without a value" : typed) + "; it is one of "
                + String.join(", ", typed(knob)));
    }

    /** The typed value in a form in which the order of a set's members, quotes and blanks make no difference. */
    private static String sorted(final String typed) {
        return Stream.of(typed.replaceAll("[\\s\"{}]", "").split(",")).sorted()
                .collect(Collectors.joining(",", typed.startsWith("{") ? "{" : "", ""));
    }

    /** A value without the quotes that a shell would remove. */
    public static String plain(final Value v) {
        return v.toString().replace("\"", "").replace(", ", ",");
    }
}

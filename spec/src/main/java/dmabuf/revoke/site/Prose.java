// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A module in parts: comments that stand alone, which are read as prose, and definitions. */
final class Prose {
    private static final Pattern TABLE = Pattern.compile("\\S {3,}\\S|^ {2,}\\S");

    private static final Pattern RULE = Pattern.compile("-{4,}( MODULE \\w+ -{4,})?|={4,}");

    private Prose() {}

    /** The parts, in their order, without the rules between them. */
    static List<String> parts(final String module) {
        final List<String> parts = new ArrayList<>();
        final StringBuilder part = new StringBuilder();
        String last = "";
        for (final String line : module.lines().toList()) {
            final boolean begins = !line.isEmpty() && !line.startsWith(" ");
            if (begins && (last.isEmpty() || isComment(line) != isComment(last)) || line.isEmpty() && isComment(last)) {
                add(part, parts);
            }
            if (!RULE.matcher(line).matches()) {
                part.append(line).append('\n');
            }
            last = RULE.matcher(line).matches() ? "" : line;
        }
        add(part, parts);
        return parts;
    }

    private static void add(final StringBuilder part, final List<String> parts) {
        final String text = part.toString().stripTrailing();
        if (!text.isBlank()) {
            parts.add(text.replaceFirst("^\n+", ""));
        }
        part.setLength(0);
    }

    private static boolean isComment(final String line) {
        return line.startsWith("\\*") || line.startsWith("(*");
    }

    /** Whether a part is a comment that can be read as prose; one that is laid out in columns stays as it is. */
    static boolean isProse(final String part) {
        return part.lines().allMatch(Prose::isComment) && lines(part).stream().noneMatch(l -> TABLE.matcher(l).find());
    }

    private static List<String> lines(final String part) {
        return part.lines().map(l -> l.matches("\\(\\*+\\)") ? "" : l.replaceFirst("^\\(\\*+ ?|^\\\\\\* ?", "")
                .replaceFirst(" *\\*+\\)$", "")).toList();
    }

    /** The paragraphs of a comment. */
    static List<String> paragraphs(final String part) {
        final List<String> paragraphs = new ArrayList<>(List.of(""));
        for (final String l : lines(part)) {
            final int last = paragraphs.size() - 1;
            if (l.isBlank()) {
                paragraphs.add("");
            } else {
                paragraphs.set(last, (paragraphs.get(last) + " " + l.strip()).strip());
            }
        }
        paragraphs.removeIf(String::isEmpty);
        return paragraphs;
    }
}

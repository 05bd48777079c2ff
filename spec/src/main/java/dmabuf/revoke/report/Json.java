// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.report;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Manifest;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for programs. */
public final class Json {
    private Json() {}

    static String of(final Report report) {
        return "{\n"
                + "  \"total\": " + text(report.total()) + ",\n"
                + "  \"exitCode\": " + report.exitCode() + ",\n"
                + "  \"missing\": ["
                + report.missing().stream().map(Json::text).collect(Collectors.joining(", ")) + "],\n"
                + "  \"seconds\": " + String.format(Locale.ROOT, "%.3f", report.seconds()) + ",\n"
                + "  \"cells\": [\n"
                + report.result().cells().stream().map(Json::cell).collect(Collectors.joining(",\n"))
                + "\n  ],\n  \"satellites\": [\n"
                + Beside.json(report)
                + "\n  ],\n  \"graphs\": [\n"
                + report.result().graphs().stream().map(Json::graph).collect(Collectors.joining(",\n"))
                + "\n  ],\n  \"fired\": {\n"
                + report.result().fired().entrySet().stream()
                        .map(e -> "    " + text(e.getKey()) + ": " + e.getValue())
                        .collect(Collectors.joining(",\n"))
                + "\n  },\n  \"checks\": [\n"
                + report.checks().stream().map(Json::check).collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String cell(final Cell c) {
        return "    {\"design\": " + text(c.design()) + ", \"property\": " + text(c.property()) + ", \"verdict\": "
                + text(c.verdict().toString())
                + (c.verdict() == Cell.Verdict.REFUTED ? ", \"length\": " + c.length() : "")
                + (c.verdict() == Cell.Verdict.NOT_CLAIMED ? "" : ", \"occasions\": " + c.occasions())
                + (c.reason().isEmpty() ? "" : ", \"reason\": " + text(c.reason())) + "}";
    }

    private static String graph(final Manifest.Counts c) {
        return "    {\"design\": " + text(c.design()) + ", \"scene\": " + text(c.scene()) + ", \"generated\": "
                + c.generated() + ", \"distinct\": " + c.distinct() + ", \"depth\": " + c.depth() + "}";
    }

    private static String check(final Check c) {
        return "    {\"group\": " + text(c.group()) + ", \"name\": " + text(c.name()) + ", \"status\": "
                + text(c.status().name().toLowerCase(Locale.ROOT)) + ", \"detail\": " + text(c.detail())
                + (c.replay().isEmpty() ? "" : ", \"replay\": " + text(c.replay()))
                + (c.kept() ? ", \"keptFrom\": " + text(c.decidedText()) : "") + "}";
    }

    /** A text as a string of JSON, with its quotation marks. */
    public static String text(final String s) {
        final StringBuilder out = new StringBuilder("\"");
        for (final char c : s.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}

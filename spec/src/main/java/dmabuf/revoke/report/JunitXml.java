// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.report;

import dmabuf.revoke.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The checks as JUnit XML, with a suite for each group. */
public final class JunitXml {
    private JunitXml() {}

    static String of(final Report report) {
        return of(report.checks(), report.seconds());
    }

    /** @param seconds for all checks together */
    public static String of(final List<Check> checks, final double seconds) {
        final List<String> groups =
                checks.stream().map(Check::group).distinct().sorted().toList();
        final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append(String.format(
                Locale.ROOT, "<testsuites tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\">%n",
                checks.size(), differ(checks), undecided(checks), notRun(checks), seconds));
        for (final String g : groups) {
            suite(g, checks.stream().filter(c -> c.group().equals(g)).toList(), out);
        }
        return out.append("</testsuites>\n").toString();
    }

    private static void suite(final String group, final List<Check> checks, final StringBuilder out) {
        final List<String> cases = new ArrayList<>();
        for (final Check c : checks) {
            final String head = "    <testcase classname=\"revoke." + escape(group) + "\" name=\"" + escape(c.name()) + "\" time=\""
                    + String.format(Locale.ROOT, "%.3f", c.seconds()) + "\"";
            final String tag = c.differs() ? "failure" : "error";
            cases.add(
                    c.ok()
                            ? head + "><system-out>" + escape(c.detail() + (c.kept() ? "; decided by an earlier run, at " + c.decidedText() : ""))
                                    + "</system-out></testcase>"
                            : c.status() == Check.Status.NOT_RUN
                            ? head + "><skipped message=\"" + escape(c.detail()) + "\"/></testcase>"
                            : head + ">\n      <" + tag + " message=\"" + escape(c.detail()) + "\">"
                                    + escape(c.replay()) + "</" + tag + ">\n    </testcase>");
        }
        out.append(String.format(
                Locale.ROOT,
                "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\">%n%s%n  </testsuite>%n",
                escape(group), checks.size(), differ(checks), undecided(checks), notRun(checks),
                checks.stream().mapToDouble(Check::seconds).sum(), String.join("\n", cases)));
    }

    private static long differ(final List<Check> checks) {
        return checks.stream().filter(Check::differs).count();
    }

    private static long undecided(final List<Check> checks) {
        return checks.stream().filter(c -> c.status() == Check.Status.UNDECIDED).count();
    }

    private static long notRun(final List<Check> checks) {
        return checks.stream().filter(c -> c.status() == Check.Status.NOT_RUN).count();
    }

    /** Text for XML and HTML: the five special characters are escaped, and characters that XML cannot contain are dropped. */
    public static String escape(final String s) {
        return s.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "?");
    }
}

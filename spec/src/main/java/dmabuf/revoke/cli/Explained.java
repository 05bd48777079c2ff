// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Explanation;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The counterexamples of a design, as several subcommands print them. */
final class Explained {
    private Explained() {}

    /**
     * Prints the counterexample of one property, or of all that the design breaks. For a bug, the property that it is known for
     * comes first, and the properties that the unchanged design breaks as well are only named.
     * {@return whether the manifest expects these results; it expects nothing of designs that are made up}
     */
    static boolean print(final Tools tools, final Design d, final String property, final PrintStream out)
            throws Undecided, InterruptedException {
        final List<String> all = List.copyOf(tools.manifest().properties().keySet());
        final List<String> asked = property != null ? List.of(Names.find("property", property, all)) : all;
        final Manifest.Bug bug = tools.manifest().bugs().get(d.name());
        final List<Explanation> explanations = new ArrayList<>(tools.decisions().explanations(d));
        explanations.sort(Comparator.comparing(x -> bug == null || !x.property().equals(bug.shownBy())));
        final List<String> before = new ArrayList<>();
        int broken = 0;
        boolean asExpected = true;
        for (final Explanation x : explanations) {
            final Cell expected = tools.manifest().cell(d.name(), x.property());
            final boolean claimed = expected != null && expected.verdict() != Cell.Verdict.NOT_CLAIMED;
            if (!asked.contains(x.property()) || property == null && expected != null && !claimed) {
                continue;
            }
            asExpected &= !claimed || x.broken() == expected.isRefuted() && (!x.broken() || expected.length() == x.length());
            if (x.broken()) {
                broken++;
                if (property == null && bug != null && !x.property().equals(bug.shownBy())
                        && tools.manifest().refutes(bug.changes(), x.property())) {
                    before.add(x.property());
                } else {
                    show(tools, d, x, out);
                }
            }
        }
        if (bug != null) {
            showBefore(d, bug.changes(), before, out);
        }
        if (broken == 0) {
            out.println(property == null ? d.name() + " keeps every property whose case occurs."
                    : unbroken(explanations, asked.get(0), d.name(), tools.manifest().cell(d.name(), asked.get(0))));
        }
        return asExpected;
    }

    /** A property counts as kept only if its case occurs. */
    private static String unbroken(
            final List<Explanation> explanations, final String property, final String design, final Cell expected)
            throws Undecided {
        final Explanation x = explanations.stream().filter(e -> e.property().equals(property)).findFirst()
                .orElseThrow(() -> new Undecided(property + " was not decided for " + design));
        final Cell cell = x.cell(design).claimed(expected);
        final String why = cell.reason().isEmpty() ? "." : ". " + cell.reason();
        return switch (cell.verdict()) {
            case NOT_CLAIMED -> property + " is not claimed of " + design + why;
            case NO_OCCASION -> design + " gives no occasion for " + property + ": its case never occurs" + why;
            default -> design + " keeps " + property + ".";
        };
    }

    /** Prints the names of the broken properties that another design breaks as well. */
    static void showBefore(final Design d, final String base, final List<String> properties, final PrintStream out) {
        if (!properties.isEmpty()) {
            out.printf("%s also breaks what %s breaks: %s.%n%n", d.name(), base, String.join(", ", properties));
        }
    }

    /** Prints a counterexample. */
    static void show(final Tools tools, final Design d, final Explanation x, final PrintStream out) {
        out.printf("%s breaks %s: %s%n%n%s%n", d.name(), x.property(),
                tools.manifest().properties().get(x.property()).sentence(), x.lanes());
        out.flush();
    }
}

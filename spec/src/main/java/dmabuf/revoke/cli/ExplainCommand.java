// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Counterexample;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Explanation;
import dmabuf.revoke.check.Lanes;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.check.Satellites;
import dmabuf.revoke.service.FileExplainer;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.service.WritableFile;
import dmabuf.revoke.tlc.Undecided;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Shows the shortest counterexample of a design or a bug, or a recorded failure, with one lane for"
                + " each process. If a number has several counterexamples, it lists all and shows the first.",
        footer = {"",
                "Exit codes: 0 there is a counterexample, or none, as the manifest expects; 1 not as it expects;",
                "2 undecided."})
public final class ExplainCommand implements Subcommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "a design, a bug, a satellite, a claim, a number of the reference, or a recording")
    String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PROPERTY", description = "default: all properties that it"
            + " breaks")
    String property;

    @Option(names = "--svg", converter = WritableFile.class, paramLabel = "FILE",
            description = "the same as a picture, in this file: of the property that is named, or of the one that it is known for")
    Path svg;

    @Override
    public Integer call() throws Exception {
        if (name.isBlank()) {
            throw new Undecided("the name is empty: explain needs a design, a bug, a number, or a file; ./revoke designs and bugs list the names");
        }
        final Tools tools = Tools.open();
        final Satellites satellites = tools.satellites();
        final Numbered numbered = Numbered.of(name, tools);
        if (svg != null) {
            return Drawn.write(tools, numbered.bugs().isEmpty() ? name : numbered.bugs().get(0), property, svg);
        }
        if (isFile(tools, satellites, numbered)) {
            file(ReadableFile.at(name), tools);
            return AS_EXPECTED;
        }
        if (property == null && (numbered.several() || numbered.bugs().isEmpty() && !numbered.rows().isEmpty()
                && !satellites.knows(name))) {
            System.out.print(numbered.text());
            return numbered.first(tools, System.out) ? AS_EXPECTED : DIFFERS;
        }
        for (final Manifest.Witness w : tools.manifest().witnesses()) {
            if (property == null && w.name().equalsIgnoreCase(name)) {
                return situation(tools, w);
            }
        }
        boolean expected = true;
        for (final String n : numbered.bugs()) {
            expected &= explain(tools, Design.named(n, tools.spec()), property, System.out);
        }
        final boolean beside = satellites.knows(name) && tools.spec().designs().stream().noneMatch(name::equalsIgnoreCase);
        if (beside) {
            beside(satellites);
        }
        if (numbered.bugs().isEmpty() && !beside) {
            expected = explain(tools, Design.named(name, tools.spec()), property, System.out);
        }
        return expected ? AS_EXPECTED : DIFFERS;
    }

    /** Prints a behaviour that leads to a situation which is no fault. */
    private static int situation(final Tools tools, final Manifest.Witness w) throws Undecided, InterruptedException {
        final Counterexample way = tools.decisions().wayTo(w);
        System.out.printf("%s occurs in %s, and is no fault: %s%n%n%s", w.name(), w.design(), w.sentence(),
                way == null ? "It does not occur with one importer or one program alone; ./revoke verify counts the"
                        + " scenes in which it does.\n"
                        : Lanes.text(way));
        return AS_EXPECTED;
    }

    /** A name with the form of a path is a path; a bare name is a file only if it has no other meaning. */
    private boolean isFile(final Tools tools, final Satellites satellites, final Numbered numbered) throws Undecided {
        if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
            return true;
        }
        return numbered.bugs().isEmpty()
                && !satellites.knows(name)
                && tools.spec().designs().stream().noneMatch(name::equalsIgnoreCase)
                && Files.exists(Path.of(name));
    }

    private void file(final Path file, final Tools tools) throws Undecided, InterruptedException {
        if (property != null) {
            throw new Undecided(file + " is a file: it is explained as a whole, without " + property);
        }
        for (final FileExplainer f : ServiceLoader.load(FileExplainer.class)) {
            if (f.explains(file)) {
                System.out.print(f.explain(file, tools));
                return;
            }
        }
        throw new Undecided(file + " cannot be explained: it is no recording and no race that a technique has left");
    }

    /** Prints what satellites break and reach; with a property, only that. */
    private void beside(final Satellites satellites) throws Undecided, InterruptedException {
        if (property != null && !satellites.says(name, property)) {
            throw new Undecided(name + " neither claims nor reaches " + property);
        }
        final List<Satellites.Answer> answers = satellites.answers(name);
        final boolean reached = answers.stream().anyMatch(a -> a.reached() && a.name().equals(property));
        answers.stream()
                .collect(Collectors.groupingBy(
                        a -> a.module() + "." + a.variant(), LinkedHashMap::new, Collectors.toList()))
                .forEach((who, all) -> {
                    final List<Satellites.Answer> shown =
                            all.stream().filter(a -> property == null || property.equals(a.name())).toList();
                    shown.forEach(a -> print(who, a));
                    if (shown.isEmpty() && !reached) {
                        System.out.printf("%s keeps %s.%n", who, property);
                    }
                });
    }

    private static void print(final String who, final Satellites.Answer a) {
        if (a.path() == null) {
            System.out.printf("%s keeps every claim.%n", who);
        } else {
            System.out.printf("%s %s %s: %s%n%n%s%n", who, a.reached() ? "reaches" : "breaks", a.name(), a.sentence(),
                    Lanes.text(a.path()));
        }
    }

    /**
     * Prints the counterexample of one property, or of all that the design breaks. For a bug, the property that it is known
     * for comes first, and the properties that the unchanged design breaks as well are only named. {@return whether the
     * manifest expects that; it expects nothing of designs that are made up}
     */
    static boolean explain(final Tools tools, final Design d, final String property, final java.io.PrintStream out)
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
    static void showBefore(final Design d, final String base, final List<String> properties, final java.io.PrintStream out) {
        if (!properties.isEmpty()) {
            out.printf("%s also breaks what %s breaks: %s.%n%n", d.name(), base, String.join(", ", properties));
        }
    }

    /** Prints a counterexample. */
    static void show(final Tools tools, final Design d, final Explanation x, final java.io.PrintStream out) {
        out.printf("%s breaks %s: %s%n%n%s%n", d.name(), x.property(),
                tools.manifest().properties().get(x.property()).sentence(), x.lanes());
        out.flush();
    }
}

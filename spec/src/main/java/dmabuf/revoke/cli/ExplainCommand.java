// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Counterexample;
import dmabuf.revoke.check.Design;
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
    @Parameters(index = "0", paramLabel = "NAME", description = "a design, a bug, a satellite, a claim, a number of the"
            + " reference, or a recording")
    String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PROPERTY", description = "default: all properties that it"
            + " breaks")
    String property;

    @Option(names = "--svg", converter = WritableFile.class, paramLabel = "FILE",
            description = "the same as a picture, in this file: of a recording, of the property that is named, or of the one"
                    + " that it is known for")
    Path svg;

    @Option(names = "--mail", description = "the same as text for a mail, in 78 columns: of the same property as --svg")
    boolean mail;

    @Override
    public Integer call() throws Exception {
        if (name.isBlank()) {
            throw new Undecided("the name is empty: explain needs a design, a bug, a number, or a file; ./revoke designs"
                    + " and bugs list the names");
        }
        final Tools tools = Tools.open();
        final Satellites satellites = tools.satellites();
        if (property != null && Names.has(tools.manifest().properties().keySet(), name) && Names.has(tools.spec().designs(),
                property)) {
            // A claim and a design, in the other order.
            final String claim = name;
            name = property;
            property = claim;
        }
        final Numbered numbered = Numbered.of(name, tools);
        if (svg != null && mail) {
            throw new Undecided("--svg and --mail are two forms of one counterexample: ask for one of them");
        }
        final boolean isFile = isFile(tools, satellites, numbered);
        if (mail && !isFile) {
            return Drawn.mail(tools, numbered.bugs().isEmpty() ? name : numbered.bugs().get(0), property);
        }
        if (svg != null && !isFile) {
            return Drawn.write(tools, numbered.bugs().isEmpty() ? name : numbered.bugs().get(0), property, svg);
        }
        if (isFile) {
            file(ReadableFile.at(name), tools);
            return AS_EXPECTED;
        }
        if (property == null && (numbered.several() || numbered.bugs().isEmpty() && !numbered.rows().isEmpty()
                && !satellites.knows(name))) {
            System.out.print(numbered.text());
            return numbered.first(tools, System.out) ? AS_EXPECTED : DIFFERS;
        }
        for (final Manifest.Witness w : tools.manifest().witnesses()) {
            if (numbered.rows().isEmpty() && w.name().equalsIgnoreCase(name)) {
                if (property != null) {
                    throw new Undecided(w.name() + " is a situation, of which nothing is claimed: ./revoke explain " + w.name()
                            + " shows how it occurs");
                }
                return situation(tools, w);
            }
        }
        if (property != null && numbered.bugs().isEmpty() && !numbered.rows().isEmpty() && !satellites.knows(name)) {
            return numbered.only(property).first(tools, System.out) ? AS_EXPECTED : DIFFERS;
        }
        boolean expected = true;
        for (final String n : numbered.bugs()) {
            expected &= Explained.print(tools, Design.named(n, tools.spec()), property, System.out);
        }
        final boolean beside = satellites.knows(name) && !Names.has(tools.spec().designs(), name);
        if (beside) {
            beside(satellites);
        }
        if (numbered.bugs().isEmpty() && !beside) {
            if (!Names.has(tools.spec().designs(), name)) {
                throw Names.none("design, bug, claim or satellite", name, known(tools));
            }
            expected = Explained.print(tools, Design.named(name, tools.spec()), property, System.out);
        }
        return expected ? AS_EXPECTED : DIFFERS;
    }

    private static List<String> known(final Tools tools) throws Undecided {
        final List<String> known = new ArrayList<>(tools.spec().designs());
        known.addAll(tools.manifest().properties().keySet());
        tools.manifest().witnesses().forEach(w -> known.add(w.name()));
        known.addAll(tools.spec().satellites());
        return known;
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
                && !Names.has(tools.spec().designs(), name)
                && Files.exists(Path.of(name));
    }

    private void file(final Path file, final Tools tools) throws Undecided, InterruptedException {
        if (property != null) {
            throw new Undecided(file + " is a file: it is explained as a whole, without " + property);
        }
        for (final FileExplainer f : ServiceLoader.load(FileExplainer.class)) {
            if (f.explains(file)) {
                file(f, file, tools);
                return;
            }
        }
        throw new Undecided(file + " cannot be explained: it is no recording and no race that a technique has left");
    }

    private void file(final FileExplainer f, final Path file, final Tools tools) throws Undecided, InterruptedException {
        if (svg != null) {
            Drawn.put(svg, f.picture(file, tools).orElseThrow(() -> new Undecided(file + " has no picture: ./revoke explain " + file
                    + " shows its lanes")));
            System.out.println(file + ": the picture is in " + svg);
            return;
        }
        System.out.print(!mail ? f.explain(file, tools) : f.mail(file, tools).orElseThrow(() -> new Undecided(file
                + " has no form for a mail: ./revoke explain " + file + " shows its lanes")));
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
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What belongs to an action beside the spec: the methods of impl that take its step, the known faults of these methods and who
 * catches them, and the litmus tests that make the calls in which it is taken.
 */
final class Partners {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| \\w+ \\| [^|]* \\| [^|]* \\| ([^|]*) \\|");
    private static final Pattern METHOD = Pattern.compile("^ {4}(?! )[^=;(]*?(\\w+)\\((?:[^;]*\\{|[^;{]*)$");

    private final SortedMap<String, String> tests = new TreeMap<>();
    private final SortedMap<String, String> patches = new TreeMap<>();
    private final Map<String, SortedSet<String>> methods = new TreeMap<>();
    private final Map<String, SortedSet<String>> faulty = new TreeMap<>();
    private final Map<String, SortedSet<String>> catchers = new TreeMap<>();

    /** @param home of the project */
    Partners(final Path home) throws Undecided {
        try {
            texts(home.resolve("stress/litmus"), ".litmus", tests);
            texts(home.resolve("model-tests/mutants"), ".patch", patches);
            // The page is generated, and a test of model-tests fails when it is out of date.
            final Matcher m = ROW.matcher(Files.readString(home.resolve("docs/8-counterparts.md"))
                    .replaceFirst("(?s).*\n## Actions\n", ""));
            while (m.find()) {
                final SortedSet<String> of = methods.computeIfAbsent(m.group(1), a -> new TreeSet<>());
                Pattern.compile("`(\\w+\\.\\w+)`").matcher(m.group(2)).results().forEach(r -> of.add(r.group(1)));
            }
            for (final Map.Entry<String, String> p : patches.entrySet()) {
                faulty.put(p.getKey(), changed(home, p.getValue()));
            }
            for (final String line : Files.readAllLines(home.resolve("model-tests/matrix.tsv"))) {
                final String[] cells = line.split("\t", -1);
                if (cells[4].matches("[1-9]\\d*")) {
                    catchers.computeIfAbsent(cells[0], n -> new TreeSet<>()).add(cells[1]);
                }
            }
        } catch (IOException e) {
            throw new Undecided("cannot read what belongs to the spec in " + home, e);
        }
    }

    private static void texts(final Path folder, final String ending, final SortedMap<String, String> to) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path f : files.filter(f -> f.toString().endsWith(ending)).toList()) {
                to.put(f.getFileName().toString().replace(ending, ""), Files.readString(f));
            }
        }
    }

    /** The methods in which a patch changes something: its lines are sought in the source, because their numbers become old. */
    private static SortedSet<String> changed(final Path home, final String patch) throws IOException {
        final SortedSet<String> changed = new TreeSet<>();
        Path file = home;
        for (final String part : patch.split("(?m)^(?=diff --git |@@ )")) {
            final String[] lines = part.split("\n");
            if (part.startsWith("diff --git a/")) {
                file = home.resolve(part.substring("diff --git a/".length(), part.indexOf(' ', "diff --git a/".length())));
            } else if (part.startsWith("@@") && Files.isRegularFile(file)) {
                final List<String> hunk = List.of(lines).subList(1, lines.length);
                final List<String> source = Files.readAllLines(file);
                final List<String> old = hunk.stream().filter(l -> !l.startsWith("+"))
                        .map(l -> l.isEmpty() ? l : l.substring(1)).toList();
                int line = Collections.indexOfSubList(source, old);
                for (final String l : line < 0 ? List.<String>of() : hunk) {
                    final String method = l.startsWith("+") || l.startsWith("-") ? enclosing(source, line + 1) : "";
                    if (!method.isEmpty()) {
                        changed.add(file.getFileName().toString().replace(".java", ".") + method);
                    }
                    line += l.startsWith("+") ? 0 : 1;
                }
            }
        }
        return changed;
    }

    /** The method that has a line, which counts from 1; empty if the line is outside of methods. */
    static String enclosing(final List<String> source, final int line) {
        for (int n = Math.min(line, source.size()) - 1; n >= 0; n--) {
            final Matcher m = METHOD.matcher(source.get(n));
            if (m.find()) {
                return m.group(1);
            }
            if (n < line - 1 && source.get(n).equals("    }")) {
                return "";
            }
        }
        return "";
    }

    /** The litmus tests, by name. */
    SortedMap<String, String> tests() {
        return tests;
    }

    /** The known faults of impl, by name. */
    SortedMap<String, String> mutants() {
        return patches;
    }

    /** The techniques that catch a fault; empty if the kept matrix has none. */
    SortedSet<String> catchers(final String mutant) {
        return catchers.getOrDefault(mutant, new TreeSet<>());
    }

    /** The methods in which a fault is. */
    SortedSet<String> methodsOf(final String mutant) {
        return faulty.get(mutant);
    }

    /** Whether the map has a row for an action. */
    boolean knows(final String action) {
        return methods.containsKey(action);
    }

    /** The methods that take the step of an action; none if impl does not take it. */
    SortedSet<String> methods(final String action) {
        return methods.getOrDefault(action, new TreeSet<>());
    }

    /** The faults of the methods that take the step of an action. */
    List<String> mutants(final String action) {
        return patches.keySet().stream().filter(m -> faulty.get(m).stream().anyMatch(methods(action)::contains)).toList();
    }

    /** The litmus tests in which somebody makes one of some calls. */
    List<String> tests(final Collection<String> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        final Pattern call = Pattern.compile("(?m)(?:^ | \\| +|(?:exporter|driver|cpu):\\w+ )(?:" + String.join("|", calls)
                + ")\\b");
        return tests.keySet().stream().filter(t -> call.matcher(tests.get(t).replaceFirst("(?s).*?\"\n", "")).find()).toList();
    }
}

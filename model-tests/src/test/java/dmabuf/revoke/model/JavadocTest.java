// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.Step;
import dmabuf.revoke.service.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The references in impl's Javadoc must exist: actions, variables and modules of the spec, and sections of the reference. */
class JavadocTest {
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern ACTIONS = Pattern.compile("Spec actions? ([A-Z]\\w+(?:(?:, | and | to )[A-Z]\\w+)*)");
    private static final Pattern VARIABLE = Pattern.compile("\\{@code (\\w+)\\} of Buffer\\.tla");
    private static final Pattern MODULE = Pattern.compile("\\b([A-Z]\\w+)\\.tla");
    private static final Pattern SECTIONS = Pattern.compile("[Rr]eference (?:section )?(\\d+(?:\\.\\d+)?(?:(?:, | and )\\d+(?:\\.\\d+)?)*)");
    private static final Pattern HEADING = Pattern.compile("(?m)^(?:#+ |\\*\\*|\\| *\\**)(\\d+(?:\\.\\d+)?)\\b");

    private final Set<String> actions = Stream.of(Step.values()).map(Step::action).collect(Collectors.toSet());
    private final Set<String> variables;
    private final Set<String> modules;
    private final Set<String> sections;

    JavadocTest() throws IOException {
        final Path tla = Tools.home().resolve("spec/src/main/tla");
        final String buffer = Files.readString(tla.resolve("Buffer.tla"));
        variables = all(Pattern.compile("(?m)^  (\\w+),? +\\\\\\*"), buffer.substring(buffer.indexOf("VARIABLES")));
        try (Stream<Path> files = Files.walk(tla)) {
            modules = files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".tla")).map(n -> n.replace(".tla", ""))
                    .collect(Collectors.toSet());
        }
        sections = all(HEADING, Files.readString(Tools.home().resolve("docs/kernel-semantics.md")));
    }

    private static Set<String> all(final Pattern pattern, final String text) {
        return pattern.matcher(text).results().map(r -> r.group(1)).collect(Collectors.toSet());
    }

    /** {@return the names in a source's Javadoc that do not exist} Counts the references. */
    private List<String> missing(final String source, final int[] references) {
        final List<String> missing = new ArrayList<>();
        for (final MatchResult comment : COMMENT.matcher(source).results().toList()) {
            final String text = comment.group().replaceAll("\\s*\\n\\s*\\* ?", " ");
            named(ACTIONS, text, actions, "action", missing, references);
            named(VARIABLE, text, variables, "variable", missing, references);
            named(MODULE, text, modules, "module", missing, references);
            named(SECTIONS, text, sections, "section", missing, references);
        }
        return missing;
    }

    private static void named(final Pattern pattern, final String text, final Set<String> there, final String what,
            final List<String> missing, final int[] references) {
        for (final Matcher m = pattern.matcher(text); m.find();) {
            for (final String name : m.group(1).split(", | and | to ")) {
                references[0]++;
                // "Invalidate..." stands for all actions whose names begin with it.
                final boolean known = text.startsWith("...", m.end()) ? there.stream().anyMatch(t -> t.startsWith(name)) : there.contains(name);
                if (!known) {
                    missing.add("no " + what + " " + name);
                }
            }
        }
    }

    @Test
    void whatIsNamedIsThere() throws IOException {
        final List<String> missing = new ArrayList<>();
        final int[] references = new int[1];
        try (Stream<Path> files = Files.walk(Tools.home().resolve("impl/src/main/java"))) {
            for (final Path f : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                missing(Files.readString(f), references).forEach(m -> missing.add(f.getFileName() + ": " + m));
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(references[0] > 150, references[0] + " references");
    }

    @Test
    void whatIsNotThereIsSeen() {
        assertEquals(
                List.of("no action Blend", "no variable speed", "no module Bufer", "no section 4.77"),
                missing("/** Spec actions Map and Blend; {@code speed} of Buffer.tla,\n * {@code deferred} of Buffer.tla; Bufer.tla;"
                        + " reference 4.1,\n * 4.77. Spec actions Invalidate... */", new int[1]));
    }
}

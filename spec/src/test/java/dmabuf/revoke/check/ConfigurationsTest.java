// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tla2sany.semantic.ModuleNode;

/**
 * The configurations beside the modules are those that follow from the manifest, and TLC alone finds what they say. With
 * {@code -Drevoke.docs=write} they are rewritten.
 */
class ConfigurationsTest {
    private static final Pattern ASKED = Pattern.compile("\\b(?:INVARIANTS?|PROPERTY|PROPERTIES) ([\\w ]+)");
    private static final Pattern RUN = Pattern.compile("(?m)^(Next|Step)[A-Z]? *==");
    private static final Path HOME = Tools.home();

    @TempDir
    Path folder;

    @Test
    void theyAreThoseOfTheManifest() throws Exception {
        final SpecText spec = SpecText.load();
        final Map<String, String> expected = Configurations.of(spec);
        if ("write".equals(System.getProperty("revoke.docs"))) {
            for (final Map.Entry<String, String> f : expected.entrySet()) {
                final Path file = HOME.resolve("spec/src/main/tla").resolve(f.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, f.getValue());
            }
            return;
        }
        assertEquals(expected.keySet(),
                spec.files().stream().filter(Configurations::isOne).collect(Collectors.toSet()));
        for (final Map.Entry<String, String> f : expected.entrySet()) {
            assertEquals(f.getValue(), spec.file(f.getKey()), f.getKey());
        }
    }

    /** Each configuration, and each claim in a comment of it, names only operators that its module has. */
    @Test
    void whatIsAskedIsDefined() throws Exception {
        final SpecText spec = SpecText.load();
        assertEquals(List.of(), undefined(spec));
        final String readers = spec.file("satellites/Readers.tla");
        assertEquals(List.of("satellites/Readers.cfg asks for StepNotPassed"), undefined(spec.with("satellites/Readers.tla",
                readers.replace("StepNotPassed == [][NotPassed]_vars\n", ""))));
    }

    /**
     * Models.tla is DmaBuf.tla with bounds. Mutants.tla cannot be run without the Java that writes the mutants into the modules.
     */
    @Test
    void eachModuleThatCanBeRunHasOne() throws Exception {
        final SpecText spec = SpecText.load();
        final Set<String> without = new TreeSet<>();
        for (final String file : spec.files()) {
            final String name = file.replace(".tla", "");
            if (file.endsWith(".tla") && RUN.matcher(spec.file(file)).find() && !Configurations.of(spec).containsKey(name + ".cfg")) {
                without.add(name);
            }
        }
        assertEquals(Set.of("DmaBuf", "Mutants"), without);
    }

    private static List<String> undefined(final SpecText spec) throws Exception {
        final Map<String, ModuleNode> modules = new TreeMap<>();
        final List<String> undefined = new ArrayList<>();
        for (final String file : Configurations.of(spec).keySet()) {
            final String module = file.startsWith("rows/") ? "Models" : file.replaceFirst(".*/", "").replace(".cfg", "");
            if (!modules.containsKey(module)) {
                modules.put(module, ParsedSpec.parse(spec, module));
            }
            for (final MatchResult m : ASKED.matcher(spec.file(file)).results().toList()) {
                Stream.of(m.group(1).split(" ")).filter(n -> modules.get(module).getOpDef(n) == null)
                        .forEach(n -> undefined.add(file + " asks for " + n));
            }
        }
        return undefined;
    }

    /** The one module that the satellites share stands beside them too, so that they parse there. */
    @Test
    void theSatellitesHaveTheirGraph() throws Exception {
        final SpecText spec = SpecText.load();
        assertEquals(spec.file("Graph.tla"), spec.file("satellites/Graph.tla"));
        for (final String m : spec.satellites()) {
            final String parents = spec.file("satellites/" + m + ".tla").replaceAll("(?s).*\nEXTENDS ([^\n]*)\n.*", "$1");
            assertTrue(List.of("Naturals", "Sequences", "FiniteSets", "Integers", "Graph").containsAll(List.of(parents.split(", "))),
                    m + " extends " + parents);
        }
    }

    private List<Check> runs(final SpecText spec, final String... files) throws Exception {
        return new ConfigurationRuns(spec, new Tlc(spec, folder).jarFile(), folder).of(List.of(files));
    }

    @Tag("tlc")
    @Tag("full")
    @Test
    void tlcAloneFindsWhatTheySay() throws Exception {
        final List<Check> checks = runs(SpecText.load(), "rows/Mover.cfg", "rows/MoveUntold.cfg", "Revoke.cfg", "Contract.cfg",
                "Traced.cfg", "Export.cfg", "Shown.cfg", "Driven.cfg", "satellites/Seals.cfg", "satellites/Power.cfg", "satellites/Device.cfg");
        assertEquals(List.of(), checks.stream().filter(c -> !c.ok()).toList());
        assertEquals(15, checks.size(), "four of them have something refuted: " + checks);
    }

    /** A refuted claim that is expected to hold, another length, and other counts are found. */
    @Tag("full")
    @Tag("tlc")
    @Test
    void aWrongCommentIsFound() throws Exception {
        final SpecText spec = SpecText.load();
        final String power = spec.file("satellites/Power.cfg");
        assertTrue(power.contains("\\* refuted in 4: INVARIANT Reachable\n"), power);
        assertEquals(List.of("satellites/Power.cfg"), wrong(spec.with("satellites/Power.cfg",
                power.replace("\\* refuted in 4: INVARIANT Reachable", "INVARIANT Reachable"))));
        assertEquals(List.of("satellites/Power.cfg INVARIANT Reachable"), wrong(spec.with("satellites/Power.cfg",
                power.replace("refuted in 4: INVARIANT Reachable", "refuted in 5: INVARIANT Reachable"))));
        assertEquals(List.of("satellites/Power.cfg"), wrong(spec.with("satellites/Power.cfg",
                power.replaceFirst("(\\d+) generated", "1$1 generated"))));
    }

    private List<String> wrong(final SpecText spec) throws Exception {
        return runs(spec, "satellites/Power.cfg").stream().filter(c -> !c.ok()).map(Check::name).toList();
    }

    @Tag("tlc")
    @Tag("full")
    @Test
    void tlcAloneFindsWhatAllSay() throws Exception {
        final SpecText spec = SpecText.load();
        final List<Check> checks = new ConfigurationRuns(spec, new Tlc(spec, folder).jarFile(), folder).all();
        assertEquals(List.of(), checks.stream().filter(c -> !c.ok()).toList());
    }
}

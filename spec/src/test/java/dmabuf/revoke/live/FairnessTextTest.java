// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Workshop;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.TinyGraph;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which edges are steps of which fair action is read from the text of the spec, and TLC must agree for each edge. */
@Tag("tlc")
class FairnessTextTest {
    private static final String SCENE = """
            CONSTANTS
              Exporters = {"x1"}
              Ops <- OneThread
              Importers = {%s}
              CpuUsers = {%s}
              Populations <- %s
              JobUsages = {"BOOKKEEP"}
              Overlap = 2
              Returns = %s
            """;

    @TempDir
    Path folder;

    private static List<FairAction> actions(final SpecText spec, final String scene) throws Undecided {
        return FairnessText.of(ParsedSpec.parse(spec, "Models"), spec.fairness(), spec.file("scenes/" + scene + ".cfg"));
    }

    /**
     * A module whose graph has the fair actions as cases, as Fairness.tla writes them: enabled in a state, and taken in a step.
     */
    private static String asWritten(final SpecText spec) throws Undecided {
        final List<String> done = new ArrayList<>();
        final List<String> possible = new ArrayList<>();
        final String text = spec.file("Fairness.tla").replaceAll("(?m)^\\\\\\*.*", "");
        final Matcher m = Pattern.compile("(\\w+) ==|(?:\\\\A (\\w) \\\\in (\\w+) :\\s+)?[WS]F_vars\\(").matcher(text);
        String conjunct = "";
        while (m.find()) {
            if (m.group(1) != null) {
                conjunct = m.group(1);
                continue;
            }
            int depth = 1;
            int end = m.end();
            while (depth > 0) {
                depth += text.charAt(end) == '(' ? 1 : text.charAt(end) == ')' ? -1 : 0;
                end++;
            }
            final String step = "<<" + text.substring(m.end(), end - 1).replaceAll("\\s+", " ") + ">>_vars";
            final String of = m.group(2) == null ? "" : "[" + m.group(2) + " \\in " + m.group(3) + " |-> ";
            final String close = of.isEmpty() ? "" : "]";
            final String name = conjunct + (m.group(2) == null ? "" : m.group(2)) + " |-> ";
            done.add(name + of + step + close);
            possible.add(name + of + "ENABLED " + step + close);
        }
        return "---- MODULE Fairly ----\nEXTENDS Export, Fairness\nInitF == Init /\\ ExportInit(TRUE)\n"
                + "StateF == ExportState([None |-> TRUE], [" + String.join(",\n ", possible) + "])\n"
                + "StepF == ExportStep(Event, [None |-> TRUE], [" + String.join(",\n ", done) + "])\n"
                + "====\n";
    }

    /** The names of fair actions among those cases. */
    private static List<String> names(final List<FairAction> actions) {
        return actions.stream()
                .map(a -> a.conjunct() + (a.of().isEmpty() ? "" : a.of().charAt(0) + "." + a.of()))
                .toList();
    }

    private record Pair(int from, int to) {}

    /** The differences between TLC and the text: edges, and states in which an action is possible. */
    private static List<String> differences(final Graph g, final Graph byTlc, final List<FairAction> actions) {
        final List<String> names = names(actions);
        final FairGraph fair = new FairGraph(g, actions);
        final List<String> differ = new ArrayList<>();
        final Map<Pair, Set<String>> met = new HashMap<>();
        for (int e = 0; e < byTlc.edges(); e++) {
            met.computeIfAbsent(new Pair(byTlc.source(e), byTlc.target(e)), p -> new TreeSet<>())
                    .addAll(byTlc.verdictsOfEdge(e).met());
        }
        for (int e = 0; e < g.edges(); e++) {
            final Set<String> named = named(names, fair.steps(e));
            if (!named.equals(met.get(new Pair(g.source(e), g.target(e))))) {
                differ.add(g.step(e) + ": " + named + ", by TLC " + met.get(new Pair(g.source(e), g.target(e))));
            }
        }
        for (int s = 0; s < g.states(); s++) {
            if (!named(names, fair.enabled(s)).equals(new TreeSet<>(byTlc.verdictsOfState(s).met()))) {
                differ.add("possible in " + s);
            }
        }
        return differ;
    }

    private static Set<String> named(final List<String> names, final long bits) {
        final Set<String> named = new TreeSet<>();
        for (int n = 0; n < names.size(); n++) {
            if ((bits >> n & 1) == 1) {
                named.add(names.get(n));
            }
        }
        return named;
    }

    @Tag("full")
    @Tag("tlc")
    @ParameterizedTest
    @CsvSource({"Reference, , c1, OneProgram, FALSE", "UnmapUnderJob, i1, , Singles, FALSE"})
    void tlcSaysTheSameOfEachEdge(
            final String design, final String importers, final String programs, final String who, final String returns)
            throws Exception {
        compared(design, importers, programs, who, returns);
    }

    /** The same for a program whose calls return in a step of their own, and for two importers. */
    @Tag("full")
    @ParameterizedTest
    @CsvSource({"V5, i1, , Dynamic, TRUE", "Reference, , c1, OneProgram, TRUE", "FlagSetWithoutLock, 'i1,i2', , Pair, FALSE"})
    void tlcSaysTheSameOfEachEdgeOfMore(
            final String design, final String importers, final String programs, final String who, final String returns)
            throws Exception {
        compared(design, importers, programs, who, returns);
    }

    private void compared(
            final String design, final String importers, final String programs, final String who, final String returns)
            throws Exception {
        final String scene = SCENE.formatted(quoted(importers), quoted(programs), who, returns);
        final SpecText plain = SpecText.load().with("scenes/small.cfg", scene);
        final SpecText spec = plain.with("Fairly.tla", asWritten(plain));
        final Workshop shop = new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), l -> {});
        final Graph g = shop.graph(Design.named(design, spec), "small");
        final Graph byTlc = new Tlc(spec, folder.resolve("tlc"))
                .graphs(
                        new Run("fairly", "Fairly", "", Design.named(design, spec).config(scene)
                                + "\nINIT InitF\nNEXT Next\nINVARIANT StateF\nACTION_CONSTRAINT StepF\nCHECK_DEADLOCK FALSE\n", true),
                        "small", d -> d)
                .get(design);
        final List<FairAction> actions = actions(spec, "small");
        assertTrue(g.edges() > 300, g.edges() + " edges");
        assertEquals(List.of(), differences(g, byTlc, actions));
        for (int n = 0; n < actions.size(); n++) {
            final FairAction a = actions.get(n);
            final List<FairAction> wrong = new ArrayList<>(actions);
            final boolean fires = IntStream.range(0, g.edges())
                    .anyMatch(e -> a.steps().contains(StepName.of(g.step(e))) && g.source(e) != g.target(e));
            wrong.set(n, new FairAction(a.conjunct(), a.of(), a.strong(), Set.of()));
            assertEquals(fires, !differences(g, byTlc, wrong).isEmpty(), a + " without its steps is seen");
        }
    }

    private static String quoted(final String names) {
        return names == null ? "" : "\"" + names.replace(",", "\", \"") + "\"";
    }

    @Test
    void eachConjunctIsReadForEachOfWhomItSpeaks() throws Exception {
        final List<FairAction> actions = actions(SpecText.load(), "deciding");
        assertEquals(
                List.of("WF ThreadsRun x1", "WF ThreadsRun i1", "WF ThreadsRun c1", "WF CallbacksRun i1",
                        "SF LocksAreFair x1", "SF LocksAreFair i1", "SF LocksAreFair c1", "WF FencesSignal i1", "WF FencesSignal c1",
                        "SF WorkersUnmap i1", "SF HoldersLetGo i1", "SF VmapsEnd c1", "WF TimersExpire"),
                actions.stream().map(FairAction::toString).toList());
        assertEquals(
                Set.of(new StepName("DriverCall", List.of("driver", "i1", "unlock", "-"))), actions.get(10).steps());
        assertTrue(actions.get(3).steps().contains(new StepName("InvalidateUnmap", List.of("callback", "i1"))));
        assertFalse(actions.get(0).steps().contains(new StepName("OuterLock", List.of("exporter", "x1"))));
    }

    /** A formula that is not understood is refused, with its location. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "Fairness; WF_vars(DriverRuns(i)); WF_vars(flag /\\ DriverRuns(i)); a condition for",
        "Fairness; WF_vars(DriverRuns(i)); WF_vars(IF flag THEN DriverRuns(i) ELSE DriverLocks(i)); no action",
        "Fairness; WF_vars(DriverRuns(i)); WF_vars(drv' = drv); no action",
        "Fairness; WF_vars(DriverRuns(i)); WF_vars(DriverRuns(i) /\\ flag' = flag); assigns beside",
        "Fairness; WF_vars(DriverRuns(i)); WF_exp(DriverRuns(i)); lacks",
        "Fairness; WF_vars(DriverRuns(i)); <>(DriverRuns(i) = TRUE); no fairness of actions",
        "Fairness; \\A c \\in CpuUsers : WF_vars(CpuRuns(c)); \\A c \\in DOMAIN cpu : WF_vars(CpuRuns(c)); no record",
        "Fairness; \"vunmap\"; \"vnumap\"; none of Next",
        "Fairness; \"vunmap\", \"-\"; IF flag THEN \"vunmap\" ELSE \"vmap\", \"-\"; no parameter whose value is known",
        "Exporter; Step(\"SetFlag\", <<\"exporter\", x>>; Step(\"ClearFlag\", <<\"exporter\", x>>; has a Step of the name",
        "Exporter; Step(\"SetFlag\", <<\"exporter\", x>>; Step(\"SetFlag\", <<\"exporter\">>; does not tell x"
    })
    void whatIsNotUnderstoodIsRefused(final String module, final String text, final String instead, final String why)
            throws Exception {
        final SpecText spec = SpecText.load();
        assertTrue(spec.file(module + ".tla").contains(text), text);
        final SpecText other = spec.with(module + ".tla", spec.file(module + ".tla").replace(text, instead));
        final Undecided u = assertThrows(Undecided.class, () -> actions(other, "deciding"));
        assertTrue(u.getMessage().contains(why) && u.getMessage().contains(".tla line "), u.getMessage());
    }

    /** A condition that is also in Next excludes no step. */
    @Test
    void whatBothHaveIsUnderstood() throws Exception {
        final SpecText spec = SpecText.load();
        final String more = spec.file("Cpu.tla").replace("CpuRuns(c) ==\n", "CpuRuns(c) ==\n  /\\ flag\n");
        assertFalse(more.equals(spec.file("Cpu.tla")));
        assertEquals(actions(spec, "deciding"), actions(spec.with("Cpu.tla", more), "deciding"));
    }

    /** The sides of a claim in the export are compared with its formula. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "L3 |-> [i \\in Importers |-> MapsAgain(i)]; L3 |-> [i \\in Importers |-> ~MapsAgain(i)]; is not the side of the claim",
        "L3 |-> [i \\in Importers |-> Gets(i)]; L3 |-> [i \\in {} |-> Gets(i)]; is not the side of the claim",
        "L3 |-> [i \\in Importers |-> Gets(i)]; L33 |-> [i \\in Importers |-> Gets(i)]; has no function for L3",
        "L3 == \\A i \\in Importers : MapsAgain(i) ~> Gets(i); L3 == \\A i \\in Importers : <>Gets(i); no claim that P leads"
    })
    void sidesThatAreNotThoseOfTheClaimAreRefused(final String text, final String instead, final String why)
            throws Exception {
        final SpecText spec = SpecText.load();
        assertTrue(spec.file("Liveness.tla").contains(text), text);
        Claim.of(ParsedSpec.parse(spec, "Models"), "L3");
        final SpecText other =
                spec.with("Liveness.tla", spec.file("Liveness.tla").replace(text, instead));
        final Undecided u =
                assertThrows(Undecided.class, () -> Claim.of(ParsedSpec.parse(other, "Models"), "L3"));
        assertTrue(u.getMessage().contains(why), u.getMessage());
    }

    /** A graph without the sides of a claim would keep every claim. */
    @Test
    void aGraphWithoutTheSidesIsRefused() throws Exception {
        final SpecText spec = SpecText.load()
                .with("scenes/test.cfg", SCENE.formatted("\"i1\"", "", "Dynamic", "FALSE"));
        final Graph g = new TinyGraph().silent(0, 1).graph();
        final Undecided u =
                assertThrows(Undecided.class, () -> new Liveness(spec).broken(g, "L1", spec.fairness()));
        assertTrue(u.getMessage().endsWith("whether they are LeadsFrom.L1.x1"), u.getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of {@code --full} can fail: they run in small scenes, on seeded bugs. */
@Tag("tlc")
class NightlyTest {
    private static final String TINY = """
            CONSTANTS
              Exporters = %s
              Ops <- %s
              Importers = {"i1"}
              CpuUsers = {}
              Populations <- %s
              JobUsages = {"BOOKKEEP"}
              Overlap = 3
              Returns = FALSE
            """;

    @TempDir
    Path folder;

    private SpecText spec;
    private Manifest manifest;

    @BeforeEach
    void open() throws Exception {
        spec = SpecText.load()
                .with("scenes/tiny.cfg", TINY.formatted("{\"x1\"}", "OneThread", "Dynamic"))
                .with("scenes/alike.cfg", TINY.formatted("{x1, x2}", "Alike", "Dynamic"));
        manifest = Manifest.load(spec);
    }

    private Workshop shop() throws Exception {
        return new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), line -> {});
    }

    private Induction induction(final String design) throws Exception {
        return new Induction(shop(), manifest, design, line -> {});
    }

    private static Check named(final List<Check> checks, final String name) {
        return checks.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    @Tag("full")
    @Test
    void theReferenceKeepsItsInvariant() throws Exception {
        final List<Check> checks = induction("Reference").kept("tiny", 1000);
        assertTrue(named(checks, "every step keeps it").ok(), checks.toString());
        assertTrue(named(checks, "action Map").ok(), checks.toString());
        assertFalse(named(checks, "action Zap").ok(), "no program is in the tiny scene");
    }

    @Tag("full")
    @Test
    void tooFewStatesAreNotEnough() throws Exception {
        final List<Check> checks = induction("Reference").kept("tiny", 1_000_000);
        assertTrue(named(checks, "Reference tiny").detail().contains("at least 1000000 are asked"), checks.toString());
    }

    @Tag("full")
    @Test
    void aBugBreaksIt() throws Exception {
        final Check c = named(induction("NoMapTest").kept("tiny", 1000), "every step keeps it");
        assertFalse(c.ok());
        assertTrue(c.detail().startsWith("broken in a step in which"), c.detail());
    }

    @Tag("full")
    @Test
    void withoutAConjunctItIsNotInductive() throws Exception {
        spec = spec.with("Invariant.tla", spec.file("Invariant.tla").replaceFirst(
                "(?s)Detaching == .*?\n\n", "Detaching == TRUE\n\n"));
        assertFalse(named(induction("Reference").kept("tiny", 1000), "every step keeps it").ok());
    }

    @Tag("full")
    @Test
    void whatIsNotNeededIsFound() throws Exception {
        final List<Check> checks = induction("Reference").needed("tiny");
        assertEquals(Induction.conjuncts(spec).size(), checks.size());
        assertTrue(named(checks, "AllDeferred is needed").ok(), checks.toString());
        assertFalse(named(checks, "Vmaps is needed").ok(), "no program is in the tiny scene");
    }

    @Tag("full")
    @Test
    void claimsAreHeldAndRefutedUpToSymmetry() throws Exception {
        final Nightly nightly = new Nightly(shop(), manifest, folder.resolve("tlc"), line -> {});
        assertTrue(nightly.claims("Reference", "alike", 100).get(0).ok());
        assertFalse(nightly.claims("Reference", "alike", 100).get(1).ok(), "no line \"large\" in the manifest");
        final SpecText right = spec;
        for (final List<String> wrong : List.of(List.of("!.FenceWait = \"None\"", "ClaimsHold"), List.of("!.MapTest = \"None\"", "StepClaimsHold"))) {
            spec = right.with("Designs.tla", right.file("Designs.tla").replace(
                    "Reference == [ Linux73 EXCEPT ", "Reference == [ Linux73 EXCEPT " + wrong.get(0) + ", "));
            final Check c = new Nightly(shop(), manifest, folder.resolve("tlc"), line -> {}).claims("Reference", "alike", 100).get(0);
            assertTrue(c.detail().contains(wrong.get(1)) && c.detail().contains("is violated"), c.detail());
        }
    }

    /**
     * Claims are evaluated only in steps that can break them; this loses no violation. The only exception is S7 for a buffer that
     * is closed and not revoked: it is evaluated only once.
     */
    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"CoreFlagOnly", "RevokedTwice", "NoMapTest", "FlagSetWithoutLock", "NeverRestored", "CpuUngated"})
    void claimsThatAreNotAskedAreNotBroken(final String design) throws Exception {
        final String scene = TINY.formatted("{\"x1\"}", "OneThread", "Unasked").replace("CpuUsers = {}", "CpuUsers = {\"c1\"}")
                .replace("Overlap = 3", "Overlap = 2");
        final String config = Design.named(design, spec).config(scene)
                + "CONSTANT Broken = {}\nSPECIFICATION Spec\nPROPERTY LeanIsAll\nCHECK_DEADLOCK FALSE\n";
        final Outcome o =
                new Tlc(spec, folder.resolve("tlc")).run(new Run(design + "-lean", "Nightly", "", config, false));
        assertTrue(o.holds(), design);
        assertTrue(o.distinct() > 500, design + ": " + o.distinct());
    }

    @Tag("full")
    @Test
    void designsThatDifferAreNotTheSame() throws Exception {
        final Map<String, Graph> graphs = shop().graphs(
                List.of(Design.named("Reference", spec), Design.named("Before", spec), Design.named("Linux73", spec)),
                "never");
        assertTrue(Verification.same(new Manifest.Same("Reference", "Before", "never", "TurnsAway", "as before"), graphs).ok());
        for (final List<String> other : List.of(List.of("Reference", "Before", "D7"), List.of("Before", "Reference", "TurnsAway"),
                List.of("Linux73", "Before", "TurnsAway"))) {
            final Check c = Verification.same(
                    new Manifest.Same(other.get(0), other.get(1), "never", other.get(2), "as before"), graphs);
            assertTrue(!c.ok() && c.detail().contains("the graphs differ: "), other + ": " + c.detail());
        }
        final Check stale = Verification.same(new Manifest.Same("Before", "Before", "never", "TurnsAway", "as before"), graphs);
        assertTrue(!stale.ok() && stale.detail().contains("no step leads to TurnsAway"), stale.detail());
    }

    /**
     * A design has the same graph as itself. If a call fails with ENODEV, or if not every return is visible, the comparison must
     * fail nevertheless.
     */
    @Tag("full")
    @Test
    void aDesignThatRefusesIsNotAsBefore() throws Exception {
        final Manifest.Same itself = new Manifest.Same("Linux73", "Linux73", "returns", "TurnsAway", "as before");
        final List<Design> designs = List.of(Design.named("Linux73", spec));
        final Check refused = Verification.same(itself, shop().graphs(designs, "returns"));
        assertTrue(!refused.ok() && refused.detail().endsWith("some call returns ENODEV"), refused.detail());
        final Check blind = Verification.same(itself, shop().graphs(designs, "classes"));
        assertTrue(!blind.ok() && blind.detail().endsWith("not every operation is seen to return"), blind.detail());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.check.Satellites;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.check.Workshop;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section "Beside the protocol" shows what a run found, not what the table expects. */
class ReportTest {
    @TempDir
    Path folder;

    private static Report of(final List<Check> checks) throws Exception {
        return of(checks, List.of());
    }

    private static Report of(final List<Check> checks, final List<String> groups) throws Exception {
        return of(SatelliteTable.load(SpecText.load()), checks, groups);
    }

    private static Report of(final SatelliteTable satellites, final List<Check> checks, final List<String> groups) throws Exception {
        final Verification.Result nothing =
                new Verification.Result(checks, List.of(), List.of(), List.of(), Map.of());
        return new Report(Manifest.load(SpecText.load()), satellites, nothing, checks, groups, 1);
    }

    private static List<String> found(final Report r, final String module, final String variant) {
        return Beside.rows(r).stream()
                .filter(row -> row.module().equals(module) && row.variant().equals(variant))
                .flatMap(row -> row.found().stream())
                .map(f -> f.name() + ": " + f.text() + (f.asExpected() ? "" : "!"))
                .toList();
    }

    @Tag("tlc")
    @Test
    void eachVariantHasARowWithWhatWasFound() throws Exception {
        final SpecText all = SpecText.load();
        final SpecText spec = all.with(SatelliteTable.FILE, all.file(SatelliteTable.FILE).lines()
                .filter(l -> l.matches("\\w+\t(Seals|Iommufd)\t.*"))
                .collect(Collectors.joining("\n")));
        final Workshop shop =
                new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), l -> {});
        final SatelliteTable table = SatelliteTable.load(spec);
        final Report r = of(table, new Satellites(shop, table).checks(), List.of());
        assertTrue(table.variants().size() > 3, table.variants().toString());
        assertEquals(table.variants().size(), Beside.rows(r).size());
        assertTrue(Beside.rows(r).stream().flatMap(row -> row.found().stream()).allMatch(Beside.Found::asExpected));
        assertEquals(List.of("SealKept: refuted in 6", "BackingKept: holds"), found(r, "Seals", "TestedOutsideLock"));
        assertTrue(found(r, "Iommufd", "Linux73").contains("MapsNothing: reached in 5"));
        r.write(folder);
        assertTrue(Files.readString(folder.resolve("index.html")).contains("Beside the protocol"));
        final String json = Files.readString(folder.resolve("report.json"));
        assertTrue(json.contains("\"variant\": \"TestedOutsideLock\", \"kind\": \"bug\", \"numbers\": \"7.29\","
                + " \"claim\": \"SealKept\", \"verdict\": \"refuted\", \"length\": 6}"));
    }

    @Test
    void whatDiffersOrIsUndecidedIsShownSo() throws Exception {
        final Report r = of(List.of(
                Check.of("satellites", "Seals Linux73 SealKept", false, "refuted in 3; expected: holds", "again"),
                Check.undecided("satellites", "Seals Linux73 BackingKept", "killed", "again")));
        assertEquals(List.of("SealKept: refuted in 3!", "BackingKept: undecided!"), found(r, "Seals", "Linux73"));
        assertEquals(List.of("SealKept: undecided!", "BackingKept: undecided!"), found(r, "Seals", "TestedOutsideLock"));
        r.write(folder);
        final String html = Files.readString(folder.resolve("index.html"));
        assertTrue(html.contains("class=\"bad\" title=\"No device may write to a file with a seal against writing.\">"
                + "SealKept: refuted in 3<"));
        assertFalse(html.contains("SealKept: holds"));
    }

    @Test
    void whatThisMachineCannotRunIsNeitherExpectedNorAFailure() throws Exception {
        final Report r = of(List.of(
                Check.of("jcstress", "a-test", true, "seen", "again"),
                Check.notRun("jcstress", "another", "not run: needs 3 cores, here 2")));
        assertEquals(0, r.exitCode());
        assertTrue(r.total().startsWith("2 checks: 1 as expected, 0 differ, 0 undecided, 1 not run; "), r.total());
        r.write(folder);
        final String page = Files.readString(folder.resolve("index.html"));
        final int said = page.indexOf("1 of 2 were not run here, and say nothing: jcstress (another)");
        assertTrue(said > 0 && said < page.indexOf("<table>"), r.remarks().toString());
        assertTrue(page.contains("<h2>Not run here</h2>") && page.contains("<tr class=\"lacking\"><td>jcstress: another</td>"), page);
        assertFalse(page.contains("Not as expected") || page.contains("<tr class=\"bad\""), page);
        assertTrue(Files.readString(folder.resolve("junit.xml"))
                .contains("><skipped message=\"not run: needs 3 cores, here 2\"/></testcase>"));
        assertTrue(Files.readString(folder.resolve("junit.xml")).contains("<testsuite name=\"jcstress\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"1\" "));
        assertTrue(Files.readString(folder.resolve("report.json")).contains("\"status\": \"not_run\""));
    }

    @Test
    void theImplementationHasASectionOfItsOwn() throws Exception {
        final Check scene = Check.of("scenes", "V1 threads S1", true, "holds", "again");
        final Check replay = Check.of("techniques", "replay", false, "9 of 10 edges", "again");
        of(List.of(scene, replay), List.of("techniques")).write(folder);
        final String html = Files.readString(folder.resolve("index.html"));
        final String section = html.substring(html.indexOf("<h2>The implementation"), html.indexOf("<h2>Beside"));
        assertTrue(section.contains("<tr class=\"bad\"><td>replay</td><td>9 of 10 edges</td>"), section);
        assertFalse(section.contains("V1 threads S1"), section);
        assertFalse(html.substring(html.indexOf("<h2>All checks of the spec")).contains("9 of 10 edges"));
        assertTrue(html.contains("<a href=\"#checks-techniques\">techniques</a></td><td>1</td><td>0</td>"));
        of(List.of(scene)).write(folder);
        assertTrue(Files.readString(folder.resolve("index.html")).contains("Nothing held it against the spec"));
    }

    @Test
    void thePageSaysWhatItWasMadeOfAndFitsATelephone() throws Exception {
        of(List.of(Check.of("designs", "V1 S1", true, "holds", "again"))).write(folder);
        final String html = Files.readString(folder.resolve("index.html"));
        assertTrue(html.contains("<meta name=\"viewport\" content=\"width=device-width"));
        assertTrue(html.matches("(?s).*Made from commit [0-9a-z-]+ on \\d+ \\w+ \\d{4}.* with TLC Version 2\\..* and .*"), html);
        final long tables = html.split("<table", -1).length;
        assertEquals(tables, html.split("<div class=\"wide\"><table", -1).length, "each table scrolls by itself");
        assertEquals(tables, html.split("</table></div>", -1).length);
        assertEquals(List.of(), Report.SPEC_GROUPS.stream().filter(g -> Sentences.of(g).isEmpty()).toList());
    }

    /** A verification that lacks a group is incomplete, whatever its checks say. */
    @Test
    void whatWasNotRunIsSaidAtTheTopAndIsNoSuccess() throws Exception {
        final List<Check> checks = List.of(Check.of("designs", "V1 S1", true, "holds", "again"));
        assertEquals(0, of(checks, List.of("designs")).exitCode());
        final Report r = of(checks, List.of("designs", "techniques", "mutants"));
        assertEquals(2, r.exitCode());
        r.write(folder);
        final String html = Files.readString(folder.resolve("index.html"));
        final int said = html.indexOf("not whole: this run has no check of techniques, mutants");
        assertTrue(said > 0 && said < html.indexOf("<table>"));
        assertTrue(Files.readString(folder.resolve("report.json")).contains("\"missing\": [\"techniques\", \"mutants\"]"));
    }

    /** A result of an earlier run is marked as such, with the time. */
    @Test
    void whatIsKeptIsSaid() throws Exception {
        final Check kept = Check.of("designs", "V1 S1", true, "holds", "again").keptFrom(Instant.parse("2026-01-11T08:00:00Z"));
        final Report r = of(List.of(kept, Check.of("designs", "V1 S2", true, "holds", "again")), List.of("designs"));
        assertEquals(0, r.exitCode());
        r.write(folder);
        assertTrue(Files.readString(folder.resolve("index.html"))
                .contains("1 of 2 were decided by earlier runs, the first at 2026-01-11T08:00:00Z"));
        assertTrue(Files.readString(folder.resolve("report.json")).contains("\"keptFrom\": \"2026-01-11T08:00:00Z\""));
        assertTrue(Files.readString(folder.resolve("junit.xml")).contains("<system-out>holds; decided by an earlier run, at 2026-01-11T08:00:00Z</system-out>"));
    }

    /**
     * A kept claim is shown with the number of its occasions; if there are none, it is not shown as kept, and the reason is
     * given.
     */
    @Test
    void aCellSaysHowOftenItsCaseOccurred() throws Exception {
        final SpecText spec = SpecText.load();
        final List<Cell> cells = List.of(
                new Cell("V1", "S1", Cell.Verdict.HOLDS, 0, 1234, ""),
                new Cell("V1", "S2", Cell.Verdict.REFUTED, 17, 98, ""),
                new Cell("V1", "S7", Cell.Verdict.NO_OCCASION, 0, 0, "Nobody asks."));
        final List<Check> checks = List.of(Check.of("designs", "V1 S1", true, cells.get(0).text(), "again"));
        new Report(Manifest.load(spec), SatelliteTable.load(spec), new Verification.Result(checks, cells, List.of(), List.of(), Map.of()),
                checks, List.of("designs"), 1).write(folder);
        final String html = Files.readString(folder.resolve("index.html"));
        assertTrue(html.contains("title=\"its case occurs in 1,234 steps\">holds<br><small>1,234</small></td>"));
        assertTrue(html.contains("title=\"refuted; its case occurs in 98 states\">17</td>"));
        assertTrue(html.contains("title=\"its case never occurs: Nobody asks.\">none</td>"));
        assertTrue(html.contains("No occasion for V1 S7: Nobody asks."));
        final String json = Files.readString(folder.resolve("report.json"));
        assertTrue(json.contains("\"property\": \"S1\", \"verdict\": \"holds\", \"occasions\": 1234}"), json);
        assertTrue(json.contains("\"verdict\": \"no occasion\", \"occasions\": 0, \"reason\": \"Nobody asks.\"}"), json);
        assertTrue(Files.readString(folder.resolve("junit.xml"))
                .contains("<system-out>holds; its case occurs 1234 times</system-out>"));
    }
}

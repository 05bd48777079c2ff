package dmabuf.revoke.report;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One report for all that was checked: index.html for people, junit.xml and report.json for programs.
 *
 * @param checks all of them
 * @param implementation those of them that hold the implementation against the spec
 */
public record Report(
        Manifest manifest,
        SatelliteTable satellites,
        Verification.Result result,
        List<Check> checks,
        List<Check> implementation,
        double seconds) {
    /** 0 all as expected, 1 something differs, 2 something could not be decided; nothing checked is undecided. */
    public int exitCode() {
        if (checks.isEmpty() || count(Check.Status.UNDECIDED) > 0) {
            return 2;
        }
        return checks.stream().anyMatch(Check::differs) ? 1 : 0;
    }

    public long count(final Check.Status status) {
        return checks.stream().filter(c -> c.status() == status).count();
    }

    /** One line. */
    public String total() {
        return String.format(
                "%d checks: %d as expected, %d differ%s, %d undecided; %.0f s",
                checks.size(),
                count(Check.Status.AS_EXPECTED),
                checks.stream().filter(Check::differs).count(),
                count(Check.Status.HUNG) > 0 ? " (" + count(Check.Status.HUNG) + " hung)" : "",
                count(Check.Status.UNDECIDED),
                seconds);
    }

    /** Checks by their group, in the order in which the groups came. */
    static Map<String, List<Check>> groups(final List<Check> checks) {
        return checks.stream()
                .collect(Collectors.groupingBy(Check::group, LinkedHashMap::new, Collectors.toList()));
    }

    /** Writes the three files; each aside, then renamed. */
    public void write(final Path folder) throws Undecided {
        try {
            Files.createDirectories(folder);
            write(folder.resolve("index.html"), HtmlPage.of(this));
            write(folder.resolve("junit.xml"), JunitXml.of(this));
            write(folder.resolve("report.json"), Json.of(this));
        } catch (IOException e) {
            throw new Undecided("cannot write the report into " + folder + ": " + e.getMessage());
        }
    }

    private static void write(final Path file, final String text) throws IOException {
        final Path aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(aside, text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}

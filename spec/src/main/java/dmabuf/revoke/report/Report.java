// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.report;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.keep.WholeFile;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report on all checks: index.html for people, junit.xml and report.json for programs.
 *
 * @param checks all checks
 * @param groups those that a complete verification has
 */
public record Report(
        Manifest manifest,
        SatelliteTable satellites,
        Verification.Result result,
        List<Check> checks,
        List<String> groups,
        double seconds) {
    /** The groups of the checks of the spec, which each complete verification has; other groups come from parts. */
    public static final List<String> SPEC_GROUPS = List.of(
            "designs", "bugs", "counts", "reached", "witness", "scenes", "same", "fairness", "oracle", "spec mutants",
            "satellites");

    /** 0 if all is as expected, 1 if something differs, 2 if something is undecided or was not run. */
    public int exitCode() {
        if (checks.isEmpty() || count(Check.Status.UNDECIDED) > 0 || !missing().isEmpty()) {
            return 2;
        }
        return checks.stream().anyMatch(Check::differs) ? 1 : 0;
    }

    /** The groups without any check. */
    public List<String> missing() {
        return groups.stream().filter(g -> checks.stream().noneMatch(c -> c.group().equals(g))).toList();
    }

    /** The checks of the implementation against the spec. */
    List<Check> implementation() {
        return checks.stream()
                .filter(c -> groups.contains(c.group()) && !SPEC_GROUPS.contains(c.group()))
                .toList();
    }

    /**
     * The groups without a check, what this machine could not run, and how much was decided by earlier runs, one line each;
     * empty if everything was decided now.
     */
    public List<String> remarks() {
        final List<String> remarks = new ArrayList<>();
        if (!missing().isEmpty()) {
            remarks.add("not whole: this run has no check of " + String.join(", ", missing()));
        }
        final List<Check> lacking = checks.stream().filter(c -> c.status() == Check.Status.NOT_RUN).toList();
        if (!lacking.isEmpty()) {
            remarks.add(lacking.size() + " of " + checks.size() + " were not run here, and say nothing: " + lacking.stream()
                    .map(c -> c.group() + " (" + c.name() + ")")
                    .collect(Collectors.joining(", ")));
        }
        final List<Check> kept = checks.stream().filter(Check::kept).toList();
        if (!kept.isEmpty()) {
            remarks.add(String.format(
                    "%d of %d were decided by earlier runs, the first at %s, the last at %s; ./revoke verify --fresh decides everything again",
                    kept.size(), checks.size(),
                    kept.stream().map(Check::decidedText).min(Comparator.naturalOrder()).orElse(""),
                    kept.stream().map(Check::decidedText).max(Comparator.naturalOrder()).orElse("")));
        }
        return remarks;
    }

    public long count(final Check.Status status) {
        return checks.stream().filter(c -> c.status() == status).count();
    }

    /** The totals in one line. */
    public String total() {
        return String.format(
                "%d checks: %d as expected, %d differ%s, %d undecided%s; %.0f s",
                checks.size(),
                count(Check.Status.AS_EXPECTED),
                checks.stream().filter(Check::differs).count(),
                count(Check.Status.HUNG) > 0 ? " (" + count(Check.Status.HUNG) + " hung)" : "",
                count(Check.Status.UNDECIDED),
                count(Check.Status.NOT_RUN) == 0 ? "" : ", " + count(Check.Status.NOT_RUN) + " not run",
                seconds);
    }

    /** Checks by their group, in the order in which the groups came. */
    static Map<String, List<Check>> groups(final List<Check> checks) {
        return checks.stream()
                .collect(Collectors.groupingBy(Check::group, LinkedHashMap::new, Collectors.toList()));
    }

    /** Writes the three files, each under another name that is then renamed. */
    public void write(final Path folder) throws Undecided {
        try {
            Files.createDirectories(folder);
            WholeFile.write(folder.resolve("index.html"), HtmlPage.of(this));
            WholeFile.write(folder.resolve("junit.xml"), JunitXml.of(this));
            WholeFile.write(folder.resolve("report.json"), Json.of(this));
        } catch (IOException e) {
            throw new Undecided("cannot write the report into " + folder, e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.report.JunitXml;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The report on a campaign, beside its results: {@code index.html} for a reader, {@code junit.xml} for programs.
 *
 * @param before the campaigns before it in the same folder, the oldest first
 */
record Report(Results results, List<Results> before) {
    /** Writes both files, and prints the totals, unexpected results, and the place of the report. {@return the exit code} */
    int write(final Consumer<String> said) throws Undecided {
        final Summary s = Summary.of(results);
        final Path folder = results.file().toAbsolutePath().getParent();
        final List<Check> checks = s.checks(results.file().resolveSibling(""));
        Folder.write(folder.resolve("index.html"), new ReportPage(s, before.stream().map(Summary::of).toList(),
                Tools.home().resolve("model-tests/matrix.tsv")).text());
        Folder.write(folder.resolve("junit.xml"), JunitXml.of(checks, s.seconds()));
        s.lines().forEach(said);
        checks.stream().filter(c -> !c.ok() && c.status() != Check.Status.NOT_RUN).forEach(c -> said.accept(
                c.status() + " " + c.name() + ": " + c.detail() + (c.replay().isEmpty() ? "" : "; " + c.replay())));
        said.accept("report: " + results.file().resolveSibling("index.html"));
        return s.exitCode();
    }
}

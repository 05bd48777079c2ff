// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.check.Satellites;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bugs",
        mixinStandardHelpOptions = true,
        description = "A row for each known bug: its number in the reference, and the property that it breaks. The bugs"
                + " of the protocol come first, then those of the satellites, and the states that these reach.")
public final class BugsCommand implements Subcommand {
    @Option(names = "--tsv", description = "separate the fields by tabs")
    boolean tsv;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open();
        final Rows rows = new Rows("number", "name", "property", "verdict", "length", "occasions");
        boolean differs = false;
        final List<Cell> cells = tools.decisions().decide(tools.designs(tools.manifest().bugs().keySet()));
        for (final Manifest.Bug bug : tools.manifest().bugs().values()) {
            final Cell c = Matrix.find(cells, bug.name(), bug.shownBy());
            differs |= !c.agrees(tools.manifest().cell(bug.name(), bug.shownBy()));
            rows.add(bug.number(), bug.name(), c.property(), c.verdict().toString(), c.lengthText(), c.occasionsText());
        }
        for (final Satellites.Answer a : tools.satellites().answers(null)) {
            differs |= a.path() == null;
            rows.add(
                    a.numbers(), a.module() + "." + a.variant(), a.name() == null ? "-" : a.name(),
                    a.path() == null ? "holds" : a.reached() ? "reached" : "refuted",
                    a.path() == null ? "-" : Integer.toString(a.path().length()), "-");
        }
        System.out.print(rows.text(tsv));
        return differs ? DIFFERS : AS_EXPECTED;
    }
}

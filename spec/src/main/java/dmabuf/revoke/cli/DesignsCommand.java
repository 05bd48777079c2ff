// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "designs",
        mixinStandardHelpOptions = true,
        description = "A row for each design and property: whether it holds, and how often its case occurs; is refuted;"
                + " has no occasion; or is not claimed.")
public final class DesignsCommand implements Subcommand {
    @Option(names = "--tsv", description = "separate the fields by tabs")
    boolean tsv;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open();
        final Rows rows = new Rows("design", "property", "verdict", "length", "occasions", "reason");
        boolean differs = false;
        for (final Cell found : tools.decisions().decide(tools.designs(tools.manifest().designs().keySet()))) {
            final Cell expected = tools.manifest().cell(found.design(), found.property());
            final Cell c = found.claimed(expected);
            differs |= !c.agrees(expected);
            rows.add(c.design(), c.property(), c.verdict().toString(), c.lengthText(), c.occasionsText(), c.reason());
        }
        System.out.print(rows.text(tsv));
        if (!tsv) {
            System.out.println("\n" + tools.manifest().restsOnFull());
        }
        return differs ? DIFFERS : AS_EXPECTED;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "satellites",
        mixinStandardHelpOptions = true,
        description = "Prints the lines of satellites.tsv that would expect the present results, so that the"
                + " consequences of a change of a satellite can be reviewed.")
public final class SatellitesCommand implements Subcommand {
    @Parameters(paramLabel = "MODULE", description = "default: all")
    List<String> modules = List.of();

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open();
        final Set<String> asked = new LinkedHashSet<>();
        for (final String m : modules) {
            asked.add(Names.find("satellite", m, tools.spec().satellites()));
        }
        tools.satellites().lines(List.copyOf(asked)).forEach(System.out::println);
        return AS_EXPECTED;
    }
}

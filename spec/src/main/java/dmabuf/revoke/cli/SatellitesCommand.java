package dmabuf.revoke.cli;

import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "satellites",
        mixinStandardHelpOptions = true,
        description = "The lines that satellites.tsv would need to expect what is found now, for a change of a satellite to"
                + " be reviewed with its consequences.")
public final class SatellitesCommand implements Subcommand {
    @Parameters(paramLabel = "MODULE", description = "default: all")
    List<String> modules = List.of();

    @Override
    public Integer call() throws Exception {
        Tools.open(false).satellites().lines(modules).forEach(System.out::println);
        return AS_EXPECTED;
    }
}

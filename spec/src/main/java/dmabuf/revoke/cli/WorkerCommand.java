// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Place;
import dmabuf.revoke.tlc.TlcWorker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description = "Explores states for TLC's server, which ./revoke verify --serve starts on this machine or another:"
                + " waits until it is there, and ends with it.",
        footer = {"", "The server's output has the verdict. Exit codes: 0 it has worked, 2 it could not."})
public final class WorkerCommand implements Subcommand {
    @Parameters(index = "0", paramLabel = "HOST",
            description = "the address that the server was given, " + Place.HERE + " by default")
    String host;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = Place.PORT, description = "its port; default: ${DEFAULT-VALUE}")
    int port;

    @Option(names = "--threads", paramLabel = "N", converter = AtLeastOne.class,
            description = "how many threads explore; default: one for each core")
    Integer threads;

    @Override
    public Integer call() throws Exception {
        final int many = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        final long computed = new TlcWorker(Tools.target().resolve("tlc"), Place.of(host, port), many, Tools::progress).run();
        System.out.println("computed " + computed + " successors; the server's output has the verdict");
        return AS_EXPECTED;
    }
}

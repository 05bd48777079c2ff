// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.serve.Server;
import dmabuf.revoke.service.ReadableFolder;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the pages that ./revoke site has written to a browser on this machine, and answers what-if, litmus tests"
                + " and traces on the page Ask. Ends with Ctrl-C.",
        footer = {"", "It listens on 127.0.0.1 only, and its address holds a token: who does not know it is not answered.",
                "Exit codes: 2 it could not begin."})
public final class ServeCommand implements Subcommand {
    private static final int LAST_PORT = 65_535;

    @Parameters(index = "0", converter = ReadableFolder.class, paramLabel = "DIR", description = "the folder that ./revoke site has written")
    Path folder;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = "the port; default: one that is free")
    int port;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > LAST_PORT) {
            throw new Undecided("--port " + port + " is none; there are 1 to " + LAST_PORT + ", and 0 for one that is free");
        }
        if (!Files.isRegularFile(folder.resolve("ask.html"))) {
            throw new Undecided(folder + " holds no site with a page to ask on; write one with ./revoke site " + folder);
        }
        final Path work = Files.createTempDirectory("revoke-serve");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(work)));
        try (Server server = new Server(folder, work, port)) {
            System.out.println(server.address());
            if (System.out.checkError()) {
                throw new Undecided("the address could not be printed, and nobody could find the pages: the standard output is full or closed");
            }
            new CountDownLatch(1).await();
            return AS_EXPECTED;
        } catch (BindException e) {
            throw new Undecided("cannot listen on port " + port + "; without --port a free one is found", e);
        }
    }

    private static void delete(final Path work) {
        try (var files = Files.walk(work)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
        } catch (IOException e) {
            System.err.println("revoke: " + work + " could not be removed: " + e.getMessage());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.service.WritableFolder;
import dmabuf.revoke.site.Site;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        description = "Writes the pages for a design review: the matrix, each counterexample as a picture, the spec, a buffer to"
                + " play with. A browser reads them from the disk.",
        footer = {"", "Exit codes: 0 written; 2 could not be decided or written."})
public final class SiteCommand implements Subcommand {
    @Parameters(index = "0", converter = WritableFolder.class, paramLabel = "DIR", description = "the folder for the pages: a new one, or one with an earlier site")
    Path folder;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME", description = "designs and bugs; default: all")
    List<String> names = List.of();

    @Override
    public Integer call() throws Exception {
        if (Files.isDirectory(folder) && !Files.exists(folder.resolve("site.css")) && !empty()) {
            throw new Undecided(folder + " holds other files: name a new folder, or one with an earlier site");
        }
        try {
            final Tools tools = Tools.open();
            final List<String> rows = new ArrayList<>();
            for (final String n : names) {
                rows.add(Design.named(n, tools.spec()).name());
            }
            final int files = new Site(tools, folder, rows.isEmpty() ? tools.manifest().configurations() : rows).write();
            System.out.printf("%d files in %s; open %s%n", files, folder, folder.resolve("index.html").toAbsolutePath().normalize().toUri());
            return AS_EXPECTED;
        } catch (IOException e) {
            throw new Undecided("cannot write the pages into " + folder, e);
        }
    }

    private boolean empty() throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}

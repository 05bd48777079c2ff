// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.service.WritableFolder;
import dmabuf.revoke.stress.campaign.Merge;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = "Joins the last campaigns of several folders: shards from other machines, or the same units again.",
        footer = {"", "Exit codes: those of campaign; 2 also if a shard is missing, or is of another spec or code."})
public final class MergeCommand implements Subcommand {
    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "folders that campaigns have left")
    List<Path> folders;

    @Option(names = "--out", paramLabel = "DIR", required = true, converter = WritableFolder.class,
            description = "the folder of the results, failures and report of all")
    Path out;

    @Override
    public Integer call() throws Exception {
        return Merge.of(folders, out, Tools::progress, System.out::println);
    }
}

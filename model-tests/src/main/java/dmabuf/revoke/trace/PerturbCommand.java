// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.perturb.NothingToPerturb;
import dmabuf.revoke.trace.perturb.Perturbation;
import dmabuf.revoke.trace.perturb.Perturbing;
import dmabuf.revoke.trace.perturb.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "perturb",
        mixinStandardHelpOptions = true,
        description = "Changes an accepted trace at random, lets TLC decide which changes leave the spec, and counts how"
                + " many of these are refused.")
public final class PerturbCommand implements Subcommand {
    @Parameters(index = "0", paramLabel = "FILE", converter = ReadableFile.class,
            description = "a trace of VFIO that ./revoke trace accepts")
    Path file;

    @Option(names = "--seed", description = "the random seed (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(names = "--each", converter = AtLeastOne.class,
            description = "how many perturbations of each class (default: ${DEFAULT-VALUE})")
    int each = 20;

    @Override
    public Integer call() throws Exception {
        final Perturbing p = new Perturbing(Tools.open(), seed, each, System.err::println);
        final Map<Perturbation, Tally> all = perturbed(p);
        System.out.printf("%s, seed %d; TLC decided %d histories%n", file, seed, p.decided());
        p.windows().forEach(w -> System.out.println("  perturbed in " + w));
        System.out.println();
        System.out.printf("%-18s %s%n", "", Tally.heads());
        all.forEach((how, t) -> System.out.printf("%-18s %s  %s%n", how, t.row(), how.sentence()));
        final Tally total = Tally.of(all.values());
        total.wrong().forEach(w -> System.out.println("  " + w));
        System.out.printf("%n%s%n", total.sentence());
        return total.exitCode();
    }

    private Map<Perturbation, Tally> perturbed(final Perturbing p) throws Undecided, InterruptedException {
        try {
            return p.run(lines());
        } catch (NothingToPerturb e) {
            throw new Undecided(file + ": " + e.getMessage());
        }
    }

    private List<String> lines() throws Undecided {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
    }
}

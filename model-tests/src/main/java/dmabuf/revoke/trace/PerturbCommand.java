package dmabuf.revoke.trace;

import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
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
        description = "Perturbs an accepted trace, lets TLC say what leaves the spec, and counts how much of that is refused.")
public final class PerturbCommand implements Subcommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "a trace of VFIO that is explained")
    Path file;

    @Option(names = "--seed", description = "where to perturb (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(names = "--each", description = "how many perturbations of each class (default: ${DEFAULT-VALUE})")
    int each = 20;

    @Override
    public Integer call() throws Exception {
        final Perturbing p = new Perturbing(Tools.open(false), seed, each);
        final Map<Perturbation, Perturbing.Tally> all = p.run(lines());
        System.out.printf("%s, seed %d; TLC decided %d histories%n%n", file, seed, p.decided());
        System.out.printf("%-18s %5s %6s %8s %6s %9s%n", "", "made", "leave", "refused", "legal", "accepted");
        all.forEach((how, t) -> System.out.printf("%-18s %5d %6d %8d %6d %9d  %s%n",
                how, t.made, t.leaves, t.refused, t.legal, t.accepted, how.sentence));
        final Perturbing.Tally total = Perturbing.Tally.of(all.values());
        total.wrong.forEach(w -> System.out.println("  " + w));
        System.out.printf("%nof %d that leave the spec %d are refused (%.1f %%); of %d that are legal %d are accepted%n",
                total.leaves, total.refused, 100.0 * total.refused / Math.max(1, total.leaves), total.legal,
                total.accepted);
        return total.exitCode();
    }

    private List<String> lines() throws Undecided {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            throw new Undecided("cannot read " + file + ": " + e.getMessage());
        }
    }
}

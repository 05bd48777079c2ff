// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.mutate.SpecMutants;
import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "mutate",
        mixinStandardHelpOptions = true,
        description = "Leaves out each guard, update and step of the spec, one at a time, and shows which claim then"
                + " fails.")
public final class MutateCommand implements Subcommand {
    private static final int FEW = 20;

    @Option(names = "--all", description = "try all of them")
    boolean all;

    @Option(names = "--sample", paramLabel = "N", converter = AtLeastOne.class, description = "try N at random; default:"
            + " " + FEW)
    Integer size;

    @Option(names = "--seed", paramLabel = "S", description = "the seed of the sample; default: one that changes with"
            + " the spec")
    Long seed;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (all && (size != null || seed != null)) {
            throw new ParameterException(spec.commandLine(),
                    "--all takes no sample: use --all alone, or --sample and --seed without it");
        }
        final SpecMutants mutants = open(Tools.open());
        final List<Check> checks = all ? mutants.all() : sample(mutants, size == null ? FEW : size, seed == null ? mutants.seed() : seed);
        checks.forEach(c -> System.out.printf("%-8s %s: %s%n", c.ok() ? "" : c.status(), c.name(), c.detail()));
        return Subcommand.exitCode(checks);
    }

    /** The mutants of the spec. */
    public static SpecMutants open(final Tools tools) throws Undecided {
        return new SpecMutants(tools.spec(), Tools.target().resolve("tlc"), Tools::progress);
    }

    /** A random sample; its seed is printed. */
    public static List<Check> sample(final SpecMutants mutants, final int size, final long seed)
            throws Undecided, InterruptedException {
        Tools.progress(size + " mutants of the spec, seed " + seed);
        return mutants.sample(size, seed);
    }
}

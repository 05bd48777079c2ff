// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.model.cut.Cut;
import dmabuf.revoke.model.cut.CutHunts;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cuts",
        mixinStandardHelpOptions = true,
        description = "Leaves out each guard, lock, wait and write of impl, one at a time, and shows which technique"
                + " notices.")
public final class CutsCommand implements Subcommand {
    private static final int FEW = 5;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "the name of a cut, or a class for all of its cuts")
    List<String> names = List.of();

    @Option(names = "--all", description = "try all of them")
    boolean all;

    @Option(names = "--list", description = "only list the cuts")
    boolean list;

    @Option(names = "--sample", paramLabel = "N", converter = AtLeastOne.class, description = "try N at random; default:"
            + " " + FEW)
    Integer size;

    @Option(names = "--seed", paramLabel = "S", description = "the seed of the sample; default: the date as a number")
    Long seed;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final boolean drawn = size != null || seed != null;
        if ((all ? 1 : 0) + (names.isEmpty() ? 0 : 1) + (drawn ? 1 : 0) > 1) {
            throw new ParameterException(spec.commandLine(),
                    "use one of: names, --all, or --sample and --seed");
        }
        final CutHunts hunts = new CutHunts(Tools.home(), Graphs.of(Tools.open()));
        if (list) {
            chosen(hunts).forEach(c -> System.out.println(c.name()));
            return AS_EXPECTED;
        }
        final List<Check> checks = all ? hunts.all() : hunts.hunt(chosen(hunts));
        checks.forEach(c -> System.out.printf("%-8s %s: %s%n", c.ok() ? "" : c.status(), c.name(), c.detail()));
        return Subcommand.exitCode(checks);
    }

    private List<Cut> chosen(final CutHunts hunts) throws Undecided {
        if (all || list && names.isEmpty() && size == null && seed == null) {
            return hunts.cuts();
        }
        if (names.isEmpty()) {
            final long drawn = seed == null ? Settings.today() : seed;
            Tools.progress((size == null ? FEW : size) + " cuts of impl, seed " + drawn);
            return hunts.sample(size == null ? FEW : size, drawn);
        }
        final Set<String> classes = new LinkedHashSet<>();
        hunts.cuts().forEach(c -> classes.add(outermost(c)));
        final List<Cut> chosen = new ArrayList<>();
        for (final String typed : names) {
            final List<Cut> named = hunts.cuts().stream().filter(c -> c.name().equals(typed)).toList();
            chosen.addAll(named.isEmpty() ? of(typed, classes, hunts) : named);
        }
        return chosen;
    }

    /** The cuts of a class. An unknown cut gets no suggestion: there are too many cuts. */
    private static List<Cut> of(final String typed, final Set<String> classes, final CutHunts hunts) throws Undecided {
        if (typed.contains(" ")) {
            throw new Undecided("no cut is called " + typed + ": ./revoke cuts --list shows all of them");
        }
        final String name = Names.find("class with cuts", typed, classes);
        return hunts.cuts().stream().filter(c -> outermost(c).equals(name)).toList();
    }

    private static String outermost(final Cut c) {
        return c.where().split("[. ]")[0];
    }
}

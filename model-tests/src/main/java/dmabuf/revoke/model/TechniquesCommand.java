// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "techniques",
        mixinStandardHelpOptions = true,
        description = "Checks impl against the spec: replay of every edge, random chains, controlled schedules.")
public final class TechniquesCommand implements Subcommand {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "the techniques to run; default: all")
    List<String> names = List.of();

    @Option(names = "--seed", description = "the random seed; default: the date as a number, ${DEFAULT-VALUE}")
    long seed = Settings.today();

    @Option(names = "--full", description = "all schedules: minutes, where it is half a minute else")
    boolean full;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open();
        final Graphs graphs = Graphs.of(tools);
        boolean agree = true;
        for (final Technique t : chosen()) {
            final Technique.Verdict v = t.run(graphs, seed);
            agree &= v.agrees();
            System.out.printf("%-12s %s: %s%n", t.name(), v.status(), v.summary());
            if (!v.agrees()) {
                System.out.println(v.failure());
                System.out.println("to repeat this: " + Techniques.again(t, seed, full));
            }
        }
        return agree ? AS_EXPECTED : DIFFERS;
    }

    private List<Technique> chosen() throws Undecided {
        final List<String> all = Techniques.all().stream().map(Technique::name).toList();
        final List<String> wanted = new ArrayList<>();
        for (final String n : names) {
            wanted.add(Names.find("technique", n, all));
        }
        return Techniques.all(full).stream()
                .filter(t -> wanted.isEmpty() || wanted.contains(t.name()))
                .toList();
    }
}

package dmabuf.revoke.trace;

import dmabuf.revoke.cli.Subcommand;
import dmabuf.revoke.cli.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Judges traces of running kernels: is each a behaviour of the spec, and if not, is a promise broken?",
        footer = {"", "Exit codes: 0 explained, 1 refuted, 2 cannot tell. How to record one: docs/6-traces.md."})
public final class TraceCommand implements Subcommand {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "ftrace text, plain or gzip; - is the standard input")
    List<String> files;

    @Option(names = "--design", description = "judge all buffers by this design (default: each by its exporter's)")
    String design;

    @Option(names = "--observed", split = ",", description = "the events that were recorded (default: those that the trace has)")
    Set<String> observed = new LinkedHashSet<>();

    @Option(names = "--json", description = "also write the report as JSON into this file")
    Path json;

    @Option(names = "--junit", description = "also write it as JUnit XML")
    Path junit;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open(false);
        final List<Judgement> all = new ArrayList<>();
        for (final String f : files) {
            final Judgement j = f.equals("-") ? Judgement.of(System.in, tools.shop(), design, observed)
                    : Judgement.of(Path.of(f), tools.shop(), design, observed);
            System.out.print(TraceText.of(j));
            all.add(j);
        }
        return exitCode(all);
    }

    /** Refuted beats cannot tell, and that beats explained. */
    private static int exitCode(final List<Judgement> all) {
        final List<Integer> codes = all.stream().map(Judgement::exitCode).toList();
        return codes.contains(DIFFERS) ? DIFFERS : codes.contains(UNDECIDED) ? UNDECIDED : AS_EXPECTED;
    }
}

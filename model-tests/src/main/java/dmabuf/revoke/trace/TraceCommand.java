// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.report.JunitXml;
import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.EndlessInput;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.service.WritableFile;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.Terms;
import dmabuf.revoke.trace.judge.Calls;
import dmabuf.revoke.trace.judge.Exporter;
import dmabuf.revoke.trace.judge.Setting;
import dmabuf.revoke.trace.read.ProbeList;
import dmabuf.revoke.trace.show.Style;
import dmabuf.revoke.trace.show.TraceChecks;
import dmabuf.revoke.trace.show.TraceJson;
import dmabuf.revoke.trace.show.TracePage;
import dmabuf.revoke.trace.show.TracePicture;
import dmabuf.revoke.trace.show.TraceTable;
import dmabuf.revoke.trace.show.TraceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Judges traces of running kernels: whether each is a behaviour of the spec, and if not, whether a"
                + " promise is broken.",
        footer = {"",
                "Exit codes: 0 explained; 1 refuted, or a promise is broken; 2 undecided. docs/6-traces.md says how to"
                        + " record a trace."})
public final class TraceCommand implements Subcommand {
    private static final String KNOB = "[A-Z]\\w*=.*";

    @Parameters(paramLabel = "FILE", arity = "1..*",
            description = "ftrace text, plain or gzip; - is the standard input, and a pipe is read as it is")
    List<String> all;

    @Option(names = "--design", description = "judge all buffers by this design (default: each by its exporter's); a KNOB=VALUE"
            + " among the files turns a knob of it")
    String design;

    @Option(names = "--exporter", paramLabel = "NAME=DESIGN" + Exporter.FUNCTIONS,
            description = "judge the buffers of an exporter by a design, which may be followed by knobs; and by which of its"
                    + " functions it revokes, restores and moves")
    List<String> exporters = new ArrayList<>();

    @Option(names = "--require", split = ",", paramLabel = "CALL",
            description = "cannot tell if none of these was judged: attach, detach, map, unmap, revoke, restore, close, move")
    Set<String> required = new LinkedHashSet<>();

    @Option(names = "--observed", split = ",",
            description = "the events that were recorded, whatever the trace has (default: as record.sh wrote it down, else those"
                    + " that the trace has)")
    Set<String> observed = new LinkedHashSet<>();

    @Option(names = "--probes", paramLabel = "FILE", converter = ReadableFile.class,
            description = "what was enabled: a copy of set_event, or of kprobe_events if all of it was; what is not in it"
                    + " was not recorded")
    Path probes;

    @Option(names = {"-v", "--verbose"}, description = "also list the events and the spec's actions that were met")
    boolean verbose;

    @Option(names = "--all", description = "show each refuted buffer (default: the first, the others counted)")
    boolean every;

    @Option(names = "--width", converter = AtLeastOne.class, paramLabel = "COLUMNS",
            description = "how wide lanes may be (default: COLUMNS of the environment, else " + Style.WIDTH + ")")
    int width = columns(System.getenv("COLUMNS"));

    @Option(names = "--json", converter = WritableFile.class, description = "also write the report as JSON into this file")
    Path json;

    @Option(names = "--html", converter = WritableFile.class, description = "also write it as a page, with each refutation as a picture")
    Path html;

    @Option(names = "--svg", converter = WritableFile.class, description = "also draw the lines up to the first refuted one, into this file")
    Path svg;

    @Option(names = "--junit", converter = WritableFile.class, description = "also write it as JUnit XML")
    Path junit;

    @Override
    public Integer call() throws Exception {
        final long start = System.nanoTime();
        final List<String> knobs = all.stream().filter(f -> design != null && f.matches(KNOB)).toList();
        final List<String> files = all.stream().filter(f -> !knobs.contains(f)).toList();
        if (files.isEmpty()) {
            throw new Undecided("no FILE is given");
        }
        if (files.stream().filter("-"::equals).count() > 1) {
            throw new Undecided("- is given twice, but the standard input can be read only once");
        }
        WritableFile.apart(read(files), json, html, svg, junit);
        final Tools tools = Tools.open();
        final Terms terms = terms(tools, knobs);
        final List<Judgement> judged = new ArrayList<>();
        final List<Check> checks = new ArrayList<>();
        final Map<String, String> unreadable = new LinkedHashMap<>();
        for (final String f : files) {
            final long begin = System.nanoTime();
            try {
                final Judgement j = judge(f, tools, terms);
                System.out.print(TraceText.of(j, new Style(verbose, every, width)));
                judged.add(j);
                TraceChecks.of(j).forEach(c -> checks.add(c.took((System.nanoTime() - begin) / 1e9)));
            } catch (Unreadable e) {
                System.err.println("revoke: " + e.getMessage());
                unreadable.put(f, e.getMessage());
                checks.add(Check.undecided("trace", f + ": readable", e.getMessage(), "./revoke trace " + f));
            }
        }
        if (files.size() > 1) {
            System.out.printf("%n%s", TraceTable.of(judged, unreadable));
        }
        final int code = exitCode(judged, !unreadable.isEmpty());
        if (json != null) {
            write(json, TraceJson.of(judged, unreadable, code));
        }
        if (html != null) {
            write(html, TracePage.of(judged, unreadable));
        }
        if (svg != null) {
            draw(judged);
        }
        if (junit != null) {
            write(junit, JunitXml.of(checks, (System.nanoTime() - start) / 1e9));
        }
        return code;
    }

    /** The files that can be read. A file that cannot is reported when its turn comes. */
    private List<Path> read(final List<String> files) {
        final List<Path> read = new ArrayList<>(probes == null ? List.of() : List.of(probes));
        for (final String f : files) {
            try {
                read.add(ReadableFile.at(f));
            } catch (Undecided e) {
                continue;
            }
        }
        return read;
    }

    /** A file that does not exist or cannot be opened; the others are judged anyway. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(final String why) {
            super(why);
        }
    }

    private static Judgement judge(final String file, final Tools tools, final Terms terms)
            throws Unreadable, Undecided, InterruptedException {
        if (EndlessInput.isSignalled()) {
            throw new Unreadable(file + " was not read: a signal has ended the run before");
        }
        if (file.equals("-")) {
            return judge(file, () -> System.in, tools, terms);
        }
        final Path path;
        try {
            path = ReadableFile.at(file);
        } catch (Undecided e) {
            throw new Unreadable(e.getMessage());
        }
        try {
            return isReadOnce(path) ? judge(file, () -> Files.newInputStream(path), tools, terms)
                    : Judgement.of(path, tools.shop(), terms);
        } catch (Undecided e) {
            if (e.getCause() instanceof IOException) {
                throw new Unreadable(e.getMessage());
            }
            throw e;
        }
    }

    private static Judgement judge(final String name, final EndlessInput.Source in, final Tools tools, final Terms terms)
            throws Undecided, InterruptedException {
        return Judgement.of(name, EndlessInput.of(in), tools.shop(), terms.listener(f -> System.err.println("refuted at line " + f.line()
                + ", " + f.name() + ": " + f.text())));
    }

    /** Whether what is read is gone: a pipe, and the kernel's trace_pipe, which looks like a file. */
    private static boolean isReadOnce(final Path file) {
        return !Files.isRegularFile(file) || file.endsWith("trace_pipe");
    }

    /** The width of the terminal, from the shell's variable. */
    private static int columns(final String told) {
        return told != null && told.matches("[1-9]\\d{1,3}") ? Integer.parseInt(told) : Style.WIDTH;
    }

    private Terms terms(final Tools tools, final List<String> knobs) throws Undecided {
        final List<Exporter> told = new ArrayList<>();
        for (final String e : exporters) {
            told.add(Exporter.of(e, tools.spec()));
        }
        final Set<Calls.Call> calls = new LinkedHashSet<>();
        for (final String c : required) {
            calls.add(Calls.Call.typed(c));
        }
        return new Terms(design == null ? null : Setting.of(design, knobs, tools.spec()), told, observed,
                probes == null ? Set.of() : ProbeList.of(probes), calls, f -> {});
    }

    private void draw(final List<Judgement> judged) throws Undecided {
        final Optional<String> picture = TracePicture.ofFirst(judged);
        if (picture.isEmpty()) {
            System.err.println("revoke: no line is refuted: there is nothing to draw, and " + svg + " was not written");
            return;
        }
        write(svg, picture.get());
    }

    private static void write(final Path file, final String text) throws Undecided {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Undecided("cannot write " + file, e);
        }
    }

    /** The exit code: refuted takes precedence over cannot tell, and cannot tell over explained. */
    private static int exitCode(final List<Judgement> all, final boolean unreadable) {
        final List<Integer> codes = all.stream().map(Judgement::exitCode).toList();
        return codes.contains(DIFFERS) ? DIFFERS : unreadable || codes.contains(UNDECIDED) ? UNDECIDED : AS_EXPECTED;
    }
}

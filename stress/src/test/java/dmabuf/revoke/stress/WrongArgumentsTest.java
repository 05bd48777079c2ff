// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import dmabuf.revoke.trace.judge.Exporter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Each subcommand with each of its arguments wrong: one line on the standard error, exit code 2, no stack trace. The subcommands
 * and their arguments are read from the command line's own model; an argument without a rule fails.
 */
@Tag("tlc")
final class WrongArgumentsTest {
    /** Wrong values of an argument, by its label in the help, or by the command and the label. */
    private static final Map<String, List<String>> WRONG = Map.ofEntries(
            Map.entry("FILE", List.of("no-such-file", "/no/such/file", ".", "")),
            Map.entry("explain FILE", List.of("/no/such/file", "/proc/x.svg", ".", "")),
            Map.entry("serve N", List.of("x", "-3", "99999", "")),
            Map.entry("NAME", List.of("no-such-name", "")),
            Map.entry("DESIGN", List.of("no-such-name", "")),
            Map.entry("NAME=DESIGN" + Exporter.FUNCTIONS, List.of("no-such-form", "=Uverbs", "a=no-such-name", "a=Mover,move=", "")),
            Map.entry("EVENT", List.of("no-such-event", "attach", "")),
            Map.entry("PROPERTY", List.of("no-such-name", "")),
            Map.entry("MODULE", List.of("no-such-name", "")),
            Map.entry("KNOB=VALUE", List.of("NoSuchKnob=1", "FenceWait=no-such-value", "FenceWait", "FenceWait=BOOKKEEP", "")),
            Map.entry("N", List.of("x", "-3", "0", "99999999999")),
            Map.entry("SCENE", List.of("no-such-scene", "")),
            Map.entry("DIR", List.of("no-such-folder", "pom.xml", "")),
            Map.entry("HOST", List.of("no-such-host.invalid", "")),
            Map.entry("ADDRESS", List.of("no-such-host.invalid", "203.0.113.1", "0.0.0.0", "")),
            Map.entry("IMAGE", List.of("no-such-file", ".", "")),
            Map.entry("site DIR", List.of("pom.xml", "src", "")),
            Map.entry("prove DIR", List.of("pom.xml", "")),
            Map.entry("PORT", List.of("x", "-3", "99999", "")),
            Map.entry("PATH", List.of("no-such-file", ".", "")),
            Map.entry("campaign DIR", List.of("pom.xml", "")),
            Map.entry("merge DIR", List.of("pom.xml", "")),
            Map.entry("FOLDER", List.of("no-such-folder", "pom.xml", ".")),
            Map.entry("K/N", List.of("x", "0/4", "5/4", "9999/9999", "")),
            Map.entry("NUMBER", List.of("x", "")),
            Map.entry("TESTS", List.of("no-such-folder", "pom.xml", "")),
            Map.entry("litmus DIR", List.of("pom.xml", "src", "")),
            Map.entry("GLOB", List.of("no-such-test", "[", "")),
            Map.entry("LIST", List.of("no-such-technique", "")),
            Map.entry("TECHNIQUE", List.of("no-such-technique", "")),
            Map.entry("TIME", List.of("soon", "0s", "")),
            Map.entry("ARGS", List.of("-Xbogus", "-Xmx1k", "NoSuchClass", "")),
            Map.entry("KIND", List.of("no-such-kind", "dynamic,no-such-kind", "")),
            Map.entry("KIND,FIELD=VALUE,...", List.of("no-such-kind,response=never", "dynamic", "dynamic,fenced=perhaps", "dynamic,no=TRUE", "")),
            Map.entry("STEP,...", List.of("no-such-step", "lock,no-such-step", "")));

    /** Arguments that are right alone, but cannot be combined; and lists of names of which the last is wrong. */
    private static final List<String> TOGETHER = List.of(
            "cuts --all --sample 3", "cuts --all Mutex", "cuts Mutex --seed 3", "cuts Mutex no-such-class",
            "mutate --all --sample 3", "mutate --all --seed 3", "mutate --sample 3 --sample 4",
            "bench --impl --export", "bench --impl --storm", "storm --exporters 3", "storm --buffers 17", "storm --sharing 100000", "storm --programs 17", "bench --scene base", "bench --rounds 2", "bench --impl --rounds 2", "bench --impl --contention",
            "what-if Linux73 FenceWait=None FenceWait=READ", "what-if Linux73 FenceWait=None\"", "what-if Linux73 Offers={revoke",
            "litmus --run map-against-revoke --schedule map-against-revoke",
            "litmus --run map-against-revoke --schedules 3", "litmus --schedule map-against-revoke --for 1s",
            "mutants flag-after-the-broadcast no-such-name", "techniques faults no-such-name",
            "trace - -", "trace pom.xml no-such-file", "trace --json /no/such/folder/file pom.xml", "trace --junit . pom.xml",
            "trace --html . pom.xml", "trace --svg . pom.xml",
            "trace --json target/one --html target/one pom.xml", "monitor --dot .", "monitor --exporter a=Uverbs FenceWait=None", "monitor --trace pom.xml",
            "linux exporters no-such-name", "linux --kernel pom.xml --modules . --headers .", "linux --setup --dir pom.xml",
            "campaign --out target/no-campaign --resume --for 1s", "campaign --out target/no-campaign", "campaign --for 1s",
            "campaign --out target/no-campaign --resume", "campaign --out target/no-campaign --for 1s --cores 9999",
            "verify --serve", "verify --serve 127.0.0.1", "verify --full --scene threads", "verify --port 10998 --full", "verify --design V7",
            "explain pom.xml L1", "satellites Poll no-such-name");

    /** Files with a wrong content, and the commands that read them. */
    private static final Map<String, List<String>> FILES = Map.of(
            "storm-of-no-kind", List.of("explain", "replay"),
            "binary", List.of("explain", "replay", "perturb", "litmus", "bench --trace"),
            "empty", List.of("explain", "replay", "perturb", "litmus", "bench --trace"),
            "race-of-another-scene", List.of("replay"),
            "race-of-no-scene", List.of("replay"),
            "recording-of-no-scene", List.of("explain", "replay"),
            "recording-of-no-importer", List.of("explain", "replay"),
            "recording-of-no-process", List.of("explain", "replay"),
            "recording-of-no-call", List.of("explain", "replay"),
            "recording-of-no-move", List.of("explain", "replay"));

    /** The wrong content of such a file; a message may name that instead of the file. */
    private static final Map<String, String> INSIDE = Map.of("storm-of-no-kind", "teapot", "race-of-another-scene", "waiting", "race-of-no-scene",
            "nightly", "recording-of-no-scene", "Nobody/exporters", "recording-of-no-importer", "i9", "recording-of-no-process", "driver:i9",
            "recording-of-no-call", "fly", "recording-of-no-move", "wave");

    /** The text that a message names instead of a word of the command: a missing argument, or the wrong part of a value. */
    private static final Map<String, String> MISSING = Map.of(
            "campaign --out target/no-campaign", "--for", "campaign --for 1s", "--out", "what-if Linux73 FenceWait=None FenceWait=READ", "FenceWait",
            "what-if Linux73 FenceWait=None\"", "FenceWait", "what-if Linux73 Offers={revoke", "Offers",
            "linux --kernel pom.xml --modules . --headers .", "kernel");

    /** Further arguments that a command needs, so that its only error is a superfluous option or word. */
    private static final Map<String, List<String>> NEEDED = Map.of("explain", List.of("V7"), "site", List.of("target/site"), "serve", List.of("."),
            "worker", List.of("127.0.0.1"), "campaign", List.of("--for", "1s", "--out", "target/no-campaign"),
            "merge", List.of("--out", "target/no-campaign", "."),
            "replay", List.of("pom.xml"), "trace", List.of("pom.xml"), "perturb", List.of("pom.xml"));

    private static final List<String> CAMPAIGN = List.of("--for", "1s", "--out", "target/no-campaign");

    /** Arguments that must precede an argument, so that it is the only wrong one; by the command and its label or its name. */
    private static final Map<String, List<String>> BEFORE = Map.ofEntries(
            Map.entry("campaign K/N", CAMPAIGN), Map.entry("campaign N", CAMPAIGN), Map.entry("campaign NUMBER", CAMPAIGN),
            Map.entry("campaign GLOB", CAMPAIGN), Map.entry("campaign LIST", CAMPAIGN), Map.entry("campaign TESTS", CAMPAIGN),
            Map.entry("campaign DIR", List.of("--for", "1s")), Map.entry("campaign TIME", List.of("--out", "target/no-campaign")),
            Map.entry("merge FOLDER", List.of("--out", "target/no-campaign")),
            Map.entry("explain PROPERTY", List.of("V7")), Map.entry("explain --svg", List.of("V7", "L1")),
            Map.entry("linux --modules", List.of("--kernel", "pom.xml")), Map.entry("linux --headers", List.of("--kernel", "pom.xml")), Map.entry("site NAME", List.of("target/site")),
            Map.entry("what-if KNOB=VALUE", List.of("Linux73")), Map.entry("what-if KIND,FIELD=VALUE,...", List.of("Linux73")),
            Map.entry("what-if STEP,...", List.of("Linux73")));

    /** Arguments that must follow it. */
    private static final Map<String, List<String>> AFTER = Map.ofEntries(
            Map.entry("bench N", List.of("--export")),
            Map.entry("bench SCENE", List.of("--export")),
            Map.entry("linux --kernel", List.of("--modules", ".", "--headers", ".")),
            Map.entry("linux --modules", List.of("--headers", ".")),
            Map.entry("linux --headers", List.of("--modules", ".")),
            Map.entry("litmus TIME", List.of("--run", "map-against-revoke")),
            Map.entry("litmus ARGS", List.of("--run", "map-against-revoke")),
            Map.entry("litmus N", List.of("--schedule", "map-against-revoke")),
            Map.entry("serve PORT", List.of(".")),
            Map.entry("trace --probes", List.of("pom.xml")),
            Map.entry("verify ADDRESS", List.of("--scene", "threads")),
            Map.entry("verify DESIGN", List.of("--scene", "threads")),
            Map.entry("worker N", List.of("127.0.0.1")), Map.entry("worker PORT", List.of("127.0.0.1")),
            Map.entry("what-if DESIGN", List.of("FenceWait=None")));

    @TempDir
    static Path folder;

    /**
     * A wrong command.
     *
     * @param words of the command
     * @param named the wrong part: the message has one of these
     */
    private record Wrong(List<String> words, List<String> named) {}

    @TestFactory
    Stream<DynamicTest> everyArgumentOfEverySubcommand() {
        return Main.line().getSubcommands().values().stream()
                .flatMap(c -> commands(c).stream())
                .map(w -> DynamicTest.dynamicTest(String.join(" ", w.words()), () -> refused(w)));
    }

    /** The wrong commands for a subcommand. */
    private static List<Wrong> commands(final CommandLine c) {
        final String name = c.getCommandName();
        final List<Wrong> all = new ArrayList<>();
        all.add(tooMuch(name, "--no-such-option"));
        if (c.getCommandSpec().positionalParameters().isEmpty()) {
            all.add(tooMuch(name, "one-too-many"));
        }
        for (final ArgSpec a : c.getCommandSpec().args()) {
            // An option of a group with mutually exclusive options counts as required, even if the group is optional.
            if (a.required() && (a.group() == null || a.group().multiplicity().min() > 0)) {
                all.add(new Wrong(List.of(name), names(a)));
            }
            for (final String wrong : wrong(name, a)) {
                final List<String> command = new ArrayList<>(List.of(name));
                command.addAll(beside(BEFORE, name, a));
                if (!(a instanceof PositionalParamSpec)) {
                    command.add(((OptionSpec) a).longestName());
                }
                command.add(wrong);
                command.addAll(beside(AFTER, name, a));
                final List<String> named = new ArrayList<>(names(a));
                if (wrong.isBlank()) {
                    named.addAll(List.of("empty", "''"));
                } else {
                    named.add(wrong);
                    named.addAll(Stream.of(wrong.split("[,=]")).filter(w -> !w.isEmpty()).toList());
                }
                all.add(new Wrong(command, named));
            }
        }
        return all;
    }

    private static Wrong tooMuch(final String command, final String word) {
        final List<String> words = new ArrayList<>(List.of(command));
        words.addAll(NEEDED.getOrDefault(command, List.of()));
        words.add(word);
        return new Wrong(words, List.of(word));
    }

    private static List<String> beside(final Map<String, List<String>> rules, final String command, final ArgSpec a) {
        final List<String> byLabel = rules.getOrDefault(command + " " + a.paramLabel(), List.of());
        return a instanceof OptionSpec o ? rules.getOrDefault(command + " " + o.longestName(), byLabel) : byLabel;
    }

    /** The names of an argument in a message. */
    private static List<String> names(final ArgSpec a) {
        return a instanceof OptionSpec o ? List.of(o.names()) : List.of(a.paramLabel());
    }

    /** The wrong values of an argument. */
    private static List<String> wrong(final String command, final ArgSpec a) {
        final Class<?> type = a.isMultiValue() ? a.auxiliaryTypes()[0] : a.type();
        if (type == boolean.class || type == Boolean.class) {
            return List.of();
        }
        if (type == long.class || type == Long.class) {
            return List.of("x", "1.5");
        }
        final boolean written = a.isOption() && ((OptionSpec) a).longestName().matches(command.equals("trace")
                ? "--(json|junit|html|svg|design|observed|exporter|require)" : command.equals("monitor") ? "--dot" : "");
        if (written) {
            // These need a trace that is read first; the tests of traces cover them.
            return List.of();
        }
        final String label = (type == int.class || type == Integer.class) && !a.paramLabel().equals("TIME") ? "N" : a.paramLabel();
        final List<String> wrong = WRONG.getOrDefault(command + " " + label, WRONG.get(label));
        assertTrue(wrong != null, "no rule for the argument " + label + " of " + command);
        return wrong;
    }

    /** Any of the words may be the wrong one. */
    private static void refused(final List<String> command) {
        final List<String> named = new ArrayList<>(command.subList(Math.min(1, command.size() - 1), command.size()));
        named.add(MISSING.getOrDefault(String.join(" ", command), command.get(0)));
        refused(new Wrong(command, named));
    }

    private static void refused(final Wrong wrong) {
        final List<String> command = wrong.words();
        final PrintStream err = System.err;
        final PrintStream out = System.out;
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final int code;
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            code = Main.run(command.toArray(String[]::new));
        } finally {
            System.setErr(err);
            System.setOut(out);
        }
        inOneLine(wrong, code, said.toString(StandardCharsets.UTF_8));
    }

    /** Checks the output of a subcommand; progress is indented. */
    private static void inOneLine(final Wrong wrong, final int code, final String said) {
        final String again = "./revoke " + String.join(" ", wrong.words());
        assertEquals(2, code, again);
        assertFalse(said.contains("\tat ") || said.contains("an internal error"), again + "\n" + said);
        final List<String> lines = said.lines().filter(l -> !l.startsWith("  ")).toList();
        assertEquals(1, lines.size(), again + "\n" + said);
        assertTrue(lines.get(0).startsWith("revoke: "), again + "\n" + said);
        final String told = lines.get(0);
        assertFalse(told.matches(".*(\\S{4,}): \\1$") || told.contains("java."), again + "\n" + said);
        assertTrue(wrong.named().stream().anyMatch(n -> names(told, n)), again + "\nnames none of " + wrong.named() + "\n" + said);
        // The error is named in words of this program; an empty name leaves no gap.
        assertFalse(told.matches(".*' is not an? \\w+\\b.*|revoke: holds .*|.* [;:] .*|.*  .*|.* in : .*"), again + "\n" + said);
        assertTrue(told.length() <= 100 || !told.matches(".*here are \\S.*"), again + "\n" + said);
    }

    /** Whether a message has a word outside its hint to the help. */
    private static boolean names(final String told, final String word) {
        return told.replaceFirst(" \\(\\./revoke [^)]*\\)$", "").matches(".*[\\s'\"<\\[(=,:]" + Pattern.quote(word) + "([\\s'\">)=,:;].*|\\.\\.\\. .*|\\. .*|\\.?$)");
    }

    @Test
    void aStackTraceTheWrongCodeAndAPathInThePlaceOfAReasonAreSeen() {
        final Wrong c = new Wrong(List.of("some", "command"), List.of("it", "."));
        inOneLine(c, 2, "  progress\nrevoke: cannot read it: no such file\n");
        assertThrows(AssertionError.class, () -> inOneLine(c, 1, "revoke: cannot read it: no such file\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: x\n\tat dmabuf.revoke.X.y(X.java:1)\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: one\nrevoke: two\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: cannot read /a/file: /a/file\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: '--seed': 'x' is not a long (./revoke --help)\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: no technique is called ; there are two\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: nothing is called it. There are" + " of-ten-chars".repeat(9) + "\n"));
        inOneLine(c, 2, "revoke: nothing is called it. There are\n " + " of-ten-chars".repeat(9) + "\n");
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: it: java.nio.file.NoSuchFileException: it\n"));
    }

    @Test
    void aMessageThatNamesSomethingElseIsSeen() {
        final Wrong c = new Wrong(List.of("some", "--svg", "."), List.of("--svg", "."));
        inOneLine(c, 2, "revoke: cannot write '.': the name of a file is wanted (./revoke some --help)\n");
        inOneLine(c, 2, "revoke: Invalid value for option '--svg' (FILE): cannot write it (./revoke some --help)\n");
        for (final String other : List.of("Missing required parameter: 'NAME'", "there is nothing to draw.", "no --svgs")) {
            assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: " + other + " (./revoke some --svg)\n"));
        }
    }

    @TestFactory
    Stream<DynamicTest> argumentsThatDoNotGoTogether() {
        return TOGETHER.stream().map(c -> DynamicTest.dynamicTest(c, () -> refused(List.of(c.split(" ")))));
    }

    @TestFactory
    Stream<DynamicTest> filesThatAreNotWhatTheCommandReads() throws IOException {
        write("binary", "\u0000\u00ff\u00fe\n");
        write("empty", "");
        final String race = "dma-buf revoke race 1\nscene %s\nthread 1 cpu:c1 mmap -\nthread 2 exporter:x1 revoke -\n";
        write("race-of-another-scene", race.formatted("waiting"));
        write("race-of-no-scene", race.formatted("nightly"));
        final String recording = "dma-buf revoke recording 1\nscene %s\nimporters %s\n%s\n";
        final String known = "[i1 |-> \"dynamic\"]";
        write("recording-of-no-scene", recording.formatted("Nobody/exporters", known, "begin driver:i1 map -"));
        write("recording-of-no-importer", recording.formatted("waiting", "[i9 |-> \"dynamic\"]", "begin driver:i1 map -"));
        write("recording-of-no-process", recording.formatted("waiting", known, "begin driver:i9 map -"));
        write("recording-of-no-call", recording.formatted("waiting", known, "begin driver:i1 fly -"));
        write("recording-of-no-move", recording.formatted("waiting", known, "wave driver:i1 map -"));
        write("storm-of-no-kind", "dma-buf revoke storm 1\nkind teapot\ngraph 0\nfrom 0\ndriver:i1 calls map\n");
        return FILES.entrySet().stream().flatMap(f -> f.getValue().stream().map(c -> c + " " + f.getKey())).map(c ->
                DynamicTest.dynamicTest(c, () -> {
                    final List<String> words = new ArrayList<>(List.of(c.split(" ")));
                    words.add(folder.resolve(words.remove(words.size() - 1)).toString());
                    final String file = words.get(words.size() - 1);
                    final String inside = INSIDE.get(c.replaceFirst(".* ", ""));
                    refused(new Wrong(words, inside == null ? List.of(file) : List.of(file, inside)));
                }));
    }

    private static void write(final String name, final String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void anUnknownSubcommandIsRefusedWithTheNearest() {
        refused(List.of("nonsense"));
        refused(List.of("explian", "V7"));
    }
}

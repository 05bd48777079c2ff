package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Each subcommand with each of its arguments wrong: one line on the standard error, exit code 2, no stack trace. The
 * subcommands and their arguments are read off the command line itself; an argument for which there is no rule fails.
 */
@Tag("tlc")
final class WrongArgumentsTest {
    /** What may be said of an argument, by the label that its help shows. */
    private static final Map<String, List<String>> WRONG = Map.of(
            "FILE", List.of("no-such-file", "."),
            "NAME", List.of("no-such-name"),
            "DESIGN", List.of("no-such-name"),
            "PROPERTY", List.of("no-such-name"),
            "MODULE", List.of("no-such-name"),
            "KNOB=VALUE", List.of("NoSuchKnob=1", "FenceWait=no-such-value", "FenceWait", "FenceWait=BOOKKEEP"),
            "N", List.of("x", "-3", "0", "99999999999"),
            "SCENE", List.of("no-such-scene"),
            "TIME", List.of("soon", "0s"));

    /** What must stand before an argument so that it is this one that is wrong. */
    private static final Map<String, List<String>> BEFORE = Map.of(
            "explain PROPERTY", List.of("V7"), "what-if KNOB=VALUE", List.of("Linux73"));

    /** What must stand after it. */
    private static final Map<String, List<String>> AFTER = Map.of(
            "bench N", List.of("--export"),
            "bench SCENE", List.of("--export"),
            "litmus TIME", List.of("--run", "map-against-revoke"),
            "what-if DESIGN", List.of("FenceWait=None"));

    /** What the JVM is told is its own matter. */
    private static final String ANY = "ARGS";


    @TestFactory
    Stream<DynamicTest> everyArgumentOfEverySubcommand() {
        return Main.line().getSubcommands().values().stream()
                .flatMap(c -> commands(c).stream())
                .map(c -> DynamicTest.dynamicTest(String.join(" ", c), () -> refused(c)));
    }

    /** The wrong commands that a subcommand invites. */
    private static List<List<String>> commands(final CommandLine c) {
        final String name = c.getCommandName();
        final List<List<String>> all = new ArrayList<>();
        all.add(List.of(name, "--no-such-option"));
        if (c.getCommandSpec().positionalParameters().isEmpty()) {
            all.add(List.of(name, "one-too-many"));
        }
        for (final ArgSpec a : c.getCommandSpec().args()) {
            if (a.required()) {
                all.add(List.of(name));
            }
            for (final String wrong : wrong(name, a)) {
                final List<String> command = new ArrayList<>(List.of(name));
                if (a instanceof PositionalParamSpec) {
                    command.addAll(BEFORE.getOrDefault(name + " " + a.paramLabel(), List.of()));
                } else {
                    command.add(((OptionSpec) a).longestName());
                }
                command.add(wrong);
                command.addAll(AFTER.getOrDefault(name + " " + a.paramLabel(), List.of()));
                all.add(command);
            }
        }
        return all;
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
        final boolean written = a.isOption() && ((OptionSpec) a).longestName().matches("--(json|junit|design|observed)");
        if (written && command.equals("trace")) {
            // They need a trace that is read first; the tests of traces ask for them.
            return List.of();
        }
        if (a.paramLabel().equals(ANY)) {
            return List.of();
        }
        final String label = type == int.class || type == Integer.class ? "N" : a.paramLabel();
        final List<String> wrong = WRONG.get(label);
        assertTrue(wrong != null, "no rule for the argument " + label + " of " + command);
        return wrong;
    }

    private static void refused(final List<String> command) {
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
        inOneLine(command, code, said.toString(StandardCharsets.UTF_8));
    }

    /** What a subcommand said; progress is indented. */
    private static void inOneLine(final List<String> command, final int code, final String said) {
        final String again = "./revoke " + String.join(" ", command);
        assertEquals(2, code, again);
        assertFalse(said.contains("\tat ") || said.contains("an error of the program itself"), again + "\n" + said);
        final List<String> lines = said.lines().filter(l -> !l.startsWith("  ")).toList();
        assertEquals(1, lines.size(), again + "\n" + said);
        assertTrue(lines.get(0).startsWith("revoke: "), again + "\n" + said);
        final String told = lines.get(0);
        assertFalse(told.matches(".*(\\S{4,}): \\1$") || told.contains("java."), again + "\n" + said);
    }

    @Test
    void aStackTraceTheWrongCodeAndAPathInThePlaceOfAReasonAreSeen() {
        final List<String> c = List.of("some", "command");
        inOneLine(c, 2, "  progress\nrevoke: cannot read it: no such file\n");
        assertThrows(AssertionError.class, () -> inOneLine(c, 1, "revoke: cannot read it: no such file\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: x\n\tat dmabuf.revoke.X.y(X.java:1)\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: one\nrevoke: two\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: cannot read /a/file: /a/file\n"));
        assertThrows(AssertionError.class, () -> inOneLine(c, 2, "revoke: it: java.nio.file.NoSuchFileException: it\n"));
    }

    @Test
    void anUnknownSubcommandIsRefusedWithTheNearest() {
        refused(List.of("nonsense"));
        refused(List.of("explian", "V7"));
    }
}

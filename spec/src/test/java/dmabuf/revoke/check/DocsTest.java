// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The pages show what the commands print: a block with one command is followed by a block with its output.
 *
 * <p>With {@code -Drevoke.docs=write} the pages are rewritten.
 */
@Tag("tlc")
class DocsTest {
    private static final Path HOME = Tools.home();
    private static final boolean WRITE = "write".equals(System.getProperty("revoke.docs"));
    private static final Pattern SHOWN = Pattern.compile(
            "(```\n\\./revoke ((?:explain|what-if|bugs|designs)[^\n]*)\n```\n\n```\n)(.*?)(```\n)", Pattern.DOTALL);

    @Test
    void whatIsShownIsWhatIsPrinted() throws Exception {
        int shown = 0;
        for (final Path file : pages()) {
            final String text = Files.readString(file);
            final StringBuilder now = new StringBuilder();
            final Matcher m = SHOWN.matcher(text);
            while (m.find()) {
                final String full = printed(m.group(2).strip().split(" "));
                // A page may show the end of a long answer.
                final String printed = m.group(2).startsWith("what-if") ? full.replaceFirst("(?s).*\n\n(?= +Refines )", "") : full;
                m.appendReplacement(now, Matcher.quoteReplacement(m.group(1) + printed + m.group(4)));
                shown++;
                if (!WRITE) {
                    assertEquals(printed, m.group(3), file + ": ./revoke " + m.group(2));
                }
            }
            m.appendTail(now);
            if (WRITE) {
                Files.writeString(file, now.toString());
            }
        }
        assertTrue(shown >= 8, shown + " answers shown");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> walk = Files.walk(HOME.resolve("docs"))) {
            return walk.filter(f -> f.toString().endsWith(".md") && !f.endsWith("kernel-semantics.md")).sorted().toList();
        }
    }

    @Test
    void theMatrixOfTheReadmeIsThatOfTheManifest() throws Exception {
        final Manifest m = Manifest.load(SpecText.load());
        final String matrix = Matrix.text(
                List.copyOf(m.cells().values()), m.configurations(), List.copyOf(m.properties().keySet()));
        final Path file = HOME.resolve("README.md");
        final String text = Files.readString(file);
        final Matcher shown = Pattern.compile("(?<=```\n) +Refines .*?(?=\n\\+ holds)", Pattern.DOTALL).matcher(text);
        assertTrue(shown.find(), "the README shows the matrix");
        if (WRITE) {
            Files.writeString(file, shown.replaceFirst(Matcher.quoteReplacement(matrix)));
        } else {
            assertEquals(matrix, shown.group());
        }
    }

    @Test
    void theClaimsOfTheReadmeAreThoseOfTheManifest() throws Exception {
        final String head = "| | what is claimed |\n| --- | --- |\n";
        final String claims = Manifest.load(SpecText.load()).properties().values().stream()
                .map(p -> "| " + p.name() + " | " + p.sentence() + " |\n")
                .collect(Collectors.joining("", head, ""));
        final Path file = HOME.resolve("README.md");
        final String text = Files.readString(file);
        final Matcher shown = Pattern.compile(Pattern.quote(head) + "(\\|.*\n)+").matcher(text);
        assertTrue(shown.find(), "the README shows the claims");
        if (WRITE) {
            Files.writeString(file, shown.replaceFirst(Matcher.quoteReplacement(claims)));
        } else {
            assertEquals(claims, shown.group());
            assertTrue(text.contains("\n" + Matrix.LEGEND + "\n"), "and what the marks of the matrix mean");
            final String rests = Manifest.load(SpecText.load()).restsOnFull();
            assertTrue(text.replaceAll("\\s+", " ").contains(rests), "and which rows --full looks at more: " + rests);
        }
    }

    /** Checks commands in sentences of the page, with the results that it gives, and that it mentions each module. */
    @Test
    void whatIsSaidOfTheSatellitesIsWhatTheTableExpects() throws Exception {
        final SatelliteTable table = SatelliteTable.load(SpecText.load());
        final Path file = HOME.resolve("docs/5-beside-the-protocol.md");
        final String text = Files.readString(file);
        final StringBuilder now = new StringBuilder();
        final Matcher m = Pattern.compile("(`\\./revoke explain ([\\w.]+)`: `(\\w+)`, )(\\d+)(?= states)").matcher(text);
        int said = 0;
        while (m.find()) {
            final List<Integer> lengths = Stream.concat(
                            table.variants().stream()
                                    .filter(v -> v.means(m.group(2)))
                                    .map(v -> v.breaks().get(m.group(3)))
                                    .filter(Objects::nonNull),
                            table.reached().stream()
                                    .filter(r -> r.means(m.group(2)))
                                    .filter(r -> r.name().equals(m.group(3)))
                                    .map(SatelliteTable.Reached::length))
                    .distinct()
                    .toList();
            assertEquals(1, lengths.size(), m.group() + ": " + lengths);
            m.appendReplacement(now, Matcher.quoteReplacement(m.group(1) + lengths.get(0)));
            said++;
        }
        m.appendTail(now);
        if (WRITE) {
            Files.writeString(file, now.toString());
        } else {
            assertEquals(now.toString(), text);
        }
        assertTrue(said >= table.modules().size(), said + " commands");
        for (final String module : table.modules()) {
            assertTrue(text.contains("**" + module + "**"), module);
        }
    }

    private static String printed(final String... command) {
        final PrintStream out = System.out;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            // A changed knob that breaks something gives the exit code 1.
            assertTrue(Main.run(command) <= (command[0].equals("what-if") ? 1 : 0), String.join(" ", command));
        } finally {
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing() + "\n";
    }
}

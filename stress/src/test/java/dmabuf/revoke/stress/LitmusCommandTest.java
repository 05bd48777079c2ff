// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tlc")
class LitmusCommandTest {
    private static final Path FOLDER = Tools.home().resolve("stress/litmus");
    private static final String TEST =
            "{ driver:i1 attach = OK; }\ndriver:i1 map | exporter:x1 revoke;\ndriver:i1 unmap? |;\n";

    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {}

    private static Said run(final Path... files) {
        return said(List.of(files).stream().map(Path::toString).toList());
    }

    private static Said said(final List<String> options) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final PrintStream stdout = System.out;
        final PrintStream stderr = System.err;
        final List<String> arguments = new ArrayList<>(List.of("litmus"));
        arguments.addAll(options);
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            final int code = Main.run(arguments.toArray(String[]::new));
            return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }

    private Path file(final String name, final String text) throws IOException {
        return Files.writeString(folder.resolve(name + Litmus.SUFFIX), "Revoke " + name + "\n" + text);
    }

    @Tag("full")
    @Test
    void printsEachAllowedOutcomeAndMarksThoseThatNoSerialRunGives() throws Exception {
        final LitmusGraphs graphs = new LitmusGraphs();
        for (final Litmus l : Litmus.folder(FOLDER)) {
            final Said said = run(l.file());
            final Outcomes o = Outcomes.of(graphs.of(l), l);
            assertEquals(Subcommand.AS_EXPECTED, said.code, said.err);
            assertTrue(said.out.startsWith(l.name() + ": "), said.out);
            l.start().forEach(s -> assertTrue(said.out.contains(s.toString()), said.out));
            l.calls().forEach(c -> assertTrue(said.out.contains(c.toString()), said.out));
            for (final Outcomes.Outcome outcome : o.all()) {
                final List<String> lines = said.out.lines()
                        .filter(s -> s.replaceFirst("no serial run$", "").replaceAll("[|, ]+", " ").strip()
                                .equals(String.join(" ", outcome.results())))
                        .toList();
                assertEquals(1, lines.size(), outcome + " in " + said.out);
                assertEquals(!outcome.serial(), lines.get(0).endsWith("no serial run"), lines.get(0));
            }
            assertTrue(said.out.contains(l.condition() + ": holds"), said.out);
        }
    }

    @Test
    void aConditionThatDoesNotHoldDiffers() throws IOException {
        final Said said = run(
                file("good", TEST + "exists (driver:i1 map = OK)"),
                file("wrong", TEST + "~exists (driver:i1 map = OK)"));
        assertEquals(Subcommand.DIFFERS, said.code);
        assertTrue(said.out.contains("\nexists (driver:i1 map = OK): holds\n"), said.out);
        assertTrue(said.out.contains("\n~exists (driver:i1 map = OK): does not hold\n"), said.out);
    }

    @Test
    void aBadFileIsOneLineAndTheRestIsDone() throws IOException {
        final Said said = run(file("bad", TEST + "exists"), file("good", TEST));
        assertEquals(Subcommand.UNDECIDED, said.code);
        assertEquals(1, said.err.lines().count(), said.err);
        assertTrue(said.err.contains("bad.litmus:5: expected"), said.err);
        assertTrue(said.out.contains("good\nstart: "), said.out);
    }

    @Test
    void aFileThatIsNotThereIsOneLine() {
        final Said said = run(folder.resolve("nofile"));
        assertEquals(Subcommand.UNDECIDED, said.code);
        assertTrue(said.err.contains("cannot read " + folder.resolve("nofile") + ": no such file or directory"), said.err);
    }

    @Test
    void aCallThatThereIsNotIsAnsweredWithThoseThatThereAre() throws IOException {
        final Said said = run(file("hasty", "{}\nexporter:x1 close | driver:i1 attach;"));
        assertEquals(Subcommand.UNDECIDED, said.code);
        assertTrue(said.err.contains("no call exporter:x1 close; exporter:x1 has revoke"), said.err);
    }

    @Test
    void wrongOptionsAreNamed() {
        for (final List<String> wrong : List.<List<String>>of(
                List.of("--for", "60s", "a.litmus"), List.of("--run", "map-against-revoke", "--for", "soon"),
                List.of("--run", "map-against-revoke", "--for", "0s"), List.of("--run", "nothing"), List.of("--schedule", "nothing"),
                List.of("--schedule", "map-against-revoke", "--schedules", "0"), List.of())) {
            final Said said = said(wrong);
            assertEquals(Subcommand.UNDECIDED, said.code, wrong + said.err);
            assertTrue(!said.err.isEmpty() && !said.err.contains("Exception"), wrong + said.err);
        }
        assertTrue(said(List.of("--run", "nothing")).err.contains("no litmus test is called nothing. There are"));
    }

    /** One test alone, in one configuration of the JVM, for any duration. */
    @Test
    @Tag("fork")
    @Tag("full")
    void oneTestIsRunAlone() {
        final Said said = said(List.of("--run", "map-against-revoke", "--for", "1s", "--jvm", "-XX:TieredStopAtLevel=1"));
        assertEquals(Subcommand.AS_EXPECTED, said.code, said.err);
        assertTrue(said.out.startsWith("map-against-revoke "), said.out);
        assertTrue(said.out.contains(" of 3 outcomes seen"), said.out);
        assertTrue(said.out.lines().count() >= 2, said.out);
    }

    @Tag("full")
    @Test
    @Tag("fork")
    void oneTestIsScheduledAlone() {
        final Said said = said(List.of("--schedule", "unmap-from-both-sides", "--schedules", "100"));
        assertEquals(Subcommand.AS_EXPECTED, said.code, said.err);
        assertTrue(said.out.contains(" schedules, 3 of 3 outcomes seen"), said.out);
    }

    @Test
    void aRunThatDoesNotEndIsListed() throws IOException {
        final Said said = run(file("endless", "{ driver:i1 attach = OK; }\ndriver:i1 map | exporter:x1 revoke;"));
        assertEquals(Subcommand.UNDECIDED, said.code);
        assertTrue(said.err.contains("endless.litmus:3: not every run ends"), said.err);
        assertTrue(said.err.contains("   1  driver:i1 calls map\n"), said.err);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.Undecided;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Campaigns with an engine that takes no time: how they end, what they leave, and which of their files are refused. */
final class CampaignTest {
    private static final Identity HERE = Fake.identity("a", "b");

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private Campaign campaign(final Path out, final Identity identity) {
        return new Campaign(out, identity, folder.resolve("work"), told::add, told::add);
    }

    private int run(final String out, final Shard shard, final String... units) throws Exception {
        return campaign(folder.resolve(out), HERE)
                .start(new Campaign.Order(100, shard, 7, "", "*", List.of("fake"), 2), Fake.plans(null, units));
    }

    private String said() {
        return String.join("\n", told);
    }

    @Test
    void theExitCodeSaysWhatWasFound() throws Exception {
        assertEquals(0, run("good", Shard.ALL, "good-1", "good-2"), said());
        assertEquals(2, run("silent", Shard.ALL, "good-1", "silent-1"), said());
        assertEquals(1, run("bad", Shard.ALL, "good-1", "bad-1", "bad-2", "silent-1"), said());
        assertTrue(said().contains("1 failure;"), said());
        assertEquals("what fake/bad-1/c did\n", failure("bad", "fake-bad-1-c-"));
        final String junit = Files.readString(folder.resolve("bad/junit.xml"));
        assertTrue(junit.contains("failures=\"2\" errors=\"1\""), junit);
        assertTrue(junit.contains("./revoke replay " + folder.resolve("bad/failures/fake-bad-1-c-")), junit);
    }

    private String failure(final String out, final String prefix) throws Exception {
        try (var all = Files.list(folder.resolve(out).resolve("failures"))) {
            return Files.readString(all.filter(p -> p.getFileName().toString().startsWith(prefix)).findFirst().orElseThrow());
        }
    }

    @Test
    void shardsAreAllUnitsAndAMergeIsTheWhole() throws Exception {
        final String[] units = {"good-1", "good-2", "good-3", "bad-1", "bad-2"};
        run("all", Shard.ALL, units);
        final Results whole = Folder.last(folder.resolve("all"));
        run("one", new Shard(1, 2), units);
        run("two", new Shard(2, 2), units);
        final List<Path> parts = List.of(folder.resolve("one"), folder.resolve("two"), folder.resolve("one"));
        assertEquals(1, Merge.of(parts, folder.resolve("merged"), told::add, told::add), said());
        final Results merged = Folder.last(folder.resolve("merged"));
        assertEquals(whole.head().units().stream().sorted().toList(), merged.head().units());
        assertEquals(Summary.of(whole).samples(), Summary.of(merged).samples(), "a shard that is named twice counts once");
        assertEquals(1, Summary.of(merged).failures().size(), "two units with one signature are one failure");
        assertEquals(2, Summary.of(merged).failures().values().iterator().next().size());

        final List<Path> twice = List.of(folder.resolve("merged"), folder.resolve("all"));
        refused("shards of one number", () -> Merge.of(twice, folder.resolve("again"), told::add, told::add));
        run("good", new Shard(2, 2), "good-1", "good-2");
        assertEquals(2, Merge.of(List.of(folder.resolve("good")), folder.resolve("part"), told::add, told::add), said());
        assertTrue(said().contains("these shards are missing: 1/2"), said());
    }

    @Test
    void anotherSpecOrCodeIsRefused() throws Exception {
        run("here", Shard.ALL, "good-1");
        for (final Identity other : List.of(Fake.identity("x", "b"), Fake.identity("a", "x"))) {
            final String what = other.spec().startsWith("x") ? "spec" : "code";
            final Path there = folder.resolve(what);
            campaign(there, other).start(new Campaign.Order(100, Shard.ALL, 7, "", "*", List.of("fake"), 2), Fake.plans(null, "good-1"));
            final List<Path> both = List.of(folder.resolve("here"), there);
            refused("is of another " + what, () -> Merge.of(both, folder.resolve("out"), told::add, told::add));
            refused("is of another " + what, () -> campaign(there, HERE).resume(Fake.plans(null, "good-1")));
        }
        refused("has other units", () -> campaign(folder.resolve("here"), HERE).resume(Fake.plans(null, "good-2")));
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void refused(final String why, final Action action) {
        final String said = assertThrows(Undecided.class, action::run).getMessage();
        assertTrue(said.contains(why), said);
        assertEquals(1, said.lines().count(), said);
    }

    /** Truncates the file at each byte: the lines before count, and a resume appends after the last complete line. */
    @Test
    void aLineThatBreaksOffIsTakenAway() throws Exception {
        run("cut", Shard.ALL, "good-1", "good-2");
        final Path file = folder.resolve("cut/campaign-001.ndjson");
        final byte[] all = Files.readAllBytes(file);
        final int head = new String(all, StandardCharsets.UTF_8).indexOf('\n') + 1;
        final Results whole = Results.read(file);
        final Line next = Line.of(whole.turns().get(0));
        for (int cut = head; cut < all.length; cut++) {
            final Path part = Files.write(folder.resolve("part.ndjson"), Arrays.copyOf(all, cut));
            final Results r = Results.read(part);
            assertEquals(whole.turns().subList(0, r.turns().size()), r.turns());
            if (r.whole() < cut) {
                Files.writeString(part, next.text() + "\n", StandardOpenOption.APPEND);
                assertFalse(Results.read(part).damaged().isEmpty(), "seeded: who appends behind a broken line loses a line");
                Files.write(part, Arrays.copyOf(all, cut));
            }
            try (ResultsFile again = ResultsFile.again(r)) {
                again.append(Line.end("test"));
            }
            assertEquals(List.of(), Results.read(part).damaged());
            assertEquals("test", Results.read(part).end());
        }
    }

    @Test
    void whatIsDamagedIsToldAndTheRestKept() throws Exception {
        run("damaged", Shard.ALL, "good-1", "good-2");
        final Path file = folder.resolve("damaged/campaign-001.ndjson");
        final List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, lines.get(2).replace("\"samples\":3", "\"samples\":9"));
        Files.write(file, lines);
        final Results r = Results.read(file);
        assertEquals(List.of(3), r.damaged());
        assertEquals(lines.size() - 3, r.turns().size());
        assertTrue(r.remark().contains("line 3 is damaged"), r.remark());
        assertEquals(2, Merge.of(List.of(folder.resolve("damaged")), folder.resolve("merged"), told::add, told::add));

        Files.writeString(file, "{\"kind\": \"something else\"}\n");
        refused("campaign-001.ndjson:1: this is no head", () -> Merge.of(List.of(folder.resolve("damaged")), folder.resolve("m"), told::add, told::add));
        assertEquals(0, run("damaged", Shard.ALL, "good-1"), said());
        assertTrue(said().contains("it is left out of the history"), said());
    }

    @Test
    void aFolderThatCannotBeWrittenAndAFullDiskAreOneLine() throws Exception {
        final Path file = Files.writeString(folder.resolve("file"), "");
        refused("it is a file", () -> campaign(file, HERE).start(
                new Campaign.Order(100, Shard.ALL, 7, "", "*", List.of("fake"), 2), Fake.plans(null, "good-1")));
        refused("choose another --out", () -> Slices.fits(folder, Long.MAX_VALUE));
        try (Folder held = Folder.open(folder.resolve("held"))) {
            refused("another campaign is writing into", () -> Folder.open(held.path()));
        }
        final Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "no /dev/full");
        try (ResultsFile f = new ResultsFile(full)) {
            refused("no space left", () -> f.append(Line.end("test")));
        }
    }

    @Test
    void theTimeGoesWhereLeastWasSeen() {
        final Tally all = new Tally(Fake.plans(null, "good-1").get(0).outcomes());
        final Tally some = new Tally(Fake.plans(null, "good-1").get(0).outcomes());
        all.add(turn(0, 10, java.util.Map.of("OK", 1L, "ENODEV", 1L)));
        some.add(turn(0, 10, java.util.Map.of("OK", 1L)));
        assertEquals(all.share(), 2 * some.share());
        assertEquals(1, some.unseen());
    }

    private static Turn turn(final int number, final double seconds, final java.util.Map<String, Long> seen) {
        return new Turn("id", "fake/good-1/c", number, "", seconds, seconds, 1, 1, seen, List.of(), false, "");
    }
}

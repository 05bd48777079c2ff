// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.Started;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign that is really killed, at random places, and resumed each time: only the running turns are lost. */
@Tag("fork")
final class KillTest {
    private static final int KILLS = 8;
    private static final int LANES = 2;

    @TempDir
    Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Path begun() {
        return folder.resolve("begun");
    }

    private Started start(final String how) throws Exception {
        final List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), KilledCampaign.class.getName(), out().toString(),
                begun().toString(), how);
        return Started.of(folder, command, c -> new Child(c, folder.resolve("log"), Limit.minutes(5)));
    }

    private long size() throws Exception {
        final Path file = out().resolve("campaign-001.ndjson");
        return Files.exists(file) ? Files.size(file) : 0;
    }

    @Tag("full")
    @Test
    void nothingIsLostAndNothingIsCountedTwice() throws Exception {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        String before = "";
        for (int kill = 0; kill < KILLS; kill++) {
            try (Started p = start(kill == 0 ? "start" : "resume")) {
                final long until = size() + 3_000 + random.nextInt(12_000);
                p.until(() -> size() >= until);
                assertTrue(p.isRunning(), () -> "it ended by itself: " + said());
            }
            final Results r = Results.read(out().resolve("campaign-001.ndjson"));
            final String whole = Files.readString(r.file()).substring(0, (int) r.whole());
            assertTrue(whole.startsWith(before) && whole.length() > before.length(), "seed " + seed + ", kill " + kill);
            before = whole;
            check(r, kill + 1, seed);
        }
    }

    @Test
    void aSignalEndsItWithAReport() throws Exception {
        try (Started p = start("start")) {
            p.until(() -> size() >= 5_000);
            p.terminate();
            p.code();
        }
        final Results r = Results.read(out().resolve("campaign-001.ndjson"));
        assertEquals(CampaignRun.STOPPED, r.end(), said());
        assertTrue(Files.readString(out().resolve("index.html")).contains(CampaignRun.STOPPED));
        check(r, 1, 0);
    }

    private void check(final Results r, final int kills, final long seed) throws Exception {
        assertEquals(List.of(), r.damaged(), "seed " + seed);
        final Set<String> recorded = new HashSet<>();
        final TreeMap<String, Integer> next = new TreeMap<>();
        for (final Turn t : r.turns()) {
            assertTrue(recorded.add(t.unit() + " " + t.number()), "twice: " + t + ", seed " + seed);
            assertEquals(next.getOrDefault(t.unit(), 0), t.number(), "a turn of " + t.unit() + " is missing, seed " + seed);
            next.put(t.unit(), t.number() + 1);
        }
        final List<String> begun = Files.readAllLines(begun());
        assertTrue(begun.containsAll(recorded), "a turn that nobody began, seed " + seed);
        assertTrue(begun.size() - recorded.size() <= kills * LANES, begun.size() + " begun, " + recorded.size() + " recorded, seed " + seed);
        assertEquals(2L * next.getOrDefault("fake/bad-1/c", 0), Summary.of(r).units().get("fake/bad-1/c").samples());
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}

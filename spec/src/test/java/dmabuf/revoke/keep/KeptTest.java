// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.Undecided;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kept value is found again as a whole, or not at all. */
class KeptTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private Kept kept(final Instant since) {
        return new Kept(folder, since, said::add);
    }

    @Test
    void whatWasKeptIsFound() {
        final Instant before = Instant.now();
        kept(Instant.EPOCH).keep("k", "a\tb\nc é");
        final Kept.Value v = kept(Instant.EPOCH).find("k").orElseThrow();
        assertEquals("a\tb\nc é", v.text());
        assertTrue(!v.decided().isBefore(before) && !v.decided().isAfter(Instant.now()));
        assertEquals(Optional.empty(), kept(Instant.EPOCH).find("another"));
    }

    @Test
    void whatWasDecidedTooEarlyIsNotTaken() {
        kept(Instant.EPOCH).keep("k", "value");
        assertTrue(kept(Instant.EPOCH).find("k").isPresent());
        assertEquals(Optional.empty(), kept(Instant.now().plusSeconds(1)).find("k"));
        assertEquals(List.of(), said);
    }

    /** Changes each byte, and cuts at each length: there is never another value, and never an exception. */
    @Test
    void whatIsDamagedIsAsGoodAsNone() throws Exception {
        kept(Instant.EPOCH).keep("k", "value");
        final byte[] good = Files.readAllBytes(folder.resolve("k"));
        for (int n = 0; n < good.length; n++) {
            final byte[] bad = good.clone();
            bad[n] ^= 4;
            Files.write(folder.resolve("k"), bad);
            assertEquals(Optional.empty(), kept(Instant.EPOCH).find("k"), new String(bad, StandardCharsets.UTF_8));
            Files.write(folder.resolve("k"), java.util.Arrays.copyOf(good, n));
            assertEquals(Optional.empty(), kept(Instant.EPOCH).find("k"));
        }
        assertTrue(said.contains("k is damaged: decided anew"));
        kept(Instant.EPOCH).keep("k", "another");
        assertEquals("another", kept(Instant.EPOCH).find("k").orElseThrow().text());
    }

    @Test
    void whatStandsUnderAnotherKeyIsNotTaken() throws Exception {
        kept(Instant.EPOCH).keep("k", "value");
        Files.copy(folder.resolve("k"), folder.resolve("another"));
        assertEquals(Optional.empty(), kept(Instant.EPOCH).find("another"));
        assertTrue(said.contains("another is damaged: decided anew"), said.toString());
    }

    @Test
    void theMomentOfThePropertyIsHeeded() throws Exception {
        try {
            System.setProperty(Kept.SINCE, "2026-01-11T08:00:00Z");
            assertEquals(Instant.parse("2026-01-11T08:00:00Z"), Kept.since());
            System.setProperty(Kept.SINCE, "yesterday");
            final Undecided u = assertThrows(Undecided.class, Kept::since);
            assertTrue(u.getMessage().contains("yesterday is no time"), u.getMessage());
        } finally {
            System.clearProperty(Kept.SINCE);
        }
    }

    /** A value that no run has used for a long time is removed. A value in use stays, however long ago it was decided. */
    @Test
    void whatNobodyTookForLongIsSwept() throws Exception {
        final Kept kept = kept(Instant.EPOCH);
        final Instant longAgo = Instant.now().minus(Kept.UNUSED).minusSeconds(60);
        for (final String key : List.of("unused", "used", "damaged", "unused-1-2.part", "recent")) {
            kept.keep(key, "value");
            if (!key.equals("recent")) {
                Files.setLastModifiedTime(folder.resolve(key), FileTime.from(longAgo));
            }
        }
        Files.writeString(folder.resolve("damaged"), "value");
        Files.setLastModifiedTime(folder.resolve("damaged"), FileTime.from(longAgo));
        Files.createDirectories(folder.resolve("of-somebody-else"));
        final Instant decided = kept.find("used").orElseThrow().decided();
        assertEquals(Optional.empty(), kept.find("damaged"));
        kept.sweep();
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("of-somebody-else", "recent", "used"),
                    left.map(p -> p.getFileName().toString()).sorted().toList());
        }
        assertEquals(decided, kept.find("used").orElseThrow().decided());
        new Kept(folder.resolve("not-there"), Instant.EPOCH, said::add).sweep();
    }

    @Test
    void aFolderThatCannotBeWrittenLosesNothing() throws Exception {
        final Path file = Files.writeString(folder.resolve("file"), "");
        new Kept(file, Instant.EPOCH, said::add).keep("k", "value");
        assertTrue(said.get(0).startsWith("cannot keep a result"), said.toString());
    }
}

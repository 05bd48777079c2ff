// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dmabuf.revoke.keep.Kept;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The kept text of a verification contains all of its results. */
class ResultTextTest {
    @Test
    void everyPartComesBack() throws Exception {
        final Instant decided = Instant.parse("2026-01-11T08:00:00Z");
        final Verification.Result r = new Verification.Result(
                List.of(Check.of("group", "a\tb", true, "line\nline", "again").took(1.5), Check.of("group", "c", true, "", "")),
                List.of(
                        new Cell("V1", "S1", Cell.Verdict.REFUTED, 17, 12, ""),
                        new Cell("V1", "S2", Cell.Verdict.HOLDS, 0, 5, "why"),
                        new Cell("V1", "S3", Cell.Verdict.NOT_CLAIMED, 0, 0, "")),
                List.of(new Manifest.Counts("V1", "deciding", 9_999_999_999L, 1234, 56)),
                List.of(new Manifest.Without("conjunct", "V1", "L1", 7)),
                new TreeMap<>(Map.of("Map", 12_345_678_901L, "Unmap", 0L)));
        for (final RecordComponent part : Verification.Result.class.getRecordComponents()) {
            final Object value = part.getAccessor().invoke(r);
            assertFalse(
                    value instanceof Collection<?> c ? c.isEmpty() : ((Map<?, ?>) value).isEmpty(),
                    () -> part.getName() + " must not be empty here");
        }
        final Verification.Result back = ResultText.read(new Kept.Value(decided, ResultText.of(r)));
        assertEquals(r.checks().stream().map(c -> c.keptFrom(decided)).toList(), back.checks());
        assertEquals(r.cells(), back.cells());
        assertEquals(r.graphs(), back.graphs());
        assertEquals(r.without(), back.without());
        assertEquals(r.fired(), back.fired());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void textAndHistoryAreInverse() throws BadHistory {
        final String text = "driver:i1 calls map\n"
                + "timer calls expire\n"
                + "driver:i2 returns submit(BOOKKEEP) = EINVAL\n"
                + "driver:i1 is stuck\n";
        final History h = History.parse(text);
        assertEquals(4, h.events().size());
        assertEquals(text, h.toString());
        assertEquals(h, History.parse("# recorded\n\n  " + text.replace(" = ", "=").replace("map", "map   # why")));
    }

    @Test
    void badTextIsRefusedWithItsLine() {
        for (final String bad : List.of(
                "driver:i1 called map", "driver:i1 returns map", "driver:i1 is stuck here", "calls map",
                "driver:i1 calls map = OK", "driver:i1 calls submit(", "a:b:c calls map")) {
            final BadHistory e =
                    assertThrows(BadHistory.class, () -> History.parse("driver:i1 calls map\n\n" + bad + "\n"));
            assertTrue(e.getMessage().startsWith("line 3: "), e.getMessage());
            assertTrue(e.getMessage().contains(bad), e.getMessage());
        }
        assertThrows(BadHistory.class, () -> History.parse("# nothing\n"));
    }

    /** A thread's buffer: stamps and lines, in turn. */
    private static List<Stamped> thread(final Object... stampsAndLines) throws BadHistory {
        final List<Stamped> list = new ArrayList<>();
        for (int n = 0; n < stampsAndLines.length; n += 2) {
            list.add(new Stamped(
                    (Integer) stampsAndLines[n],
                    History.parse((String) stampsAndLines[n + 1]).events().get(0)));
        }
        return list;
    }

    private static String merged(final List<List<Stamped>> threads) throws BadHistory {
        return Merge.merge(threads).toString().replace("\n", "; ");
    }

    @Test
    void stampsOrderAcrossThreads() throws BadHistory {
        assertEquals(
                "a calls f; b calls g; a returns f = OK; b returns g = OK; ",
                merged(List.of(thread(1, "a calls f", 5, "a returns f = OK"),
                        thread(2, "b calls g", 9, "b returns g = OK"))));
    }

    @Test
    void onATieACallGoesBeforeAnotherThreadsReturn() throws BadHistory {
        final List<Stamped> a = thread(1, "a calls f", 5, "a returns f = OK");
        final List<Stamped> b = thread(5, "b calls g", 9, "b returns g = OK");
        final String expected = "a calls f; b calls g; a returns f = OK; b returns g = OK; ";
        assertEquals(expected, merged(List.of(a, b)));
        assertEquals(expected, merged(List.of(b, a)));
        assertTrue(Merge.merge(List.of(a, b), false).toString().startsWith("a calls f\na returns f"));
    }

    @Test
    void onATieAThreadsOwnOrderStays() throws BadHistory {
        final List<Stamped> a = thread(1, "a calls f", 5, "a returns f = OK", 5, "a calls h");
        final List<Stamped> b = thread(2, "b calls g", 5, "b returns g = OK");
        final String expected = "a calls f; b calls g; a returns f = OK; a calls h; b returns g = OK; ";
        assertEquals(expected, merged(List.of(a, b)));
        assertEquals(expected, merged(List.of(b, a)));
    }

    @Test
    void stampsThatCannotOrderAreRefused() throws BadHistory {
        final List<Stamped> a = thread(7, "a calls f", 7, "a returns f = OK");
        final List<Stamped> b = thread(7, "b calls g");
        refused("clock stands still", List.of(a, b));
        refused("clock stands still", List.of(a));
        refused("is before that of", List.of(thread(7, "a calls f", 6, "a returns f = OK")));
        refused("both return and call again",
                List.of(thread(1, "a calls f", 5, "a returns f = OK", 5, "a calls f"),
                        thread(2, "b calls g", 5, "b returns g = OK", 5, "b calls g")));
    }

    private static void refused(final String why, final List<List<Stamped>> threads) {
        final BadHistory e = assertThrows(BadHistory.class, () -> Merge.merge(threads));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void nanoTimeMayPassZeroAndOverflow() throws BadHistory {
        final Stamped call = new Stamped(Long.MAX_VALUE, History.parse("a calls f").events().get(0));
        final Stamped ret = new Stamped(Long.MIN_VALUE, History.parse("a returns f = OK").events().get(0));
        assertEquals("a calls f; a returns f = OK; ", merged(List.of(List.of(call, ret))));
    }
}

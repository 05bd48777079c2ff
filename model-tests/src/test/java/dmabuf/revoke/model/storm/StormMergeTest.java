// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Logs are merged into one history while they are written: by stamp, calls first if stamps are equal, each event when its place
 * is certain.
 */
class StormMergeTest {
    private static final int CALLS = 100;

    private final StormLog a = new StormLog();
    private final StormLog b = new StormLog();
    private final List<Integer> seen = new ArrayList<>();
    private final StormMerge merge = new StormMerge(List.of(a, b), w -> w < CALLS);

    private static void write(final StormLog log, final long... stampsAndWords) {
        for (int n = 0; n < stampsAndWords.length; n += 2) {
            log.stage(stampsAndWords[n], (int) stampsAndWords[n + 1]);
        }
        log.commit();
    }

    private List<Integer> drain() {
        merge.drain((stamp, word) -> seen.add(word));
        return seen;
    }

    @Test
    void byStamp() {
        write(a, 10, 1, 30, 101);
        write(b, 20, 2, 40, 102);
        a.end();
        b.end();
        assertEquals(List.of(1, 2, 101, 102), drain());
    }

    @Test
    void onATieACallGoesBeforeTheReturnOfAnother() {
        write(a, 10, 1, 20, 101);
        write(b, 20, 2, 30, 102);
        a.end();
        b.end();
        assertEquals(List.of(1, 2, 101, 102), drain());
    }

    @Test
    void whatOneMayStillStampEarlierIsWaitedFor() {
        a.back();
        b.back();
        write(a, 10, 1, 30, 101);
        assertEquals(List.of(), drain());
        write(b, 20, 2, 40, 102);
        assertEquals(List.of(1, 2, 101), drain());
        a.end();
        assertEquals(List.of(1, 2, 101, 102), drain());
    }

    @Test
    void whoIsAwayIsNotWaitedFor() {
        a.back();
        write(a, System.nanoTime() - 1000, 1, System.nanoTime() - 500, 101);
        a.away();
        assertEquals(List.of(1, 101), drain());
    }

    @Test
    void aCallThatIsBrokenOffLeavesNothing() {
        a.stage(10, 1);
        a.cancel();
        a.commit();
        a.end();
        b.end();
        assertEquals(List.of(), drain());
        assertEquals(0, merge.waiting());
    }

    /** Many more events than fit into one chunk, written while they are read. */
    @Test
    void nothingIsLostBetweenTwoThreads() throws InterruptedException {
        final int events = 20_000;
        final Thread writer = new Thread(() -> {
            a.back();
            for (int n = 0; n < events; n++) {
                a.stage(a.callStamp(), n % CALLS);
                a.stage(System.nanoTime(), CALLS + n % CALLS);
                a.commit();
            }
            a.end();
        });
        b.end();
        writer.start();
        while (writer.isAlive()) {
            drain();
        }
        drain();
        assertEquals(2 * events, seen.size());
        for (int n = 0; n < seen.size(); n++) {
            assertEquals(n / 2 % CALLS + (n % 2 == 0 ? 0 : CALLS), seen.get(n));
        }
        assertTrue(merge.waiting() == 0);
    }
}

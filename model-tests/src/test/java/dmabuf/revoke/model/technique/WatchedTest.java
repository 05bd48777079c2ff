// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.technique;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Patience;
import dmabuf.revoke.model.watch.Progress;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A technique's verdict or exception is passed on; a technique that hangs, or goes on after a hang, is reported as hung. */
@Tag("fork")
class WatchedTest {
    private interface Body {
        Technique.Verdict run() throws Undecided, InterruptedException;
    }

    private static Technique.Verdict watched(final Body body) throws Exception {
        return new Watched(new Technique() {
                    @Override
                    public String name() {
                        return "trial";
                    }

                    @Override
                    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
                        return body.run();
                    }
                })
                .run(null, 1);
    }

    @Test
    void whatItSaysComesThrough() throws Exception {
        final Technique.Verdict v = Technique.Verdict.differs("a", "b");
        assertEquals(v, watched(() -> v));
    }

    @Test
    void whatItThrowsComesThrough() {
        assertThrows(Undecided.class, () -> watched(() -> {
            throw new Undecided("no graph");
        }));
        assertThrows(IllegalArgumentException.class, () -> watched(() -> {
            throw new IllegalArgumentException("wrong");
        }));
    }

    @Test
    void oneThatWaitsForEverIsHung() throws Exception {
        final Technique.Verdict v = watched(() -> {
            Progress.here().step("the last step");
            new CountDownLatch(1).await();
            return Technique.Verdict.agrees("never");
        });
        assertEquals(Technique.Verdict.Status.HUNG, v.status());
        assertTrue(v.failure().contains("trial: waits for CountDownLatch"), v.failure());
        assertTrue(v.failure().contains("its last steps: the last step"), v.failure());
    }

    @Test
    void oneThatGoesOnAfterAHangIsNoPass() throws Exception {
        final Technique.Verdict v = watched(() -> {
            final CountDownLatch never = new CountDownLatch(1);
            final Thread t = new Thread(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            t.start();
            try {
                new Patience(() -> List.of(t), Progress.here()).join(t);
            } catch (Hung h) {
                return Technique.Verdict.agrees("it does not look");
            }
            return Technique.Verdict.agrees("it ended");
        });
        assertEquals(Technique.Verdict.Status.HUNG, v.status());
    }
}

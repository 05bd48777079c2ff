// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers.fray;

import dmabuf.revoke.peers.Rounds;
import dmabuf.revoke.peers.Together;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pastalab.fray.junit.junit5.FrayTestExtension;
import org.pastalab.fray.junit.junit5.annotations.ConcurrencyTest;

/** The same rounds as on real threads, with Fray, which decides at each lock, wait and atomic or volatile access who goes on. */
@Tag("peer")
@ExtendWith(FrayTestExtension.class)
public class ScheduledRoundsTest {
    /** Fray needs no start at the same time; it only needs threads. */
    private static void threads(final Together.Part... parts) throws Exception {
        final AtomicReference<Throwable> first = new AtomicReference<>();
        final Thread[] threads = new Thread[parts.length];
        for (int n = 0; n < parts.length; n++) {
            final Together.Part p = parts[n];
            threads[n] = new Thread(() -> {
                try {
                    p.run();
                } catch (Exception | Error t) {
                    first.compareAndSet(null, t);
                }
            });
            threads[n].start();
        }
        for (final Thread t : threads) {
            t.join();
        }
        if (first.get() instanceof Error e) {
            throw e;
        }
        if (first.get() != null) {
            throw (Exception) first.get();
        }
    }

    private static final int SCHEDULES = 250;
    private static int number;

    private static Rounds round() {
        return new Rounds(ScheduledRoundsTest::threads, number++);
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void dynamicIsUsed() throws Exception {
        round().dynamicIsUsed();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void virtioIsUsed() throws Exception {
        round().virtioIsUsed();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void odpIsUsed() throws Exception {
        round().odpIsUsed();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void revocableIsUsed() throws Exception {
        round().revocableIsUsed();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void iommufdIsUsed() throws Exception {
        round().iommufdIsUsed();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void twoAreUsed() throws Exception {
        round().twoAreUsed();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void allThreadsOfAnImporter() throws Exception {
        round().allThreadsOfAnImporter();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void driverAgainstWorker() throws Exception {
        round().driverAgainstWorker();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void restoreAgainstMap() throws Exception {
        round().restoreAgainstMap();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void twoRevokes() throws Exception {
        round().twoRevokes();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void closeAgainstRestore() throws Exception {
        round().closeAgainstRestore();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void attachAndDetach() throws Exception {
        round().attachAndDetach();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void sameCallTwice() throws Exception {
        round().sameCallTwice();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void sameJobTwice() throws Exception {
        round().sameJobTwice();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void sameCallOfAProgramTwice() throws Exception {
        round().sameCallOfAProgramTwice();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void touchAgainstRevoke() throws Exception {
        round().touchAgainstRevoke();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void vmapAgainstRevoke() throws Exception {
        round().vmapAgainstRevoke();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void fenceAgainstRevoke() throws Exception {
        round().fenceAgainstRevoke();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void beginAgainstJobs() throws Exception {
        round().beginAgainstJobs();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void putAgainstGet() throws Exception {
        round().putAgainstGet();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void lastPutTwice() throws Exception {
        round().lastPutTwice();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void pollAgainstSignal() throws Exception {
        round().pollAgainstSignal();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void signalAndWait() throws Exception {
        round().signalAndWait();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void exportAgainstRevoke() throws Exception {
        round().exportAgainstRevoke();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void twoOperationsOfADevice() throws Exception {
        round().twoOperationsOfADevice();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void moveAgainstJobs() throws Exception {
        round().moveAgainstJobs();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void accessAgainstUnmap() throws Exception {
        round().accessAgainstUnmap();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void uverbsAgainstUse() throws Exception {
        round().uverbsAgainstUse();
    }

    @ConcurrencyTest(iterations = SCHEDULES)
    void interrupted() throws Exception {
        round().interrupted();
    }
}

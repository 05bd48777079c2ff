// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.dma;

import dmabuf.revoke.check.Verification;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.impl.memory.Iommu;
import dmabuf.revoke.impl.memory.Memory;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Patience;
import dmabuf.revoke.model.watch.Progress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A device whose access takes as long as possible: it writes when the callback waits for it, or, if nobody waits, after the
 * memory was poisoned. Nothing is random.
 */
final class SlowAccess implements Probe {
    private final Memory memory = new Memory(1);
    private final Iommu iommu = new Iommu(memory);
    private final Scene scene;
    private final Progress progress = Progress.here();
    private final int longest;
    private volatile boolean inCallback;
    private volatile boolean poisoned;

    /**
     * @param kind of an importer that unmaps inside its callback if it has no job
     * @param longest how many steps the longest call takes
     */
    SlowAccess(final String kind, final int longest) {
        this.longest = longest;
        scene = new Scene(Verification.BASE_DESIGN, new TreeMap<>(Map.of("i1", kind)), this);
    }

    /** {@return the forbidden access that the memory saw; empty if none} */
    String run() throws Hung, ExecutionException, InterruptedException {
        final Importer importer = scene.importers().get("i1");
        importer.program(iommu);
        for (final String op : importer instanceof PinnedImporter
                ? List.of("attach", "lock", "pin", "map", "unlock") : List.of("attach", "map")) {
            call("driver:i1", op);
        }
        final CountDownLatch inside = new CountDownLatch(1);
        final FutureTask<String> revoke = new FutureTask<>(() -> call("exporter:x1", "revoke"));
        final Thread exporter = new Thread(revoke, "exporter");
        final Thread device = new Thread(() -> iommu.access(m -> {
            inside.countDown();
            // The device waits for a state of the exporter's thread, which gives no event to wait for.
            while (!poisoned && !(inCallback && exporter.getState() == Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
            m.write(0, 1);
        }), "slow device");
        device.start();
        inside.await();
        exporter.start();
        try {
            // The device does not depend on other threads: it goes on when the exporter waits for it.
            new Patience(() -> List.of(exporter), progress).join(exporter);
        } finally {
            memory.poison();
            poisoned = true;
        }
        revoke.get();
        device.join();
        return memory.touched() == 0 ? "" : "an access that had begun before revoke wrote after it had returned\n"
                + (importer.attachment().isMapped() ? "impl is wrong: it itself has a mapping" : Blame.IMPORTER);
    }

    private String call(final String process, final String op) throws InterruptedException {
        progress.begins(op, longest);
        try {
            return scene.call(process, op, "-");
        } finally {
            progress.returned();
        }
    }

    @Override
    public void record(final Step step, final Object subject) {
        progress.stepOfCall(step);
        if (step == Step.NOTIFY || step == Step.CALLBACK_RETURN) {
            inCallback = step == Step.NOTIFY;
        }
    }
}

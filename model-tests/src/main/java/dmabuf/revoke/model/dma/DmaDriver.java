// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.dma;

import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.impl.memory.DmaEngine;
import dmabuf.revoke.oracle.Stamped;
import java.util.List;
import java.util.Random;

/** The driver of the importer of a {@link DmaRun}. */
final class DmaDriver {
    private static final String DRIVER = "driver:i1";

    private final DmaRun run;
    private final Importer importer;
    private final Random random;

    DmaDriver(final DmaRun run, final Importer importer, final long seed) {
        this.run = run;
        this.importer = importer;
        this.random = new Random(seed);
    }

    /** Attaches, maps, lets the device work and unmaps, again and again. */
    void drive(final List<Stamped> log) throws InterruptedException {
        while (!run.turns.isOver()) {
            final int seen = run.turns.epoch();
            String result = importer.attachment() == null ? run.call(log, DRIVER, "attach") : "OK";
            if (result.equals("OK")) {
                result = map(log);
            }
            if (result.equals("OK")) {
                run.mapped();
                use();
            } else if (result.equals("ENODEV")) {
                run.counts.refused++;
                run.turns.awaitEpochAfter(seen);
            } else {
                run.call(log, DRIVER, "detach");
            }
        }
        letGo();
    }

    /** {@return OK if there is a mapping now; ENODEV; EINVAL if the importer is dead, and then it has let go of everything} */
    private String map(final List<Stamped> log) throws InterruptedException {
        if (!(importer instanceof PinnedImporter p)) {
            return importer.attachment().isMapped() ? "OK" : run.call(log, DRIVER, "map");
        }
        if (!p.isDead() && run.isMade(DRIVER, "lock")) {
            try {
                if (!p.isDead()) {
                    return pinAndMap(log, p);
                }
            } finally {
                run.call(log, DRIVER, "unlock");
            }
        }
        letGo();
        return "EINVAL";
    }

    private String pinAndMap(final List<Stamped> log, final PinnedImporter p) throws InterruptedException {
        if (!p.attachment().isPinned()) {
            run.call(log, DRIVER, "pin");
        }
        final String result = p.attachment().isMapped() ? "OK" : run.call(log, DRIVER, "map");
        if (!result.equals("OK")) {
            run.make(DRIVER, "unpin", "-");
        }
        return result;
    }

    /** Runs a job; a device without fences works anyway. */
    private void use() throws InterruptedException {
        if (run.fenced) {
            final int last = 1 + random.nextInt(4);
            if (locked(() -> run.make(DRIVER, "submit", "BOOKKEEP").equals("OK"))) {
                try (DmaEngine job = DmaEngine.job(run.iommu, last, this::signal)) {
                    importer.job().await();
                    job.awaitEnd();
                    run.ran(job);
                }
            }
        } else {
            Thread.yield();
        }
        if (random.nextBoolean()) {
            locked(() -> run.make(DRIVER, "unmap", "-").equals("OK"));
        }
    }

    /** The device's job ends, in a thread of the device. */
    private void signal() {
        try {
            run.make("device:i1", "signal", "-");
        } catch (InterruptedException e) {
            throw new IllegalStateException("a signal waits for nobody", e);
        }
    }

    /** Unmaps and unpins what is left, after the worker has made the unmaps that it owes. */
    private void letGo() throws InterruptedException {
        run.turns.awaitNothingOwed();
        locked(() -> run.make(DRIVER, "unmap", "-").equals("OK"));
        if (importer instanceof PinnedImporter) {
            locked(() -> run.isMade(DRIVER, "unpin"));
        }
    }

    private interface Attempt {
        boolean make() throws InterruptedException;
    }

    /** Makes a call, under a lock of its own if the importer locks itself. The call may have become misuse when it is made. */
    private boolean locked(final Attempt attempt) throws InterruptedException {
        final boolean locks = importer instanceof PinnedImporter;
        if (locks && !run.isMade(DRIVER, "lock")) {
            return false;
        }
        try {
            return attempt.make();
        } catch (MisuseException misuse) {
            return false;
        } finally {
            if (locks) {
                run.make(DRIVER, "unlock", "-");
            }
        }
    }
}

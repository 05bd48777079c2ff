package dmabuf.revoke.model.dma;

import dmabuf.revoke.impl.DmaEngine;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.oracle.Stamped;
import java.util.List;
import java.util.Random;

/** The driver of the importer of a {@link DmaRun}. */
final class DmaDriver {
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
            String result = importer.attachment() == null ? run.call(log, "driver:i1", "attach") : "OK";
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
                run.call(log, "driver:i1", "detach");
            }
        }
        letGo();
    }

    /** {@return OK if there is a mapping now; ENODEV; EINVAL if it is dead, and has nothing any more} */
    private String map(final List<Stamped> log) throws InterruptedException {
        if (!(importer instanceof PinnedImporter p)) {
            return importer.attachment().isMapped() ? "OK" : run.call(log, "driver:i1", "map");
        }
        if (!p.isDead() && quietly(p::lock)) {
            try {
                if (!p.isDead()) {
                    return pinAndMap(log, p);
                }
            } finally {
                run.call(log, "driver:i1", "unlock");
            }
        }
        letGo();
        return "EINVAL";
    }

    private String pinAndMap(final List<Stamped> log, final PinnedImporter p) throws InterruptedException {
        if (!p.attachment().isPinned()) {
            run.call(log, "driver:i1", "pin");
        }
        final String result = p.attachment().isMapped() ? "OK" : run.call(log, "driver:i1", "map");
        if (!result.equals("OK")) {
            run.call(log, "driver:i1", "unpin");
        }
        return result;
    }

    /** A job, or what the device does anyhow. */
    private void use() throws InterruptedException {
        if (run.fenced) {
            final int last = 1 + random.nextInt(4);
            if (locked(() -> run.scene.call("driver:i1", "submit", "BOOKKEEP").equals("OK"))) {
                try (DmaEngine job = DmaEngine.job(run.iommu, last, importer::signal)) {
                    importer.job().await();
                    job.awaitEnd();
                    run.ran(job);
                }
            }
        } else {
            Thread.yield();
        }
        if (random.nextBoolean()) {
            locked(() -> run.scene.call("driver:i1", "unmap", "-").equals("OK"));
        }
    }

    /** What is left is unmapped and unpinned, once the worker has done what it owes. */
    private void letGo() throws InterruptedException {
        run.turns.awaitNothingOwed();
        locked(() -> run.scene.call("driver:i1", "unmap", "-").equals("OK"));
        if (importer instanceof PinnedImporter p) {
            locked(() -> p.unpin() != null);
        }
    }

    private interface Attempt {
        boolean make() throws InterruptedException;
    }

    /** A call in a hold of its own, if the importer locks itself. It may be misuse by the time that it is made. */
    private boolean locked(final Attempt attempt) throws InterruptedException {
        final boolean locks = importer instanceof PinnedImporter;
        if (locks && !quietly(((PinnedImporter) importer)::lock)) {
            return false;
        }
        try {
            return attempt.make();
        } catch (MisuseException misuse) {
            return false;
        } finally {
            if (locks) {
                ((PinnedImporter) importer).unlock();
            }
        }
    }

    static boolean quietly(final Scene.Call call) throws InterruptedException {
        try {
            call.make();
            return true;
        } catch (MisuseException misuse) {
            return false;
        }
    }
}

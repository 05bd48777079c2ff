package dmabuf.revoke.model;

import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.impl.DmaEngine;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Iommu;
import dmabuf.revoke.impl.Memory;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.oracle.BadHistory;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Merge;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Stamped;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One importer, its device and its exporter, each on threads of its own, for some rounds. In each the importer has a mapping
 * when revoke begins, and the exporter looks for writes while the buffer is revoked.
 */
final class DmaRun implements Probe {
    private static final int WORDS = 16_384;

    /** What was exercised. */
    static final class Counts {
        long rounds;
        long bursts;
        long faults;
        /** Revokes that began with a mapping, and those that waited for fences while a job ran. */
        long mapped;
        long running;
        long refused;
        long deferred;

        void add(final Counts o) {
            rounds += o.rounds;
            bursts += o.bursts;
            faults += o.faults;
            mapped += o.mapped;
            running += o.running;
            refused += o.refused;
            deferred += o.deferred;
        }

        String text() {
            return String.format(
                    "%,d revokes, %,d with a mapping, %,d met a running job, %,d unmaps left to the worker, %,d maps and attaches"
                            + " refused, %,d bursts of DMA, %,d faults",
                    rounds, mapped, running, deferred, refused, bursts, faults);
        }

        /** What never happened, though the run is for it. */
        String never() {
            return rounds * bursts * faults * mapped * running * refused * deferred == 0 ? "something never happened" : "";
        }
    }

    private final boolean fenced;
    private final int rounds;
    private final Random random;
    private final Scene scene;
    private final Importer importer;
    private final Memory memory = new Memory(WORDS);
    private final Iommu iommu = new Iommu(memory);
    private final Counts counts = new Counts();
    private final List<List<Stamped>> threads = new ArrayList<>();
    private final Semaphore mappedOnce = new Semaphore(0);
    private final AtomicReference<String> wrong = new AtomicReference<>("");
    /** How often the buffer was given back, and unmaps that the worker owes. Guarded by this. */
    private int epoch;
    private int owed;
    private volatile boolean over;

    DmaRun(final String kind, final int rounds, final long seed) {
        this.fenced = !kind.equals("odp") && !kind.equals("iommufd");
        this.rounds = rounds;
        this.random = new Random(seed);
        this.scene = new Scene(Verification.BASE_DESIGN, new TreeMap<>(java.util.Map.of("i1", kind)), this);
        this.importer = scene.importers().get("i1");
        importer.program(iommu);
    }

    Counts counts() {
        return counts;
    }

    /** What the memory or the device saw that must not be; empty if nothing. */
    String wrong() {
        return wrong.get();
    }

    /** Runs it. {@return what was called and what came back} */
    History run() throws InterruptedException, Undecided {
        final Thread exporter = thread("exporter", this::exporter);
        final Thread driver = thread("driver", this::driver);
        final Thread worker = thread("worker", this::worker);
        final DmaEngine always = fenced ? null : DmaEngine.always(iommu);
        exporter.join();
        over = true;
        turn();
        driver.join();
        worker.join();
        if (always != null) {
            always.close();
            counts.bursts += always.bursts();
        }
        counts.faults = iommu.faults();
        if (fenced && iommu.faults() > 0) {
            wrong.compareAndSet("", "a job ran without a mapping: " + iommu.faults() + " accesses faulted");
        }
        try {
            return Merge.merge(threads);
        } catch (BadHistory e) {
            throw new Undecided("dma: " + e.getMessage());
        }
    }

    private interface Body {
        void run(List<Stamped> log) throws InterruptedException;
    }

    private Thread thread(final String name, final Body body) {
        final List<Stamped> log = new ArrayList<>();
        threads.add(log);
        final Thread t = new Thread(() -> {
            try {
                body.run(log);
            } catch (InterruptedException | RuntimeException | Error e) {
                wrong.compareAndSet("", name + " threw " + e);
                over = true;
                mappedOnce.release(rounds);
                turn();
            }
        }, name);
        t.start();
        return t;
    }

    /** Makes a call that is no misuse, and records it. */
    private String call(final List<Stamped> log, final String process, final String op) throws InterruptedException {
        final long before = System.nanoTime();
        final String result = scene.call(process, op, "-");
        log.add(new Stamped(before, Observation.of(Event.call(process, op, "-"))));
        log.add(new Stamped(System.nanoTime(), Observation.of(Event.ret(process, op, "-", result))));
        return result;
    }

    private void exporter(final List<Stamped> log) throws InterruptedException {
        for (int r = 0; r < rounds && wrong.get().isEmpty(); r++) {
            mappedOnce.acquire();
            mappedOnce.drainPermits();
            call(log, "exporter:x1", "revoke");
            counts.rounds++;
            memory.poison();
            int touched = 0;
            for (int n = 0; n < 4; n++) {
                touched = Math.max(touched, memory.touched());
            }
            if (touched > 0) {
                wrong.compareAndSet("", "after revoke had returned, " + touched + " words of the memory were written");
            }
            call(log, "exporter:x1", "restore");
            turn();
        }
    }

    private synchronized void turn() {
        epoch++;
        notifyAll();
    }

    private synchronized void owe() {
        owed++;
        notifyAll();
    }

    private synchronized int epoch() {
        return epoch;
    }

    private synchronized void awaitEpochAfter(final int seen) throws InterruptedException {
        while (epoch == seen && !over) {
            wait();
        }
    }

    /** Attaches, maps, lets the device work and unmaps, again and again. */
    private void driver(final List<Stamped> log) throws InterruptedException {
        while (!over) {
            final int seen = epoch();
            String result = importer.attachment() == null ? call(log, "driver:i1", "attach") : "OK";
            if (result.equals("OK")) {
                result = map(log);
            }
            if (result.equals("OK")) {
                mappedOnce.release();
                use();
            } else if (result.equals("ENODEV")) {
                counts.refused++;
                awaitEpochAfter(seen);
            } else {
                call(log, "driver:i1", "detach");
            }
        }
        letGo();
    }

    /** {@return OK if there is a mapping now; ENODEV; EINVAL if it is dead} */
    private String map(final List<Stamped> log) throws InterruptedException {
        if (!(importer instanceof PinnedImporter p)) {
            return importer.attachment().isMapped() ? "OK" : call(log, "driver:i1", "map");
        }
        if (importer.isDead() || !quietly(p::lock)) {
            letGo();
            return "EINVAL";
        }
        try {
            if (p.isDead()) {
                return "EINVAL";
            }
            if (!p.attachment().isPinned()) {
                call(log, "driver:i1", "pin");
            }
            final String result = p.attachment().isMapped() ? "OK" : call(log, "driver:i1", "map");
            if (!result.equals("OK")) {
                call(log, "driver:i1", "unpin");
            }
            return result;
        } finally {
            call(log, "driver:i1", "unlock");
        }
    }

    /** A job, or what the device does anyhow. */
    private void use() throws InterruptedException {
        if (fenced) {
            final int last = 1 + random.nextInt(4);
            if (locked(() -> scene.call("driver:i1", "submit", "BOOKKEEP").equals("OK"))) {
                try (DmaEngine job = DmaEngine.job(iommu, last, importer::signal)) {
                    importer.job().await();
                    counts.bursts += job.bursts();
                }
            }
        } else {
            Thread.yield();
        }
        if (random.nextBoolean()) {
            locked(() -> scene.call("driver:i1", "unmap", "-").equals("OK"));
        }
    }

    /** What is left is unmapped and unpinned, once the worker has done what it owes. */
    private void letGo() throws InterruptedException {
        synchronized (this) {
            while (owed > 0) {
                wait();
            }
        }
        locked(() -> scene.call("driver:i1", "unmap", "-").equals("OK"));
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
        } catch (IllegalStateException misuse) {
            return false;
        } finally {
            if (locks) {
                ((PinnedImporter) importer).unlock();
            }
        }
    }

    private static boolean quietly(final Scene.Call call) throws InterruptedException {
        try {
            call.make();
            return true;
        } catch (IllegalStateException misuse) {
            return false;
        }
    }

    private void worker(final List<Stamped> log) throws InterruptedException {
        while (owes()) {
            quietly(importer::work);
            synchronized (this) {
                owed--;
                notifyAll();
            }
        }
    }

    /** Waits for what there is to do. {@return false if it is over} */
    private synchronized boolean owes() throws InterruptedException {
        while (owed == 0 && !over) {
            wait();
        }
        return owed > 0;
    }

    @Override
    public void record(final Step step, final Object subject) {
        if (step == Step.INVALIDATE_DEFER) {
            counts.deferred++;
            owe();
        } else if (step == Step.SET_FLAG && importer.attachment() != null && importer.attachment().isMapped()) {
            counts.mapped++;
        }
    }

    @Override
    public void gate(final Step next, final Object subject) {
        if (next == Step.FENCE_WAIT && importer.jobRuns()) {
            counts.running++;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.dma;

import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.impl.memory.DmaEngine;
import dmabuf.revoke.impl.memory.Iommu;
import dmabuf.revoke.impl.memory.Memory;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.model.drive.Standing;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Patience;
import dmabuf.revoke.model.watch.Progress;
import dmabuf.revoke.model.watch.Watch;
import dmabuf.revoke.oracle.BadHistory;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Merge;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Stamped;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One importer, its device and its exporter, each on its own threads, for some rounds. In each round the importer has a mapping
 * when revoke begins, and the exporter looks for writes while the buffer is revoked. The memory is poisoned from the end of the
 * wait for fences until the restore, so that an access during the wait for unmaps is detected too.
 */
final class DmaRun implements Probe {
    private static final int WORDS = 16_384;

    final boolean fenced;
    private final int rounds;
    private final int longest;
    private final DmaDriver driver;
    private final Scene scene;
    private final Importer importer;
    private final Memory memory = new Memory(WORDS);
    final Iommu iommu = new Iommu(memory);
    final DmaCounts counts = new DmaCounts();
    private final List<List<Stamped>> threads = new ArrayList<>();
    private final Progress progress = Progress.here();
    /** The three threads and those that they start, but not the device that works all the time and wakes nobody. */
    private final ThreadGroup group = new ThreadGroup("dma");
    private final Semaphore mappedOnce = new Semaphore(0);
    private final AtomicReference<String> wrong = new AtomicReference<>("");
    /** What impl itself still had when the memory was poisoned or revoke had returned: the first finding, or empty. */
    private final AtomicReference<String> admitted = new AtomicReference<>("");
    final DmaTurns turns = new DmaTurns();
    /** The state of the buffer when its threads hung. */
    private String standing = "";

    /** Used by the exporter's thread only. */
    private boolean revoking;

    /** @param longest how many steps the longest call takes */
    DmaRun(final String kind, final int rounds, final long seed, final int longest) {
        this.rounds = rounds;
        this.longest = longest;
        this.scene = new Scene(Verification.BASE_DESIGN, new TreeMap<>(Map.of("i1", kind)), this);
        this.importer = scene.importers().get("i1");
        this.fenced = importer.hasFences();
        this.driver = new DmaDriver(this, importer, seed);
        importer.program(iommu);
    }

    /** Tells that the driver has a mapping. */
    void mapped() {
        mappedOnce.release();
    }

    /** The state of the buffer when its threads hung; empty if they did not. */
    String standing() {
        return standing;
    }

    /** The forbidden accesses that the memory or the device detected; empty if none. */
    String wrong() {
        return wrong.get();
    }

    /** What impl itself says that it still had when all access was forbidden; empty if nothing. */
    String admitted() {
        return admitted.get();
    }

    /** Runs it. {@return the calls and their results} */
    History run() throws Hung, InterruptedException, Undecided {
        final Thread exporter = thread("exporter", this::exporter);
        final Thread driver = thread("driver", this.driver::drive);
        final Thread worker = thread("worker", this::worker);
        final DmaEngine always = fenced ? null : DmaEngine.always(iommu);
        try {
            await(exporter);
            turns.end();
            await(driver);
            await(worker);
        } catch (Hung | InterruptedException e) {
            standing = Standing.of(scene.exporter());
            leave(always);
            throw e;
        }
        if (always != null) {
            always.close();
            ran(always);
        }
        counts.faults = iommu.faults();
        if (fenced && iommu.faults() > 0) {
            wrong("a job ran without a mapping: " + iommu.faults() + " accesses faulted");
        }
        try {
            return Merge.merge(threads);
        } catch (BadHistory e) {
            throw new Undecided("dma: " + e.getMessage());
        }
    }

    private void await(final Thread t) throws Hung, InterruptedException {
        new Patience(() -> Watch.threads(group), progress).joinOneThatSteps(t);
    }

    /** Ends the device and all threads but those that hang. */
    private void leave(final DmaEngine always) {
        turns.end();
        Watch.threads(group).forEach(Thread::interrupt);
        if (always != null) {
            final Thread closing = new Thread(always::close, "end of the device");
            closing.setDaemon(true);
            closing.start();
        }
    }

    private interface Body {
        void run(List<Stamped> log) throws InterruptedException;
    }

    private Thread thread(final String name, final Body body) {
        final List<Stamped> log = new ArrayList<>();
        threads.add(log);
        final Thread t = new Thread(group, () -> {
            try {
                body.run(log);
            } catch (InterruptedException | RuntimeException | Error e) {
                wrong(name + " threw " + e);
                mappedOnce.release(rounds);
                turns.broken();
            }
        }, name);
        t.start();
        return t;
    }

    /** Makes a call that is never misuse, and records it. */
    String call(final List<Stamped> log, final String process, final String op) throws InterruptedException {
        final long before = System.nanoTime();
        final String result = make(process, op, "-");
        log.add(new Stamped(before, Observation.of(Event.call(process, op, "-"))));
        log.add(new Stamped(System.nanoTime(), Observation.of(Event.ret(process, op, "-", result))));
        progress.step(op + " = " + result);
        return result;
    }

    /** Makes a call without recording it. */
    String make(final String process, final String op, final String arg) throws InterruptedException {
        progress.begins(op, longest);
        try {
            return scene.call(process, op, arg);
        } finally {
            progress.returned();
        }
    }

    /** {@return whether the call was made; false if it was misuse} */
    boolean isMade(final String process, final String op) throws InterruptedException {
        try {
            make(process, op, "-");
            return true;
        } catch (MisuseException misuse) {
            return false;
        }
    }

    private void exporter(final List<Stamped> log) throws InterruptedException {
        for (int r = 0; r < rounds && wrong.get().isEmpty(); r++) {
            mappedOnce.acquire();
            mappedOnce.drainPermits();
            revoking = true;
            call(log, "exporter:x1", "revoke");
            revoking = false;
            counts.rounds++;
            int touched = 0;
            for (int n = 0; n < 4; n++) {
                touched = Math.max(touched, memory.touched());
            }
            if (touched > 0) {
                wrong("after revoke had waited for fences, " + touched + " words of the memory were written");
            }
            ask("after revoke had returned", true);
            memory.clear();
            call(log, "exporter:x1", "restore");
            turns.turn();
        }
    }

    /** Asks impl what it still has. */
    private void ask(final String when, final boolean orMapping) {
        final Attachment a = importer.attachment();
        final boolean mapping = orMapping && a != null && a.isMapped();
        if (mapping || importer.jobRuns()) {
            admitted.compareAndSet("", importer.jobRuns() ? "a job" : "a mapping");
            wrong(when + " impl itself has " + admitted.get());
        }
    }

    void wrong(final String what) {
        wrong.accumulateAndGet(what, (all, more) -> all.contains(more) ? all : all.isEmpty() ? more : all + "; " + more);
    }

    /** Notes what an engine has done. */
    void ran(final DmaEngine engine) {
        counts.bursts += engine.bursts();
        if (engine.poisoned() > 0) {
            wrong("the device read " + engine.poisoned() + " words that nobody may access");
        }
    }

    private void worker(final List<Stamped> log) throws InterruptedException {
        while (turns.owes()) {
            isMade("worker:i1", "unmap");
            turns.paid();
        }
    }

    @Override
    public void record(final Step step, final Object subject) {
        progress.stepOfCall(step);
        if (step == Step.INVALIDATE_DEFER) {
            counts.deferred++;
            turns.owe();
        } else if (step == Step.FENCE_WAIT && revoking) {
            memory.poison();
            ask("when revoke had waited for fences", !fenced);
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

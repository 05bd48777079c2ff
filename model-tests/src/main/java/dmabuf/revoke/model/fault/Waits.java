// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.fault;

import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Mutex;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Progress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Interrupts that come while a call waits. A call that waits for its first lock, and a worker that waits for its job, end with
 * the interrupt and change nothing, and the next thread in the queue is woken all the same. A revoke that has begun ignores the
 * interrupt: it goes on when the event that it waits for has come, not before, and leaves the interrupt for its caller to see.
 */
final class Waits implements Probe {
    private final Progress progress = Progress.here();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final RevocableExporter exporter = new RevocableExporter(this);
    private final DynamicImporter importer = new DynamicImporter(exporter.buffer());

    private final int longest;

    private Waits(final int longest) {
        this.longest = longest;
    }

    /** {@return what went wrong} @param longest how many steps the longest call takes */
    static List<String> all(final int longest) throws Exception {
        final Waits lock = new Waits(longest);
        lock.call("attach", lock.importer::attach);
        lock.lock("the reservation lock", lock.exporter.buffer().resv().lock(), lock.importer::map);
        final Waits outer = new Waits(longest);
        outer.lock("the outer lock", outer.exporter.outer(), outer.exporter::revoke);
        final Waits fence = new Waits(longest);
        fence.fence();
        final Waits unmap = new Waits(longest);
        unmap.unmap();
        final Waits begin = new Waits(longest);
        begin.begin();
        return List.of(lock, outer, fence, unmap, begin).stream().flatMap(w -> w.wrong.stream()).toList();
    }

    /** How many interrupts {@link #all} makes. */
    static final int INTERRUPTS = 6;

    /**
     * One thread waits for a lock, which is then released. Then two threads wait for it; the first is interrupted, and the lock
     * is released. The interrupt may wake the second too, so this part alone would not show that a single waiter is woken.
     */
    private void lock(final String what, final Mutex lock, final Waiter.Body call) throws Exception {
        lock.lock();
        final Waiter alone = new Waiter("alone", exporter, progress, longest, Set.of(), () -> {
            lock.lock();
            lock.unlock();
        });
        parks(what, alone);
        lock.unlock();
        returns(what, alone);
        lock.lock();
        final Waiter first = new Waiter("first", exporter, progress, longest, Set.of(), call);
        parks(what, first);
        final Waiter second = new Waiter("second", exporter, progress, longest, Set.of(), call);
        parks(what, second);
        ends(what, first);
        lock.unlock();
        returns(what, second);
    }

    /** A revoke and a worker wait for a job, and both are interrupted. */
    private void fence() throws Exception {
        call("attach", importer::attach);
        call("map", importer::map);
        call("submit", () -> importer.submit(Usage.WRITE));
        final Waiter revoke = new Waiter("revoke", exporter, progress, longest, Set.of(), exporter::revoke);
        parks("the fence wait", revoke);
        final Waiter worker = new Waiter("worker", exporter, progress, longest, Set.of(revoke), importer::work);
        parks("the worker's wait", worker);
        ends("the worker's wait", worker);
        revoke.interrupt();
        parks("the fence wait", revoke);
        final Waiter again = new Waiter("worker", exporter, progress, longest, Set.of(revoke), importer::work);
        parks("the worker's wait", again);
        call("signal", importer::signal);
        returns("the worker's wait", again);
        returns("the fence wait", revoke);
        leavesTheInterrupt("the fence wait", revoke);
    }

    /** A revoke waits for the last unmap, and is interrupted. */
    private void unmap() throws Exception {
        call("attach", importer::attach);
        call("map", importer::map);
        final Waiter revoke = new Waiter("revoke", exporter, progress, longest, Set.of(), exporter::revoke);
        parks("the wait for unmaps", revoke);
        revoke.interrupt();
        parks("the wait for unmaps", revoke);
        call("work", importer::work);
        returns("the wait for unmaps", revoke);
        leavesTheInterrupt("the wait for unmaps", revoke);
    }

    /** A program waits for the fence of another, and is interrupted. */
    private void begin() throws Exception {
        final Program writer = new Program(exporter.buffer());
        final Program reader = new Program(exporter.buffer());
        call("import", () -> writer.importFence(Usage.WRITE));
        final Waiter begins = new Waiter("begin", exporter, progress, longest, Set.of(), () -> reader.begin(false));
        parks("the wait of begin", begins);
        ends("the wait of begin", begins);
        call("signal", writer::signal);
        call("begin", () -> reader.begin(false));
    }

    /** Makes a call that does not wait. */
    private void call(final String what, final Waiter.Body call) throws Exception {
        progress.begins(what, longest);
        try {
            call.run();
        } finally {
            progress.returned();
        }
    }

    private void parks(final String where, final Waiter w) throws Hung {
        if (!w.parks()) {
            wrong.add(where + ": " + w.getName() + " does not wait");
        }
    }

    private void ends(final String where, final Waiter w) throws Hung, InterruptedException {
        final String before = Faults.state(exporter, importer);
        w.interrupt();
        final Throwable thrown = w.end();
        if (!(thrown instanceof InterruptedException)) {
            wrong.add(where + ": " + w.getName() + ", interrupted, " + (thrown == null ? "returned" : "threw " + thrown));
        }
        if (!before.equals(Faults.state(exporter, importer))) {
            wrong.add(where + ", interrupted: " + before + " became " + Faults.state(exporter, importer));
        }
    }

    private void returns(final String where, final Waiter w) throws Hung, InterruptedException {
        final Throwable thrown = w.end();
        if (thrown != null) {
            wrong.add(where + ": " + w.getName() + " threw " + thrown);
        }
    }

    private void leavesTheInterrupt(final String where, final Waiter w) {
        if (!w.interruptLeft()) {
            wrong.add(where + ": " + w.getName() + " has swallowed the interrupt");
        }
    }

    /** Checks that the condition of a wait is true when the step is taken. */
    @Override
    public void record(final Step step, final Object subject) {
        progress.stepOfCall(step);
        final Importer i = importer;
        if (step == Step.FENCE_WAIT && i.jobRuns() || step == Step.UNMAP_WAIT && i.attachment() != null && i.attachment().isMapped()) {
            wrong.add(step.action() + " ended before its condition was true");
        }
    }
}

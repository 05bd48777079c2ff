// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.fault;

import dmabuf.revoke.graph.LongestCall;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.ImporterOps;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Progress;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Faults that are no behaviour of the spec: interrupts before and during a call, attachments of another buffer, use after detach,
 * a callback that throws. Each must give a clear exception, and leave the state that the Javadoc of impl promises.
 */
public final class Faults implements Technique {
    private interface Body {
        void run() throws Exception;
    }

    /** The scene that gives the length of the longest call: like here, it has one importer and one thread of the exporter. */
    private static final String SCENE = "dma";

    private final List<String> wrong = new ArrayList<>();
    private int faults;
    private int longest;
    private Progress progress;

    @Override
    public String name() {
        return "faults";
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        longest = LongestCall.of(graphs.scene(SCENE));
        wrong.clear();
        faults = 0;
        progress = Progress.here();
        if (!DmaBuf.class.desiredAssertionStatus()) {
            wrong.add("the assertions of impl are off: its lock discipline is not checked (java -ea)");
        }
        try {
            for (final Body part : List.<Body>of(
                    this::interrupts, this::foreignAndDetached, this::throwingCallback, this::throwingWaiter,
                    this::everyCall, this::everyWait)) {
                // If nobody reads the failure, the first one is enough.
                if (Failures.shrink() || wrong.isEmpty()) {
                    part.run();
                }
            }
        } catch (Hung h) {
            return Verdict.hung(faults + " faults made", h.getMessage());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            wrong.add("an unexpected exception: " + e);
        }
        final String summary = faults + " faults made";
        return wrong.isEmpty() ? Verdict.agrees(summary) : Verdict.differs(summary, String.join("\n", wrong));
    }

    private void everyCall() throws Exception {
        final AllOrNothing calls = new AllOrNothing(progress, longest);
        wrong.addAll(calls.all());
        faults += calls.disturbed();
    }

    private void everyWait() throws Exception {
        wrong.addAll(Waits.all(longest));
        faults += Waits.INTERRUPTS;
    }

    static String state(final RevocableExporter e, final DynamicImporter i) {
        final Attachment a = i.attachment();
        return "revoked " + e.isRevoked() + ", closed " + e.isClosed() + ", count " + e.count() + ", list "
                + e.buffer().attachments().size() + ", outer " + e.outer().owner() + ", resv "
                + e.buffer().resv().lock().owner() + ", fences " + e.buffer().resv().pending().size()
                + (a == null ? ", not attached" : ", mapped " + a.isMapped() + ", pinned " + a.isPinned())
                + ", told " + i.isDeferred() + ", dead " + i.isDead();
    }

    private void must(
            final String what, final Class<? extends Throwable> type, final RevocableExporter e, final DynamicImporter i,
            final Body body) {
        faults++;
        final String before = state(e, i);
        try {
            call(what, body);
            wrong.add(what + ": no exception");
        } catch (Exception | AssertionError thrown) {
            if (!type.isInstance(thrown)) {
                wrong.add(what + ": " + thrown);
            }
        }
        Thread.interrupted();
        if (!before.equals(state(e, i))) {
            wrong.add(what + ": " + before + " became " + state(e, i));
        }
    }

    private void call(final String what, final Body body) throws Exception {
        progress.begins(what, longest);
        try {
            body.run();
        } finally {
            progress.returned();
        }
    }

    /** An interrupt before the call has its lock. */
    private void interrupts() throws Exception {
        final RevocableExporter e = new RevocableExporter();
        final DynamicImporter i = new DynamicImporter(e.buffer());
        interrupted("attach", e, i, i::attach);
        call("attach", i::attach);
        interrupted("map", e, i, i::map);
        interrupted("detach", e, i, i::detach);
        call("map", i::map);
        interrupted("submit", e, i, () -> i.submit(Usage.WRITE));
        interrupted("unmap", e, i, i::unmap);
        interrupted("revoke", e, i, e::revoke);
        interrupted("close", e, i, e::close);
        call("unmap", i::unmap);
        call("revoke", e::revoke);
        interrupted("restore", e, i, e::restore);
        final RevocableExporter other = new RevocableExporter();
        final RevocableImporter r = new RevocableImporter(other.buffer());
        call("attach", r::attach);
        interrupted("lock", other, new DynamicImporter(other.buffer()), r::lock);
    }

    private void interrupted(final String what, final RevocableExporter e, final DynamicImporter i, final Body body) {
        must("interrupted " + what, InterruptedException.class, e, i, () -> {
            Thread.currentThread().interrupt();
            body.run();
        });
    }

    private void foreignAndDetached() throws Exception {
        final RevocableExporter e = new RevocableExporter();
        final DynamicImporter i = new DynamicImporter(e.buffer());
        final DmaBuf other = new RevocableExporter().buffer();
        final ImporterOps nobody = new Teller();
        final Attachment foreign = other.attachment(nobody);
        call("attach", () -> other.attach(foreign));
        final Attachment detached = e.buffer().attachment(nobody);
        call("attach", () -> e.buffer().attach(detached));
        must("a second attach", MisuseException.class, e, i, () -> e.buffer().attach(detached));
        call("detach", () -> e.buffer().detach(detached));
        call("attach", i::attach);
        must("unmap of nothing", MisuseException.class, e, i, i::unmap);
        call("map", i::map);
        must("map without the lock", MisuseException.class, e, i, () -> e.buffer().map(i.attachment()));
        for (final Attachment a : List.of(foreign, detached)) {
            must("detach" + whose(a, foreign), MisuseException.class, e, i, () -> e.buffer().detach(a));
        }
        final RevocableImporter holder = new RevocableImporter(e.buffer());
        call("attach", holder::attach);
        call("lock", holder::lock);
        for (final Attachment a : List.of(foreign, detached)) {
            for (final String op : List.of("pin", "unpin", "map", "unmap")) {
                must(op + whose(a, foreign), MisuseException.class, e, i, () -> call(e.buffer(), op, a));
            }
        }
    }

    private static String whose(final Attachment a, final Attachment foreign) {
        return a == foreign ? " of a foreign attachment" : " after detach";
    }

    private static void call(final DmaBuf b, final String op, final Attachment a) {
        switch (op) {
            case "pin" -> b.pin(a);
            case "unpin" -> b.unpin(a);
            case "map" -> b.map(a);
            default -> b.unmap(a);
        }
    }

    private static final class Teller implements ImporterOps {
        @Override
        public Step invalidate(final Attachment a) {
            throw new UnsupportedOperationException("this callback throws");
        }
    }

    /** An exception of the callback must come out of revoke, and leave both locks free and the buffer revoked. */
    private void throwingCallback() throws Exception {
        faults++;
        final RevocableExporter e = new RevocableExporter();
        call("attach", () -> e.buffer().attach(e.buffer().attachment(new Teller())));
        try {
            call("revoke", e::revoke);
            wrong.add("a callback threw, and revoke returned");
        } catch (UnsupportedOperationException expected) {
            // Expected.
        }
        call("close", e::close);
        final RevocableExporter closes = new RevocableExporter();
        call("attach", () -> closes.buffer().attach(closes.buffer().attachment(new Teller())));
        try {
            call("close", closes::close);
            wrong.add("a callback threw, and close returned");
        } catch (UnsupportedOperationException expected) {
            call("close again", closes::close);
        }
        must("a third close", MisuseException.class, closes, new DynamicImporter(closes.buffer()), closes::close);
        if (e.outer().owner() != null || e.buffer().resv().lock().owner() != null) {
            wrong.add("a callback threw, and a lock is still held");
        } else if (!e.isRevoked() || new DynamicImporter(e.buffer()).attach() != Errno.ENODEV) {
            wrong.add("a callback threw, and the buffer is not revoked");
        }
    }

    /** A waiter that a fence wakes throws: the signaller must not get the exception, and the other waiters must be woken. */
    private void throwingWaiter() throws Exception {
        faults++;
        final RevocableExporter e = new RevocableExporter();
        final Program p = new Program(e.buffer());
        final AtomicInteger woken = new AtomicInteger();
        final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        call("import", () -> p.importFence(Usage.READ));
        e.buffer().file().poll(true, () -> {
            throw new UnsupportedOperationException("this one throws");
        });
        final Program reader = new Program(e.buffer());
        final Waiter waits = new Waiter("begin", e, progress, longest, Set.of(), () -> {
            reader.begin(true);
            woken.incrementAndGet();
        });
        waits.parks();
        final Waiter signals = new Waiter("signal", e, progress, longest, Set.of(), () -> {
            Thread.currentThread().setUncaughtExceptionHandler((t, x) -> uncaught.add(x));
            p.signal();
        });
        final Throwable thrown = signals.end();
        if (thrown != null || uncaught.size() != 1) {
            wrong.add("a woken waiter threw: its signaller got " + thrown + ", and the thread's handler " + uncaught);
        }
        waits.end();
        if (woken.get() != 1 || e.buffer().file().references() != 1) {
            wrong.add("a woken waiter threw, and another was not woken, or a reference is left");
        }
    }
}

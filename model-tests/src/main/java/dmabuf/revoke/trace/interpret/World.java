// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Hazards;
import dmabuf.revoke.trace.judge.Judged;
import dmabuf.revoke.trace.judge.Standards;
import dmabuf.revoke.trace.judge.Verdicts;
import dmabuf.revoke.trace.judge.Word;
import dmabuf.revoke.trace.read.Errors;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Kind;
import dmabuf.revoke.trace.read.LineReader;
import dmabuf.revoke.trace.read.Survey;
import dmabuf.revoke.trace.read.Vocabulary;
import dmabuf.revoke.trace.read.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The live buffers, attachments, fences and threads at one moment of a trace, and the histories in progress. Dead ones are
 * removed. Not thread-safe.
 */
final class World {
    /** How many buffers are kept if the trace does not show releases. */
    private static final int UNRELEASED = 10_000;

    final Survey survey;
    final Standards standards;
    final Verdicts verdicts;
    final Vocabulary words;
    final Map<Long, Buffer> buffers = new LinkedHashMap<>();
    final Map<Long, Buffer> locks = new HashMap<>();
    final Map<Long, Attachment> attachments = new HashMap<>();
    final Map<Long, Fence> fences = new HashMap<>();

    /** The last move of each device. */
    final Map<Long, Move.Op> devices = new HashMap<>();

    /** If requested, the history of each buffer with all importers at once, kept to the end. */
    Map<Buffer, Joint> joints;

    private final Tasks tasks = new Tasks();
    final LockRule lockRule = new LockRule(this);
    private final Hearing hearing = new Hearing(this);

    /** The current line, and its event. */
    final FtraceLine line = new FtraceLine();

    LineReader reader;
    long usedLine;
    private long lateLine;
    int event;

    World(final Survey survey, final Standards standards, final Verdicts verdicts, final Vocabulary words) {
        this.survey = survey;
        this.standards = standards;
        this.verdicts = verdicts;
        this.words = words;
    }

    /** The thread of the line. */
    Task thread() {
        return tasks.of(line.tid());
    }

    /** All threads that are in a call. */
    List<Task> busy() {
        return tasks.busy();
    }

    /** The buffer at an address. One whose export was not seen begins here. */
    Buffer buffer(final long address) throws Undecided, InterruptedException {
        final Buffer known = buffers.get(address);
        if (known != null || address == 0 || Errors.of(address) != 0 || address == FtraceLine.NONE) {
            return known;
        }
        return begin(address, "", 0, 0);
    }

    Buffer begin(final long address, final String exporter, final long resv, final long from)
            throws Undecided, InterruptedException {
        final Buffer old = buffers.get(address);
        if (old != null) {
            end(old);
        }
        if (buffers.size() >= UNRELEASED && !survey.has(Kind.FILE_RELEASE, Kind.RELEASE_IN)) {
            buffers.values().stream().filter(o -> o.attachments.isEmpty()).findFirst().ifPresent(this::end);
        }
        final Buffer b = new Buffer(verdicts.buffers() + 1, address, exporter, resv, from);
        final boolean seen = from > 0;
        b.base = history(b, true);
        b.blind = history(b, false);
        b.listed = !seen;
        buffers.put(address, b);
        if (resv != 0) {
            locks.put(resv, b);
        }
        verdicts.begins(b.exporter, b.base.standard().design(), seen);
        if (joints != null) {
            joints.put(b, new Joint(() -> reader.number()));
        }
        remember(b);
        return b;
    }

    /** A history that begins now. If the beginning of the buffer was not seen, its users may be in any state. */
    Judged history(final Buffer b, final boolean callbacks) throws Undecided, InterruptedException {
        return new Judged(standards.of(b.exporter, b.line > 0, b.resv != 0, callbacks));
    }

    /** A buffer is released, with everything in it. */
    void end(final Buffer b) {
        if (!b.attachments.isEmpty()) {
            verdicts.hazards().add(Hazards.Hazard.LEFT, reader.number(), b.attachments.size());
        }
        for (final Attachment a : b.attachments) {
            attachments.remove(a.address, a);
        }
        fences.values().removeIf(f -> f.buffer == b);
        buffers.remove(b.address, b);
        if (locks.remove(b.resv, b)) {
            lockRule.released(b.resv);
        }
    }

    /** Ends the judgement of all live buffers, and forgets what the threads are in. */
    void forget(final String why) {
        for (final Buffer b : new ArrayList<>(buffers.values())) {
            if (!b.refuted && !b.doubted && !b.strange) {
                verdicts.leaves(why);
            }
            buffers.remove(b.address);
        }
        locks.clear();
        attachments.clear();
        fences.clear();
        tasks.clear();
        lockRule.forget();
        devices.clear();
    }

    /** Whether fences and their signals were recorded. */
    boolean recordsFences() {
        return survey.has(Kind.ADD_FENCE) && survey.has(Kind.FENCE_SIGNAL);
    }

    /** Notes that the line concerns this buffer. */
    void remember(final Buffer b) {
        if (b.line == 0 && lateLine != reader.number()) {
            lateLine = reader.number();
            verdicts.late();
        }
        b.window.add(reader.number(), reader.bytes(), reader.from(), reader.to());
        used();
    }

    /** Notes that the line is used for the judgement. */
    void used() {
        if (usedLine != reader.number()) {
            usedLine = reader.number();
            words.use(event);
        }
    }

    /** An event of the exporter: it belongs to the history of the buffer, and to those of each attachment and fence. */
    void all(final Buffer b, final Word w) {
        remember(b);
        flush(b);
        if (w == b.dying() && (b.attachments.isEmpty() || !survey.has(Kind.DETACH_IN, Kind.DETACH_RET))) {
            b.pending = w;
            b.pendingLine = reader.number();
            b.pendingText = text();
            return;
        }
        spread(b, w, reader.number(), null);
    }

    /** Adds the exporter's delayed return to the history after all: the buffer was not dying. */
    void flush(final Buffer b) {
        if (b.pending != null) {
            final Word w = b.pending;
            b.pending = null;
            spread(b, w, b.pendingLine, b.pendingText);
        }
    }

    private void spread(final Buffer b, final Word w, final long number, final String text) {
        whole(b, w);
        base(b, w, number, text);
        for (int n = 0; n < b.attachments.size(); n++) {
            final Attachment a = b.attachments.get(n);
            hearing.hears(b, a.who(), a.address, a.judged, w, number, text);
            promise(a, w);
        }
        for (final Fence f : b.fences) {
            hearing.hears(b, "with a fence of nobody's mapping", 0, f.judged, w, number, text);
        }
    }

    /** Adds an event of the exporter to the history with all importers. */
    void whole(final Buffer b, final Word w) {
        if (joints != null) {
            joints.get(b).add(b.base.standard(), w);
        }
    }

    private void base(final Buffer b, final Word w, final long number, final String text) {
        hearing.hears(b, "without importers", 0, b.base, w, number, text);
        hearing.hears(b, "without importers", 0, b.blind, w, number, text);
        b.base.keeps(w);
        b.blind.keeps(w);
    }

    /** An event of an attachment. */
    void say(final Attachment a, final Word w) {
        flush(a.buffer);
        if (a.buffer.move != null && w.event.process().startsWith("driver")) {
            verdicts.overlap();
        }
        if (joints != null) {
            joints.get(a.buffer).add(a.judged.standard(), a, survey.kind(a.iops), w);
        }
        hearing.hears(a.buffer, a.who(), a.address, a.judged, w, reader.number(), null);
    }

    /** An event of a fence that belongs to no mapping. */
    void sayFence(final Fence f, final Word w) {
        if (joints != null) {
            joints.get(f.buffer).add(f.judged.standard(), f, w);
        }
        hearing.hears(f.buffer, "with a fence of nobody's mapping", 0, f.judged, w, reader.number(), null);
    }

    /** Checks an event of an attachment or of the exporter against the contract. */
    void promise(final Attachment a, final Word w) {
        if ((w.ofExporter() || a.ends) && !a.judged.keeps(w)) {
            verdicts.broken(a.buffer.serial, a.who(), w, a.job != 0, reader.number(), text());
        }
    }

    /** The line's text. */
    String text() {
        return Window.printable(reader.bytes(), reader.from(), Math.min(reader.to() - reader.from(), 300)).strip();
    }
}

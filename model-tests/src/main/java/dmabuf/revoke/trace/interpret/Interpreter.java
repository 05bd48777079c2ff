// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Exporter;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Kind;
import dmabuf.revoke.trace.read.LineReader;
import dmabuf.revoke.trace.read.Losses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a trace from its first line to its last, and tells the world what each line means. */
final class Interpreter {
    private static final Pattern LOST = Pattern.compile("CPU:\\s*\\d+ \\[(?:LOST )?(\\d+) EVENTS(?: DROPPED)?\\]");
    private static final Pattern WRITTEN = Pattern.compile("#.*entries-in-buffer/entries-written: (\\d+)/(\\d+).*");

    private static final String RETURN = "_ret";

    private final World world;
    private final Exporting exporting;
    private final OtherExporters others;
    private final Sections sections;
    private final Attaching attaching;
    private final Mapping mapping;
    private final Steps steps;
    private final FileRule fileRule;
    private final Locks locks;
    private final Losses losses;
    private final Pairs pairs;
    private final UnusedCalls unused;

    /** The functions that the user names as calls of exporters, by name. */
    private final Map<String, Told> told = new HashMap<>();

    private record Told(Exporter exporter, Move.Op op) {}

    Interpreter(final World world, final Losses losses, final List<Exporter> exporters) {
        for (final Exporter e : exporters) {
            e.functions().forEach((role, function) -> {
                // A function that is not seen to return would never be over.
                if (world.survey.hasCall(function)) {
                    told.put(function, new Told(e, Move.Op.valueOf(role.name())));
                }
            });
        }
        this.world = world;
        this.attaching = new Attaching(world);
        this.mapping = new Mapping(world, attaching);
        this.steps = new Steps(world);
        this.exporting = new Exporting(world);
        this.others = new OtherExporters(world, exporting);
        this.sections = new Sections(world, exporting, attaching);
        this.fileRule = new FileRule(world);
        this.locks = new Locks(world, sections, attaching, fileRule);
        this.losses = losses;
        this.pairs = new Pairs(world.survey);
        this.unused = new UnusedCalls(world);
    }

    void read(final LineReader reader) throws IOException, Undecided, InterruptedException {
        world.reader = reader;
        while (reader.next()) {
            final byte[] bytes = reader.bytes();
            if (world.line.parse(bytes, reader.from(), reader.to())) {
                world.event = world.line.event(world.words);
                world.words.meet(world.event);
                final Kind kind = world.words.kind(world.event);
                if (pairs.lost(kind, world.thread())) {
                    lost(Losses.Loss.UNPAIRED, 1);
                }
                event(kind, world.thread());
                unused.look(kind);
            } else {
                other(new String(bytes, reader.from(), Math.min(300, reader.to() - reader.from()),
                        StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void other(final String text) throws Undecided, InterruptedException {
        final Matcher lost = LOST.matcher(text.strip());
        final Matcher written = WRITTEN.matcher(text);
        final long number = world.reader.number();
        if (lost.matches()) {
            lost(Losses.Loss.LOST, Math.max(1, longs(lost.group(1))));
        } else if (written.matches()) {
            final long over = longs(written.group(2)) - longs(written.group(1));
            if (over != 0) {
                losses.add(Losses.Loss.OVERWRITTEN, number, Math.max(1, over));
            }
        } else if (text.startsWith("{") && steps.read(text)) {
            return;
        } else if (!text.startsWith("#") && !text.isBlank() && !text.startsWith("cpus=")) {
            losses.add(Losses.Loss.GARBAGE, number);
        }
    }

    /** After a loss no live buffer is judged any further: a refusal would be no refutation. */
    private void lost(final Losses.Loss loss, final long events) {
        losses.add(loss, world.reader.number(), events);
        world.forget("events were lost at line " + world.reader.number());
    }

    private static long longs(final String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE / 2 : Long.parseLong(digits);
    }

    private boolean probed(final Kind... kinds) {
        return world.survey.has(kinds);
    }

    private void event(final Kind kind, final Task t) throws Undecided, InterruptedException {
        world.lockRule.called(kind, t);
        switch (kind) {
            case OTHER -> unknown(t);
            case EXPORT_IN -> exporting.exportCalled(t);
            case EXPORT_RET -> exporting.exported(t);
            case FILE_RELEASE -> fileReleased();
            case RELEASE_IN -> released();
            case GET_RET, FD_IN, FD_INSTALL -> exporting.mentioned();
            case DYNATTACH_IN -> attaching.attachCalled(t);
            case DYNATTACH_RET -> attaching.attachReturned(t);
            case DETACH_IN -> attaching.detachCalled(t);
            case DETACH_RET -> attaching.detachReturned(t);
            case MAP_IN -> mapCalled(t);
            case MAP_RET -> mapping.mapReturned(t);
            case UNMAP_IN -> mapping.unmapCalled(t, world.line.number(Keys.ATTACH));
            case UNMAP_RET -> mapping.unmapReturned(t);
            case INVALIDATE_IN -> sections.broadcastBegins(t);
            case INVALIDATE_RET -> sections.broadcastEnds(t);
            case WAIT_IN -> sections.waitBegins(t);
            case WAIT_RET -> sections.waitEnds(t);
            case WW_MUTEX_TRYLOCK_IN -> t.lockIn = world.line.number(Keys.LOCK);
            case WW_MUTEX_LOCK_IN, WW_MUTEX_LOCK_INTERRUPTIBLE_IN -> locks.queues(t, world.line.number(Keys.LOCK));
            case WW_MUTEX_LOCK_RET, WW_MUTEX_LOCK_INTERRUPTIBLE_RET -> locks.locked(t, world.line.number(Keys.RET) == 0);
            case WW_MUTEX_TRYLOCK_RET -> locks.locked(t, world.line.number(Keys.RET) == 1);
            case WW_MUTEX_UNLOCK -> locks.unlocks(t);
            case ADD_FENCE -> mapping.fenceAdded(t);
            case FENCE_INIT, FENCE_INIT64 -> mapping.fenceStarted();
            case FENCE_SIGNAL -> mapping.fenceSignals();
            case VFIO_PCI_DMA_BUF_MOVE -> exporting.moveCalled(t, false);
            case VFIO_PCI_DMA_BUF_MOVE_RET -> exporting.moveReturned(t, false);
            case VFIO_PCI_DMA_BUF_CLEANUP -> exporting.moveCalled(t, true);
            case VFIO_PCI_DMA_BUF_CLEANUP_RET -> exporting.moveReturned(t, true);
            case VFIO_PCI_DMA_BUF_MAP_RET -> mapping.exporterMapped(t);
            case VFIO_PCI_DMA_BUF_IOMMUFD_MAP_RET -> mapping.mappedPrivately(t, true);
            case IOMMUFD_TEST_DMA_BUF_IOMMUFD_MAP_RET -> mapping.mappedPrivately(t, false);
            case IOMMUFD_TEST -> others.testCalled(t);
            case IOMMUFD_TEST_RET -> others.testReturned(t);
            default -> fallback(kind, t);
        }
    }

    private void mapCalled(final Task t) throws Undecided, InterruptedException {
        final Attachment a = world.attachments.get(world.line.number(Keys.ATTACH));
        if (a != null) {
            sections.importerCalls(t, a.buffer);
        }
        mapping.mapCalled(t);
    }

    private void fileReleased() {
        fileRule.fileReleased(world.buffers.get(world.line.number(Keys.DMABUF)));
        exporting.released();
    }

    private void released() {
        fileRule.released(world.line.number(Keys.DMABUF));
        exporting.released();
    }

    /** Handles events that count only if a better one was not recorded. */
    private void fallback(final Kind kind, final Task t) throws Undecided, InterruptedException {
        if (kind == Kind.ATTACH_IN && !probed(Kind.DYNATTACH_IN)) {
            attaching.attachCalled(t);
        } else if (kind == Kind.ATTACH_RET && !probed(Kind.DYNATTACH_RET)) {
            attaching.attachReturned(t);
        } else if (kind == Kind.MAP_UNLOCKED_IN && !probed(Kind.MAP_IN)) {
            mapCalled(t);
        } else if (kind == Kind.MAP_UNLOCKED_RET && !probed(Kind.MAP_RET)) {
            mapping.mapReturned(t);
        } else if (kind == Kind.UNMAP_UNLOCKED_IN && !probed(Kind.UNMAP_IN)) {
            mapping.unmapCalled(t, world.line.number(Keys.ATTACH));
        } else if (kind == Kind.UNMAP_UNLOCKED_RET && !probed(Kind.UNMAP_RET)) {
            mapping.unmapReturned(t);
        } else if (kind == Kind.VFIO_PCI_DMA_BUF_UNMAP && !probed(Kind.UNMAP_IN)) {
            mapping.unmapCalled(t, world.line.number(Keys.A1));
            mapping.unmapReturned(t);
        } else if (kind == Kind.DMA_BUF_EXPORT && !probed(Kind.EXPORT_RET)) {
            exporting.exportedByTracepoint();
        } else if (kind == Kind.DMA_BUF_EXPORT && !probed(Kind.EXPORT_IN)) {
            exporting.exporterNamed(t);
        } else if (kind == Kind.DMA_BUF_DYNAMIC_ATTACH && !probed(Kind.DYNATTACH_RET, Kind.ATTACH_RET,
                Kind.EXPORT_RET)) {
            attaching.attachedByTracepoint();
        } else if (kind == Kind.DMA_BUF_DETACH && !probed(Kind.DETACH_RET, Kind.EXPORT_RET)) {
            attaching.detachedByTracepoint();
        }
    }

    /** Handles a function without a fixed name: a callback of an importer, or a hook of an exporter. */
    private void unknown(final Task t) throws Undecided, InterruptedException {
        if (!told.isEmpty()) {
            final String name = world.words.name(world.event);
            final Told called = told.get(name);
            final Told returned = name.endsWith(RETURN) ? told.get(name.substring(0, name.length() - RETURN.length())) : null;
            if (called != null) {
                others.toldCalled(t, called.exporter(), called.op());
                return;
            } else if (returned != null) {
                others.toldReturned(t, returned.exporter(), returned.op());
                return;
            }
        }
        if (t.broadcasting != null) {
            sections.maybeCallback(t);
        } else if (t.attaching != null) {
            attaching.maybeHook(t);
        }
    }
}

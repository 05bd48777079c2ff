// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import dmabuf.revoke.trace.read.Errors;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Kind;
import dmabuf.revoke.trace.read.LineReader;
import dmabuf.revoke.trace.read.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Simulates the monitors of all attachments on a recorded kernel: each line raises the events of the table of probes, and nothing
 * else is known. A monitor that has met an unexpected event reports nothing after that. Buffers of other exporters than VFIO are
 * ignored, and all devices of VFIO count as one. Not thread-safe.
 */
final class MonitorRun {
    private static final String VFIO = "vfio_pci_core";
    private static final int KEPT = 50;

    /** Stands for the buffers on the device's list. */
    private static final long ALL = 0;

    /** An attachment, and the state of its monitor. */
    private static final class Watched {
        private final long buffer;
        private boolean listed = true;
        private int state;

        Watched(final long buffer) {
            this.buffer = buffer;
        }
    }

    /** The calls that a thread is in. */
    private static final class Doing {
        private String exporting = "";
        private long attaching;
        private long mapping;
        private boolean revokes;
        private boolean closes;
        private int callback = -1;
        private long told;
        private long broadcasting;
    }

    private final Automaton automaton;
    private final FtraceLine line = new FtraceLine();
    private final Vocabulary names = new Vocabulary();
    private final Map<Integer, Doing> threads = new HashMap<>();
    private final Map<Long, String> buffers = new HashMap<>();
    private final Map<Long, Watched> attachments = new HashMap<>();
    private final Map<MonitorEvent, Long> raised = new EnumMap<>(MonitorEvent.class);
    private final List<String> errors = new ArrayList<>();
    private long failed;
    private long number;

    MonitorRun(final Automaton automaton) {
        this.automaton = automaton;
    }

    /** Reads a recording to its end. */
    void read(final LineReader reader) throws IOException {
        while (reader.next()) {
            if (line.parse(reader.bytes(), reader.from(), reader.to())) {
                number = reader.number();
                final int name = line.event(names);
                line(names.kind(name), name, threads.computeIfAbsent(line.tid(), t -> new Doing()));
            }
        }
    }

    /** How often each event was raised. */
    Map<MonitorEvent, Long> raised() {
        return raised;
    }

    /** The first unexpected events. */
    List<String> errors() {
        return errors;
    }

    /** How many monitors met an unexpected event. */
    long failed() {
        return failed;
    }

    private void line(final Kind kind, final int name, final Doing d) {
        final long attach = line.number(Keys.ATTACH);
        switch (kind) {
            case EXPORT_IN -> d.exporting = line.text(Keys.EXP);
            case EXPORT_RET -> buffers.put(line.number(Keys.DMABUF), d.exporting);
            case FILE_RELEASE, RELEASE_IN -> buffers.remove(line.number(Keys.DMABUF));
            case DYNATTACH_IN -> d.attaching = line.number(Keys.DMABUF);
            case DYNATTACH_RET -> attached(attach, d.attaching);
            case DETACH_IN -> detached(attach);
            case MAP_IN -> {
                d.mapping = attach;
                raise(MonitorEvent.MAP, attach);
            }
            case MAP_RET -> raise(Errors.of(line.number(Keys.SGT)) == 0 ? MonitorEvent.MAPPED : MonitorEvent.MAP_FAILED, d.mapping);
            case UNMAP_IN -> raise(MonitorEvent.UNMAP, attach);
            case INVALIDATE_IN -> d.broadcasting = line.number(Keys.DMABUF);
            case INVALIDATE_RET -> {
                raiseAll(MonitorEvent.BROADCAST, d.broadcasting);
                d.broadcasting = 0;
            }
            case VFIO_PCI_DMA_BUF_MOVE -> moves(d);
            case VFIO_PCI_DMA_BUF_MOVE_RET -> hasMoved(d);
            case VFIO_PCI_DMA_BUF_CLEANUP -> {
                d.closes = true;
                raiseAll(MonitorEvent.CLOSE, ALL);
            }
            case VFIO_PCI_DMA_BUF_CLEANUP_RET -> d.closes = false;
            case OTHER -> callback(name, d);
            default -> { }
        }
    }

    private void moves(final Doing d) {
        d.revokes = (line.number(Keys.A2) & 0xff) != 0;
        if (!d.closes) {
            raiseAll(d.revokes ? MonitorEvent.REVOKE : MonitorEvent.RESTORE, ALL);
        }
    }

    /** Closed buffers are on no device's list any more. */
    private void hasMoved(final Doing d) {
        raiseAll(d.closes ? MonitorEvent.CLOSED : d.revokes ? MonitorEvent.REVOKED : MonitorEvent.RESTORED, ALL);
        if (d.closes) {
            attachments.values().forEach(w -> w.listed = false);
        }
    }

    private void attached(final long attach, final long buffer) {
        if (Errors.of(attach) == 0 && VFIO.equals(buffers.get(buffer))) {
            attachments.put(attach, new Watched(buffer));
            raised.merge(MonitorEvent.ATTACH, 1L, Long::sum);
        }
    }

    private void detached(final long attach) {
        raise(MonitorEvent.DETACH, attach);
        attachments.remove(attach);
    }

    /** A function without a fixed name is the importer's callback if it is called in a broadcast with the attachment. */
    private void callback(final int name, final Doing d) {
        if (d.callback >= 0 && names.entry(name) == d.callback) {
            raise(MonitorEvent.INVALIDATED, d.told);
            d.callback = -1;
        } else if (d.broadcasting != 0 && d.callback < 0 && attachments.containsKey(line.number(Keys.A1))) {
            d.callback = name;
            d.told = line.number(Keys.A1);
            raise(MonitorEvent.INVALIDATE, d.told);
        }
    }

    private void raiseAll(final MonitorEvent event, final long buffer) {
        attachments.forEach((address, w) -> {
            if (buffer == ALL ? w.listed : w.buffer == buffer) {
                raise(event, address);
            }
        });
    }

    private void raise(final MonitorEvent event, final long attach) {
        final Watched w = attachments.get(attach);
        if (w == null || w.state == Automaton.NONE || !automaton.events().contains(event)) {
            return;
        }
        raised.merge(event, 1L, Long::sum);
        final int then = automaton.after(w.state, event);
        if (then == Automaton.NONE) {
            failed++;
            if (errors.size() < KEPT) {
                errors.add("line " + number + ": " + event.cName() + " is not expected in the state "
                        + automaton.names().get(w.state) + " (attachment 0x" + Long.toHexString(attach) + ")");
            }
        }
        w.state = then;
    }
}

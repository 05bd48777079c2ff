// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.trace.read.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Computes what a recorder sees of a buffer from the recorded events. */
final class Observers {
    private final Recorder recorder;
    private final Set<String> processes = new HashSet<>();
    private final Set<String> operations = new HashSet<>();
    private final Set<Event> events = new HashSet<>();
    private final Predicate<Kind> recorded;

    private Observers(final Recorder recorder, final Predicate<Kind> recorded) {
        this.recorder = recorder;
        this.recorded = recorded;
    }

    /**
     * An observer.
     *
     * @param returns whether the returns of callbacks were recorded
     * @param recorded whether an event was recorded
     */
    static Observer of(final Recorder recorder, final boolean returns, final Predicate<Kind> recorded) {
        final Observers o = new Observers(recorder, recorded);
        o.exporter();
        o.importer(recorder.callbacks(), returns);
        return new Observer(o.processes, o.operations, o.events, recorder.begun());
    }

    private boolean any(final Kind... kinds) {
        for (final Kind k : kinds) {
            if (recorded.test(k)) {
                return true;
            }
        }
        return false;
    }

    private boolean both(final Kind a, final Kind b) {
        return recorded.test(a) && recorded.test(b);
    }

    private static <T> void hide(final Set<T> hidden, final T what, final boolean seen) {
        if (!seen) {
            hidden.add(what);
        }
    }

    private void exporter() {
        final boolean vfio = recorder.calls() == Recorder.Calls.VFIO;
        final boolean revokes = switch (recorder.calls()) {
            case VFIO -> any(Kind.VFIO_PCI_DMA_BUF_MOVE);
            case MOCK -> any(Kind.IOMMUFD_TEST);
            case TOLD -> recorder.named().contains(Exporter.Role.REVOKE);
            case NONE -> false;
        };
        final boolean moves = recorder.named().contains(Exporter.Role.MOVE);
        final boolean ends = !vfio || any(Kind.VFIO_PCI_DMA_BUF_MOVE_RET);
        hide(processes, "exporter:x1", revokes || moves);
        // If only its moves are shown, it may revoke unseen.
        final boolean calls = revokes || !moves;
        hide(events, Word.CALL_REVOKE.event, calls);
        hide(events, Word.RETURN_REVOKE.event, calls && ends);
        hide(events, Word.CALL_RESTORE.event, calls);
        hide(events, Word.RETURN_RESTORE.event, calls && ends);
        hide(events, Word.CALL_CLOSE.event, calls && (!vfio || any(Kind.VFIO_PCI_DMA_BUF_CLEANUP)));
        hide(events, Word.RETURN_CLOSE.event,
                calls && (!vfio || both(Kind.VFIO_PCI_DMA_BUF_CLEANUP, Kind.VFIO_PCI_DMA_BUF_CLEANUP_RET)));
        if (recorder.moves()) {
            // The function may return while it holds the lock, and before the copy is made.
            hide(events, Word.CALL_MOVE.event, moves);
            hide(events, Word.RETURN_MOVE.event, false);
        }
        // A section without a broadcast, as in restore, is recognized by the call around it; the mock has no such section. A hold
        // after the call can be told from the call's own if the call's end is recorded.
        final boolean known = revokes && ends || recorder.calls() == Recorder.Calls.MOCK || !recorder.restores();
        final boolean locked = recorder.locked();
        hide(processes, "section:x1", known && locked && any(Kind.INVALIDATE_IN)
                && both(Kind.WW_MUTEX_UNLOCK, Kind.WW_MUTEX_LOCK_RET));
        hide(processes, "broadcast:x1", both(Kind.INVALIDATE_IN, Kind.INVALIDATE_RET));
        hide(processes, "wait:x1", locked && both(Kind.WAIT_RET, Kind.WAIT_IN));
        final boolean fences = locked && both(Kind.ADD_FENCE, Kind.FENCE_SIGNAL);
        for (final String p : Set.of("job:i1", "device:i1", "foreign:c1", "fence:c1")) {
            hide(processes, p, fences);
        }
    }

    private void importer(final boolean callbacks, final boolean returns) {
        hide(processes, "callback:i1", callbacks);
        hide(events, Word.CALLBACK_RETURN.event, returns);
        hide(processes, "mapping:i1", any(Kind.UNMAP_IN, Kind.UNMAP_UNLOCKED_IN, Kind.VFIO_PCI_DMA_BUF_UNMAP));
        hide(operations, "map", any(Kind.MAP_RET, Kind.MAP_UNLOCKED_RET, Kind.VFIO_PCI_DMA_BUF_MAP_RET,
                Kind.VFIO_PCI_DMA_BUF_IOMMUFD_MAP_RET, Kind.IOMMUFD_TEST_DMA_BUF_IOMMUFD_MAP_RET));
        // The exporter's own map gives the result, and stands for the call too.
        hide(events, Word.MAP.event, any(Kind.MAP_IN, Kind.MAP_UNLOCKED_IN) || any(Kind.VFIO_PCI_DMA_BUF_MAP_RET)
                && !any(Kind.MAP_RET, Kind.MAP_UNLOCKED_RET));
        // Importers that call dma_buf_attach are static. Without the probe on the dynamic function, other attaches are not seen.
        final boolean called = any(Kind.DYNATTACH_IN);
        final boolean tracepoints = any(Kind.DMA_BUF_DYNAMIC_ATTACH) && !any(Kind.EXPORT_RET)
                && !any(Kind.DYNATTACH_IN, Kind.DYNATTACH_RET, Kind.ATTACH_IN, Kind.ATTACH_RET);
        // The return alone does not show the kind of importer; the kernel's tracepoint does. And if the detach of an attachment
        // is not seen, another one may have its address.
        final boolean lives = both(Kind.DYNATTACH_IN, Kind.DYNATTACH_RET) && both(Kind.DETACH_IN, Kind.DETACH_RET);
        hide(operations, "attach", lives || tracepoints);
        hide(operations, "detach", lives || tracepoints);
        hide(events, Word.ATTACH_STATIC.event, called);
        hide(events, Word.ATTACH_DYNAMIC.event, called);
        hide(events, Word.DETACH.event, any(Kind.DETACH_IN));
    }
}

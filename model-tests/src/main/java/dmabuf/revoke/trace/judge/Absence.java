// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.trace.read.Kind;
import dmabuf.revoke.trace.read.Survey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A sort of event that never occurs in a trace for which it is unknown what was recorded. There are two kinds of sorts. For a
 * <em>demanded</em> one the history is checked twice: as if the events had happened unseen, and as if they had not happened. If
 * only the first is a behaviour, then either a probe was not set or the kernel is wrong, and the trace cannot tell which. An
 * <em>assumed</em> one may have happened unseen; the report says so.
 *
 * <p>Whether an absence matters in a given history is not decided here: the spec is asked.
 */
public enum Absence {
    ATTACH("attaches", true, Kind.DYNATTACH_IN, Kind.DYNATTACH_RET, Kind.ATTACH_IN, Kind.ATTACH_RET),
    DETACH("detaches", true, Kind.DETACH_IN, Kind.DETACH_RET),
    MAP("maps", true, Kind.MAP_IN, Kind.MAP_RET, Kind.MAP_UNLOCKED_IN, Kind.MAP_UNLOCKED_RET,
            Kind.VFIO_PCI_DMA_BUF_MAP_RET, Kind.VFIO_PCI_DMA_BUF_IOMMUFD_MAP_RET,
            Kind.IOMMUFD_TEST_DMA_BUF_IOMMUFD_MAP_RET),
    UNMAP("unmaps", true, Kind.UNMAP_IN, Kind.UNMAP_UNLOCKED_IN, Kind.VFIO_PCI_DMA_BUF_UNMAP),
    BROADCAST("broadcasts", true, Kind.INVALIDATE_IN, Kind.INVALIDATE_RET),
    CALLBACK("callbacks of an importer", true),
    CALLBACK_RETURN("returns of callbacks", true),
    LOCK("holds of the reservation lock", true, Kind.WW_MUTEX_LOCK_RET, Kind.WW_MUTEX_UNLOCK),
    WAIT("waits for fences", true, Kind.WAIT_IN, Kind.WAIT_RET),
    RETURN("returns of the exporter's calls", true, Kind.VFIO_PCI_DMA_BUF_MOVE_RET),
    CLOSE("closes", true, Kind.VFIO_PCI_DMA_BUF_CLEANUP, Kind.VFIO_PCI_DMA_BUF_CLEANUP_RET),
    /** Broadcasts show a revoke, too. */
    CALL("the exporter's calls", false, Kind.VFIO_PCI_DMA_BUF_MOVE, Kind.IOMMUFD_TEST, Kind.IOMMUFD_TEST_RET),
    /** There may be no fences at all; and the kernel's own tracepoints name no fence. */
    FENCE("fences", false, Kind.ADD_FENCE, Kind.FENCE_INIT, Kind.FENCE_INIT64, Kind.FENCE_SIGNAL);

    private static final String SETTLE =
            "say what was recorded, by --probes FILE or --observed NAMES, and the absence is either judged or assumed";

    private final String what;
    private final boolean demanded;
    private final Set<Kind> kinds;

    Absence(final String what, final boolean demanded, final Kind... kinds) {
        this.what = what;
        this.demanded = demanded;
        this.kinds = Set.of(kinds);
    }

    /** Its events, with their names in a trace. */
    public List<String> events() {
        return kinds.stream().map(Kind::event).sorted().toList();
    }

    /** The same as {@link #isDemanded(Kind)} by the name of an event. */
    public static boolean isJudged(final String event) {
        for (final Absence a : values()) {
            if (a.demanded && a.events().contains(event)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the spec is asked what the absence of an event means; otherwise the event is assumed to have happened unseen. */
    static boolean isDemanded(final Kind k) {
        for (final Absence a : values()) {
            if (a.kinds.contains(k)) {
                return a.demanded;
            }
        }
        return false;
    }

    boolean isDemanded() {
        return demanded;
    }

    boolean covers(final Kind k) {
        return kinds.contains(k);
    }

    /** The events of this sort that do not occur in a trace. */
    private List<String> absent(final Survey survey) {
        return kinds.stream().filter(k -> !survey.has(k)).map(Kind::event).sorted().toList();
    }

    /** The absent events, and how the user can settle the question. */
    public String sentence(final Survey survey) {
        final String names = absent(survey).stream().collect(Collectors.joining(", "));
        final String how = this == CALLBACK || this == CALLBACK_RETURN
                ? "name the function in CALLBACKS= when record.sh records" : SETTLE;
        return "the trace shows no " + what + (names.isEmpty() ? "" : " (" + names + ")") + ": " + how;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Workshop;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.read.Kind;
import dmabuf.revoke.trace.read.Survey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * By which design a buffer is judged, and what a recorder saw of it. The graphs come from the workshop when they are
 * asked for first.
 */
public final class Standards {
    private static final String MODULE = "Traced.tla";

    /** The designs of exporters that revoke, by the name that they export under. */
    private static final Map<String, String> DESIGNS = Map.of("vfio_pci_core", "Linux73", "iommufd", "Mock",
            Survey.IMPL, "Reference");

    /** That of all others: they may move what they export, and never revoke it. */
    private static final String OTHERS = "Mover";

    private final Workshop shop;
    private final Survey survey;
    private final String forced;
    private final Map<String, Graph> graphs = new HashMap<>();
    private final Map<String, Standard> standards = new LinkedHashMap<>();
    private Oracle contract;

    /** @param forced the design by which all buffers are judged; null: each by its exporter's */
    public Standards(final Workshop shop, final Survey survey, final String forced) {
        this.shop = shop;
        this.survey = survey;
        this.forced = forced;
    }

    /**
     * The standard of a buffer.
     *
     * @param exporter the name that it was exported under; empty if that was not seen
     * @param begun whether its beginning was seen
     * @param locked whether its reservation lock is known
     * @param callbacks whether the importer's callbacks were recorded
     */
    public Standard of(final String exporter, final boolean begun, final boolean locked, final boolean callbacks)
            throws Undecided, InterruptedException {
        final String design = forced != null ? forced : design(exporter);
        final Observer observer = observer(exporter, begun, locked, callbacks);
        final String key = design + " " + observer;
        final Standard known = standards.get(key);
        if (known != null) {
            return known;
        }
        final Graph graph = graph(design);
        final boolean asks = observer.sees(Word.CALL_REVOKE.event) && observer.sees(Word.RETURN_REVOKE.event);
        final Standard made = new Standard(design, graph, observer, asks && begun ? contract() : null);
        standards.put(key, made);
        return made;
    }

    private String design(final String exporter) {
        if (exporter.isEmpty()) {
            return survey.has(Kind.VFIO_PCI_DMA_BUF_MOVE) ? DESIGNS.get("vfio_pci_core") : OTHERS;
        }
        return DESIGNS.getOrDefault(exporter, OTHERS);
    }

    /** The design as it is explored for traces: whoever wants may share the buffer. */
    public static Design asTraced(final String name) {
        return Design.madeUp(name, "[" + name + " EXCEPT !.Begin = \"Ungated\", !.Guest = \"none\"]");
    }

    private Graph graph(final String name) throws Undecided, InterruptedException {
        Graph g = graphs.get(name);
        if (g == null) {
            Design.named(name, shop.spec());
            g = shop.graph(asTraced(name), "trace", MODULE);
            graphs.put(name, g);
        }
        return g;
    }

    private Oracle contract() throws Undecided, InterruptedException {
        if (contract == null) {
            contract = new Oracle(shop.graph(Design.named("Linux73", shop.spec()), "contract", "Contract.tla"));
        }
        return contract;
    }

    private Observer observer(
            final String exporter, final boolean begun, final boolean locked, final boolean callbacks) {
        final Set<String> processes = new HashSet<>();
        final Set<String> operations = new HashSet<>();
        final Set<dmabuf.revoke.graph.Event> events = new HashSet<>();
        hide(processes, "callback:i1", callbacks);
        final boolean mock = exporter.equals("iommufd");
        final boolean moves = mock ? survey.has(Kind.IOMMUFD_TEST) : survey.has(Kind.VFIO_PCI_DMA_BUF_MOVE);
        hide(processes, "exporter:x1", moves);
        // A section without a broadcast, as restore has one, is known by the call that it is in; the mock has none.
        hide(processes, "section:x1", (moves || mock) && locked && survey.has(Kind.WW_MUTEX_UNLOCK)
                && survey.has(Kind.WW_MUTEX_LOCK_RET) && survey.has(Kind.INVALIDATE_IN));
        hide(processes, "broadcast:x1", survey.has(Kind.INVALIDATE_RET));
        hide(processes, "wait:x1", locked && survey.has(Kind.WAIT_RET) && survey.has(Kind.WAIT_IN));
        final boolean fences = survey.has(Kind.ADD_FENCE) && survey.has(Kind.FENCE_SIGNAL) && locked;
        for (final String p : Set.of("job:i1", "device:i1", "foreign:c1", "fence:c1")) {
            hide(processes, p, fences);
        }
        hide(processes, "mapping:i1", survey.has(Kind.UNMAP_IN, Kind.UNMAP_UNLOCKED_IN, Kind.VFIO_PCI_DMA_BUF_UNMAP));
        hide(operations, "map", survey.has(Kind.MAP_RET, Kind.MAP_UNLOCKED_RET, Kind.VFIO_PCI_DMA_BUF_MAP_RET,
                Kind.VFIO_PCI_DMA_BUF_IOMMUFD_MAP_RET, Kind.IOMMUFD_TEST_DMA_BUF_IOMMUFD_MAP_RET));
        final boolean called = survey.has(Kind.DYNATTACH_IN, Kind.ATTACH_IN);
        // The return alone does not say what sort of importer it is; the kernel's tracepoint does.
        hide(operations, "attach", called || !survey.has(Kind.DYNATTACH_RET, Kind.ATTACH_RET));
        if (!called) {
            events.add(Word.ATTACH_STATIC.event);
            events.add(Word.ATTACH_DYNAMIC.event);
        }
        if (!survey.has(Kind.DETACH_IN)) {
            events.add(Word.DETACH.event);
        }
        final boolean tracepoints = survey.has(Kind.DMA_BUF_DETACH) && !survey.has(Kind.EXPORT_RET);
        if (!survey.has(Kind.DETACH_RET) && !tracepoints) {
            events.add(Word.DETACHED.event);
        }
        return new Observer(processes, operations, events, begun);
    }

    private static void hide(final Set<String> hidden, final String what, final boolean seen) {
        if (!seen) {
            hidden.add(what);
        }
    }

    /** All by which something was judged. */
    public Collection<Standard> used() {
        return standards.values();
    }
}

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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Selects the design by which a buffer is judged, and what a recorder saw of it. A graph is taken from the workshop when it is
 * first needed.
 */
public final class Standards {
    private static final String MODULE = "Traced.tla";

    /** The designs of exporters that revoke, by the name under which they export. */
    private static final Map<String, String> DESIGNS = Map.of("vfio_pci_core", "Linux73", "iommufd", "Mock",
            "ib_uverbs", "Uverbs", Survey.IMPL, "Reference");

    /** The design of all other exporters: they may move what they export, and never revoke it. */
    private static final String OTHERS = "Mover";

    private final Workshop shop;
    private final Survey survey;
    private final Setting forced;
    private final Map<String, Exporter> told = new HashMap<>();
    private final Map<String, Graph> graphs = new HashMap<>();
    private final Map<String, Standard> standards = new LinkedHashMap<>();
    private Oracle contract;

    /**
     * The standards for one trace.
     *
     * @param forced the design for all buffers; null: each buffer's exporter determines it
     * @param told the exporters for which the user says how they are judged
     */
    public Standards(final Workshop shop, final Survey survey, final Setting forced, final List<Exporter> told) {
        this.shop = shop;
        this.survey = survey;
        this.forced = forced;
        told.forEach(e -> this.told.put(e.name(), e));
    }

    /**
     * The standard of a buffer.
     *
     * @param exporter the name under which it was exported; empty if that was not seen
     * @param begun whether its beginning was seen
     * @param locked whether its reservation lock is known
     * @param callbacks whether the importer's callbacks were recorded
     */
    public Standard of(final String exporter, final boolean begun, final boolean locked, final boolean callbacks)
            throws Undecided, InterruptedException {
        final Setting setting = told.containsKey(exporter) ? told.get(exporter).setting()
                : forced != null ? forced : Setting.named(design(exporter));
        final Graph graph = graph(setting);
        final Recorder recorder = new Recorder(exporter, begun, locked, callbacks, callsOf(exporter), named(exporter),
                graph.events().contains(Word.CALL_RESTORE.event), graph.events().contains(Word.CALL_MOVE.event));
        final Observer observer = observer(recorder, true);
        final Observer demanding = observer(recorder, false);
        final String design = setting.name();
        final String key = design + " " + observer + " " + demanding;
        final Standard known = standards.get(key);
        if (known != null) {
            return known;
        }
        final boolean asks = observer.sees(Word.CALL_REVOKE.event) && observer.sees(Word.RETURN_REVOKE.event);
        final Standard made = new Standard(design, graph, observer, asks && begun ? contract() : null);
        if (!demanding.equals(observer)) {
            made.demands(new Demands(graph, demanding, without(recorder)));
        }
        standards.put(key, made);
        return made;
    }

    private String design(final String exporter) {
        if (exporter.isEmpty()) {
            return survey.has(Kind.VFIO_PCI_DMA_BUF_MOVE) ? DESIGNS.get("vfio_pci_core") : OTHERS;
        }
        return DESIGNS.getOrDefault(exporter, OTHERS);
    }

    /** Whether the user or this class names a design for an exporter. */
    public boolean isNamed(final String exporter) {
        return forced != null || told.containsKey(exporter) || DESIGNS.containsKey(exporter);
    }

    /** Which functions show the calls of an exporter. */
    private Recorder.Calls callsOf(final String exporter) {
        if (told.containsKey(exporter)) {
            return named(exporter).isEmpty() ? Recorder.Calls.NONE : Recorder.Calls.TOLD;
        }
        return switch (exporter) {
            case "vfio_pci_core", Survey.IMPL, "" -> Recorder.Calls.VFIO;
            case "iommufd" -> Recorder.Calls.MOCK;
            default -> Recorder.Calls.NONE;
        };
    }

    /** The calls whose functions the user names, and which were recorded: revoke and restore only together, if both are named. */
    private Set<Exporter.Role> named(final String exporter) {
        final Exporter e = told.get(exporter);
        final Set<Exporter.Role> all = EnumSet.noneOf(Exporter.Role.class);
        if (e != null) {
            e.functions().forEach((role, function) -> {
                if (survey.hasCall(function)) {
                    all.add(role);
                }
            });
            if (!all.contains(Exporter.Role.REVOKE) || e.functions().containsKey(Exporter.Role.RESTORE) && !all.contains(
                    Exporter.Role.RESTORE)) {
                all.retainAll(Set.of(Exporter.Role.MOVE));
            }
        }
        return all;
    }

    private Graph graph(final Setting setting) throws Undecided, InterruptedException {
        Graph g = graphs.get(setting.name());
        if (g == null) {
            g = shop.graph(setting.asTraced(), "trace", MODULE);
            graphs.put(setting.name(), g);
        }
        return g;
    }

    private Oracle contract() throws Undecided, InterruptedException {
        if (contract == null) {
            contract = new Oracle(shop.graph(Design.named("Linux73", shop.spec()), "contract", "Contract.tla"));
        }
        return contract;
    }

    /**
     * The observer for the recorded events. If not sure, demanded events that may have been recorded count as recorded: if they
     * do not occur, they did not happen.
     */
    private Observer observer(final Recorder recorder, final boolean sure) {
        final boolean returns = survey.callbacksReturn() || !sure && mightTell();
        return Observers.of(recorder.telling(recorder.callbacks() || !sure && mightTell()), returns,
                sure ? survey::has : this::might);
    }

    /** Callbacks are recognized by the broadcast that they are in. */
    private boolean mightTell() {
        return survey.mightTell() && might(Kind.INVALIDATE_IN);
    }

    private boolean might(final Kind k) {
        return survey.has(k) || survey.might(k) && Absence.isDemanded(k);
    }

    /** The observers that are not sure, except that the events of one absence may have happened unseen. */
    private Map<Absence, Observer> without(final Recorder recorder) {
        final Map<Absence, Observer> all = new EnumMap<>(Absence.class);
        for (final Absence a : Absence.values()) {
            if (a.isDemanded()) {
                final boolean tells = recorder.callbacks() || mightTell() && a != Absence.CALLBACK;
                final boolean returns = survey.callbacksReturn() || mightTell() && a != Absence.CALLBACK_RETURN
                        && a != Absence.CALLBACK;
                all.put(a, Observers.of(recorder.telling(tells), returns,
                        k -> survey.has(k) || might(k) && !a.covers(k)));
            }
        }
        return all;
    }

    /** All standards that were used. */
    public Collection<Standard> used() {
        return standards.values();
    }
}

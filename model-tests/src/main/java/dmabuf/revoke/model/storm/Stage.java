// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Hardware;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.memory.Iommu;
import dmabuf.revoke.model.drive.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One buffer of a round with all its users: their processes, their memory, and the history of each. */
final class Stage {
    /** One user of the buffer: its name in the round, and its history. */
    record Part(String who, String kind, Projected history) {}

    private final StormRound round;
    private final int number;
    private final StormGraph graph;
    private final Words words;
    private final StormProbe probe;
    private final Scene scene;
    private final Ground ground;
    private final List<Part> parts = new ArrayList<>();
    private final List<Role> drivers = new ArrayList<>();
    private final List<List<Role>> services = new ArrayList<>();
    private final Poller poller;

    /** @param first the number of the first participant: each participant of a round has its own name */
    Stage(
            final StormRound round, final int number, final StormGraph graph, final Words words, final Ground ground,
            final StormProbe probe, final RevocableExporter exporter, final List<String> kinds, final int first) {
        this.round = round;
        this.number = number;
        this.graph = graph;
        this.words = words;
        this.ground = ground;
        this.probe = probe;
        final SortedMap<String, String> named = new TreeMap<>();
        for (int n = 0; n < kinds.size(); n++) {
            named.put((kinds.get(n).equals(StormGraph.PROGRAM) ? "c" : "i") + (first + n), kinds.get(n));
        }
        scene = new Scene(exporter, named);
        poller = new Poller(round, exporter.buffer());
        named.forEach(this::add);
    }

    private void add(final String who, final String kind) {
        parts.add(new Part(who, kind, new Projected(graph, kind, round.overlaps(kind), number, who)));
        if (kind.equals(StormGraph.PROGRAM)) {
            final Program p = scene.programs().get(who);
            drivers.add(new ProgramRole(round, "cpu:" + who, calls("cpu", who, kind), p, ground.cpuMemory));
            services.add(List.of(new Services.FenceRole(round, "fence:" + who, calls("fence", who, kind), p)));
        } else {
            importer(who, kind);
        }
    }

    private void importer(final String who, final String kind) {
        final Importer i = scene.importers().get(who);
        final Iommu iommu = new Iommu(ground.memory);
        i.program(new FickleHardware(iommu));
        drivers.add(new DriverRole(round, "driver:" + who, calls("driver", who, kind), i));
        final List<Call> device = calls("device", who, kind);
        final List<Call> worker = calls("worker", who, kind);
        final List<Role> both = new ArrayList<>();
        both.add(new Services.DeviceRole(round, "device:" + who, device, i, iommu, worker));
        if (!worker.isEmpty()) {
            both.add(new Services.WorkerRole(round, "worker:" + who, worker, i));
        }
        services.add(both);
        calls("callback", who, kind).forEach(c -> probe.callback(i, c));
    }

    /** The calls of the graph for a process of a participant. */
    private List<Call> calls(final String role, final String who, final String kind) {
        final List<Call> calls = new ArrayList<>();
        for (final Event e : graph.calls(role + ":" + StormGraph.name(kind), kind)) {
            final Event here = Event.call(role + ":" + who, e.op(), e.arg());
            calls.add(Call.of(number, here, words, role.equals("callback") ? null : scene.bind(here.process(), e.op(), e.arg())));
        }
        calls.forEach(round::knows);
        return calls;
    }

    /** The calls of a thread of the exporter on this buffer. */
    List<Call> exporter(final String process) {
        final List<Call> calls = new ArrayList<>();
        for (final Event e : graph.calls(process, parts.get(0).kind())) {
            calls.add(Call.of(number, e, words, scene.bind(process, e.op(), e.arg())));
        }
        calls.forEach(round::knows);
        return calls;
    }

    /** Its drivers and programs, each of which gets its own thread. */
    List<Role> drivers() {
        return drivers;
    }

    /** Its devices, workers and fences, grouped by participant. */
    List<List<Role>> services() {
        return services;
    }

    /** Registers a bell that wakes the services of a participant. */
    void wakes(final String who, final Bell bell) {
        probe.wakes(scene.importers().containsKey(who) ? scene.importers().get(who) : scene.programs().get(who), bell);
    }

    List<Part> parts() {
        return parts;
    }

    Scene scene() {
        return scene;
    }

    Ground ground() {
        return ground;
    }

    StormProbe probe() {
        return probe;
    }

    Poller poller() {
        return poller;
    }

    /**
     * Programs the hardware, and now and then throws instead, but never in a callback: its importer would go on using the
     * hardware.
     */
    private final class FickleHardware implements Hardware {
        private final Iommu iommu;

        FickleHardware(final Iommu iommu) {
            this.iommu = iommu;
        }

        @Override
        public void map(final Attachment a) {
            mayThrow("the map of the hardware");
            iommu.map(a);
        }

        @Override
        public void unmap(final Attachment a) {
            mayThrow("the unmap of the hardware");
            iommu.unmap(a);
        }

        private void mayThrow(final String where) {
            final Seat seat = Seat.here();
            if (seat != null && !seat.begun && probe.mayThrow(seat)) {
                seat.fault(where, false);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.fault;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Mutex;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.IommufdImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.model.watch.Progress;
import java.util.List;

/** Two buffers of one device, with importers of several kinds and a program on the first, for calls of one thread. */
final class Setting {
    final Disturbance disturbance;
    final Device device = new Device();
    final RevocableExporter exporter;
    private final RevocableExporter second;
    final DynamicImporter dynamic;
    final OdpImporter odp;
    final RevocableImporter revocable;
    private final IommufdImporter iommufd;
    private final OdpImporter other;
    final Program program;
    private final List<Importer> importers;

    Setting(final Progress progress) throws InterruptedException {
        disturbance = new Disturbance(progress);
        exporter = device.export(disturbance);
        second = device.export(disturbance);
        dynamic = new DynamicImporter(exporter.buffer());
        odp = new OdpImporter(exporter.buffer());
        revocable = new RevocableImporter(exporter.buffer());
        iommufd = new IommufdImporter(exporter.buffer());
        other = new OdpImporter(second.buffer());
        program = new Program(exporter.buffer());
        importers = List.of(dynamic, odp, revocable, iommufd, other);
        importers.forEach(i -> i.program(disturbance));
    }

    /**
     * All importers that unmap in their callback map, so that a revoke waits for nobody; the others attach; the program has a
     * page.
     */
    void everybodyMaps() throws InterruptedException {
        dynamic.attach();
        for (final OdpImporter i : List.of(odp, other)) {
            i.attach();
            i.map();
        }
        for (final var i : List.of(revocable, iommufd)) {
            i.attach();
            i.lock();
            i.pin();
            i.map();
            i.unlock();
        }
        program.mmap();
        program.touch();
    }

    /** Invalidates the importers' mappings, as an exporter does that moves its memory. */
    void tell() {
        final Mutex lock = exporter.buffer().resv().lock();
        lock.lock();
        exporter.buffer().invalidateMappings();
        lock.unlock();
    }

    /** Whether somebody holds a lock. */
    boolean locked() {
        return List.of(exporter, second).stream()
                .anyMatch(e -> e.outer().owner() != null || e.buffer().resv().lock().owner() != null);
    }

    /** The observable state. */
    String state() {
        final StringBuilder text = new StringBuilder();
        for (final RevocableExporter e : List.of(exporter, second)) {
            text.append("revoked ").append(e.isRevoked()).append(", closed ").append(e.isClosed())
                    .append(", count ").append(e.count()).append(", complete ").append(e.isComplete())
                    .append(", outer ").append(e.outer().owner() != null)
                    .append(", resv ").append(e.buffer().resv().lock().owner() != null)
                    .append(", references ").append(e.buffer().file().references())
                    .append(", fences ").append(e.buffer().resv().pending().size()).append("; ");
        }
        importers.forEach(i -> of(text, i));
        return text + "program " + program.page() + " " + program.isVmapped() + " " + program.hasBegun() + " "
                + program.fencePending();
    }

    private static void of(final StringBuilder text, final Importer i) {
        final Attachment a = i.attachment();
        text.append(i.getClass().getSimpleName()).append(a == null ? " out" : a.isListed() ? " in" : " not in the list");
        if (a != null) {
            text.append(a.isMapped() ? " mapped" : "").append(a.isPinned() ? " pinned" : "");
        }
        text.append(i.isDeferred() ? " told" : "").append(i.isDead() ? " dead" : "").append(i.isInstalled() ? " hw" : "")
                .append(i.jobRuns() ? " job" : "").append("; ");
    }
}

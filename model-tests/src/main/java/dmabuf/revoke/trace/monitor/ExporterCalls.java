// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import dmabuf.revoke.trace.judge.Exporter;
import java.util.Map;

/**
 * The functions in which an exporter revokes, restores and closes, with their names in the table of probes.
 *
 * @param functions by their roles in {@link Probe}
 */
public record ExporterCalls(Map<Probe, String> functions) {
    /** VFIO's functions. Its cleanup closes by a revoke, and then takes the buffers off the device's list. */
    public static final ExporterCalls VFIO = new ExporterCalls(Map.of(
            MonitorEvent.REVOKE.probe(), "vfio_pci_dma_buf_move(.., true) is entered, not by vfio_pci_dma_buf_cleanup",
            MonitorEvent.REVOKED.probe(), "vfio_pci_dma_buf_move(.., true) returns, not to vfio_pci_dma_buf_cleanup",
            MonitorEvent.RESTORE.probe(), "vfio_pci_dma_buf_move(.., false) is entered",
            MonitorEvent.RESTORED.probe(), "vfio_pci_dma_buf_move(.., false) returns",
            MonitorEvent.CLOSE.probe(), "vfio_pci_dma_buf_cleanup is entered",
            MonitorEvent.CLOSED.probe(), "vfio_pci_dma_buf_move(.., true) returns to vfio_pci_dma_buf_cleanup"));

    /** The functions that a user names; a function without a name keeps its role. */
    public static ExporterCalls of(final Exporter e) {
        final String revoke = e.functions().getOrDefault(Exporter.Role.REVOKE, Probe.REVOKE);
        final String restore = e.functions().getOrDefault(Exporter.Role.RESTORE, Probe.RESTORE);
        return new ExporterCalls(Map.of(
                MonitorEvent.REVOKE.probe(), revoke + " is entered", MonitorEvent.REVOKED.probe(), revoke + " returns",
                MonitorEvent.RESTORE.probe(), restore + " is entered", MonitorEvent.RESTORED.probe(), restore + " returns"));
    }

    /** When a probe fires. */
    String text(final Probe probe) {
        return functions.getOrDefault(probe, probe.function() + " " + probe.when().text());
    }
}

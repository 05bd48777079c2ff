// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which events a trace has, found in a first pass over it: what it never has counts as not recorded, and may have
 * happened without being seen. Of callbacks this is asked for each table of importer ops by itself.
 */
public final class Survey {
    /** The exporter's name of the buffers of impl's own trace, and what their importers' callbacks are called. */
    public static final String IMPL = "impl";

    /** The table of ops of an importer of impl that has a callback. */
    public static final long TOLD = 1;

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Map<Long, String> tables = new HashMap<>();
    private final Set<String> callbacks = new LinkedHashSet<>();
    /** That of the first revoke or restore; 0 before. */
    private long device;
    private boolean severalDevices;

    void add(final Kind kind) {
        kinds.add(kind);
    }

    /** A device's buffers are revoked or restored. */
    void device(final long address) {
        severalDevices |= device != 0 && device != address;
        device = address;
    }

    public boolean severalDevices() {
        return severalDevices;
    }

    /** An importer with this table of ops was seen to be told. */
    void told(final long iops, final String callback) {
        tables.put(iops, callback);
        callbacks.add(callback);
    }

    /** It is a trace of impl, which shows all of this. */
    void ofSteps() {
        kinds.addAll(EnumSet.of(Kind.EXPORT_RET, Kind.DYNATTACH_IN, Kind.DYNATTACH_RET, Kind.DETACH_IN, Kind.DETACH_RET,
                Kind.MAP_IN, Kind.MAP_RET, Kind.UNMAP_IN, Kind.INVALIDATE_IN, Kind.INVALIDATE_RET, Kind.WAIT_IN,
                        Kind.WAIT_RET,
                Kind.WW_MUTEX_LOCK_RET, Kind.WW_MUTEX_UNLOCK, Kind.VFIO_PCI_DMA_BUF_MOVE, Kind.FILE_RELEASE));
        told(TOLD, IMPL);
    }

    /** Only these events count as recorded. */
    public void keep(final Set<String> names) {
        kinds.removeIf(k -> !names.contains(k.event()));
        if (callbacks.stream().noneMatch(names::contains)) {
            tables.clear();
        }
    }

    public boolean has(final Kind... any) {
        for (final Kind k : any) {
            if (kinds.contains(k)) {
                return true;
            }
        }
        return false;
    }

    public boolean callbackOf(final long iops) {
        return tables.containsKey(iops);
    }

    /**
     * The kind of Kinds.tla of the importers of these traces, by what their callback is called: for TLC, which needs to
     * know it from the beginning. The oracle does not; it finds out.
     */
    public String kind(final long iops) {
        if (iops == 0 || iops == FtraceLine.NONE) {
            return "static";
        }
        final String callback = tables.getOrDefault(iops, "");
        return callback.equals("iopt_revoke_notify") ? "iommufd"
                : callback.equals("dbimp_invalidate_deferred") ? "dynamic" : callback.isEmpty() ? "legacy" : "virtio";
    }

    Set<String> callbacks() {
        return callbacks;
    }

    /** Whether there is anything that could be judged. */
    public boolean relevant() {
        return has(Kind.EXPORT_RET, Kind.DYNATTACH_IN, Kind.DYNATTACH_RET, Kind.ATTACH_IN, Kind.ATTACH_RET,
                Kind.DETACH_IN,
                Kind.DETACH_RET, Kind.MAP_IN, Kind.MAP_RET, Kind.UNMAP_IN, Kind.MAP_UNLOCKED_IN, Kind.UNMAP_UNLOCKED_IN,
                Kind.INVALIDATE_IN, Kind.DMA_BUF_DYNAMIC_ATTACH, Kind.DMA_BUF_DETACH, Kind.DMA_BUF_EXPORT);
    }
}

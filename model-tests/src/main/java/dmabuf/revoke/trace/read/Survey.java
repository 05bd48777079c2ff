// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import dmabuf.revoke.tlc.Undecided;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which events were recorded. An event that occurs was; of the others it is known if the header of record.sh, a list of
 * probes or the user says so. Else it is guessed: what never occurs counts as not recorded, and may have happened without
 * being seen. Of callbacks this is asked for each table of importer ops by itself, and always guessed, because no list
 * says whose callback a function is.
 */
public final class Survey {
    /** The exporter's name of the buffers of impl's own trace, and what their importers' callbacks are called. */
    public static final String IMPL = "impl";

    /** The table of ops of an importer of impl that has a callback. */
    public static final long TOLD = 1;

    /** Stands for the table of ops of an importer that was not seen to attach. */
    public static final long UNKNOWN = -1;

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Map<Long, String> tables = new HashMap<>();
    private final Set<Long> attached = new HashSet<>();
    private final Set<String> callbacks = new LinkedHashSet<>();
    /** What is not known before the trace is judged is learned then. */
    private boolean learning;

    /** That of the first revoke or restore; 0 before. */
    private long device;
    private boolean severalDevices;

    /** Somebody says which events were recorded: those that are not among the kinds were not. */
    private boolean known;

    /** Somebody says of the callbacks, too, which were recorded. */
    private boolean callbacksKnown;

    /** The callbacks whose returns were recorded. */
    private final Set<String> returning = new HashSet<>();

    /** Functions that have no fixed name, by theirs: those that occur, and those of which somebody says so. */
    private final Set<String> named = new HashSet<>();

    /** What the file is if it is no text of ftrace; null if it is not known to be anything else. */
    private Form form;

    /** That of a trace of which nothing is known before it is judged, line by line: there may be several devices. */
    public static Survey unseen() {
        final Survey s = new Survey();
        s.severalDevices = true;
        s.learning = true;
        return s;
    }

    /** @param found null if a line shows nothing */
    void form(final Form found) {
        form = form == null ? found : form;
    }

    /** What the file is if it is no text of ftrace; null if it is not known to be anything else. */
    public Form form() {
        return form;
    }

    void name(final String event) {
        named.add(event);
    }

    /** Whether an event without a fixed name was recorded. */
    public boolean hasNamed(final String event) {
        return named.contains(event);
    }

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

    /**
     * The same while a trace is judged of which nothing was known before: who attaches from now on is known to have this
     * callback, and by the list of probes whether its return is recorded. Of an importer that was not seen to attach the table
     * of ops is not known.
     */
    public void learns(final long iops, final String callback) {
        if (learning && iops != UNKNOWN) {
            told(iops, callback);
            if (hasNamed(callback + "_ret")) {
                returned(callback);
            }
        }
    }

    /** A callback of an importer was seen to return. */
    void returned(final String callback) {
        returning.add(callback);
    }

    /** These events were recorded, and of those that never occur no other. */
    public void recorded(final Set<String> names) {
        known = true;
        named.addAll(names);
        for (final Kind k : Kind.values()) {
            if (names.contains(k.event())) {
                kinds.add(k);
            }
        }
    }

    /** It is a trace of impl, which shows all of this. */
    void ofSteps() {
        known = true;
        callbacksKnown = true;
        returning.add(IMPL);
        kinds.addAll(EnumSet.of(Kind.EXPORT_RET, Kind.DYNATTACH_IN, Kind.DYNATTACH_RET, Kind.DETACH_IN, Kind.DETACH_RET,
                Kind.MAP_IN, Kind.MAP_RET, Kind.UNMAP_IN, Kind.INVALIDATE_IN, Kind.INVALIDATE_RET, Kind.WAIT_IN,
                        Kind.WAIT_RET,
                Kind.WW_MUTEX_LOCK_RET, Kind.WW_MUTEX_UNLOCK, Kind.VFIO_PCI_DMA_BUF_MOVE, Kind.VFIO_PCI_DMA_BUF_MOVE_RET,
                Kind.VFIO_PCI_DMA_BUF_CLEANUP, Kind.VFIO_PCI_DMA_BUF_CLEANUP_RET, Kind.FILE_RELEASE));
        told(TOLD, IMPL);
    }

    /**
     * Only these events count as recorded, whatever the trace has.
     *
     * @throws Undecided if one of them is no event
     */
    public void keep(final Set<String> names) throws Undecided {
        final TreeSet<String> there = new TreeSet<>(callbacks);
        returning.forEach(c -> there.add(c + "_ret"));
        there.addAll(named);
        for (final Kind k : Kind.values()) {
            if (k != Kind.OTHER) {
                there.add(k.event());
            }
        }
        for (final String n : names) {
            if (!there.contains(n)) {
                throw new Undecided("--observed: " + n + " is no event; there are " + String.join(", ", there));
            }
        }
        recorded(names);
        callbacksKnown = true;
        kinds.removeIf(k -> !names.contains(k.event()));
        returning.removeIf(c -> !names.contains(c + "_ret"));
        named.retainAll(names);
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

    /** Whether it was recorded, or may have been: nobody knows. */
    public boolean might(final Kind k) {
        return !known || kinds.contains(k);
    }

    /** Whether somebody says which events were recorded. */
    public boolean isKnown() {
        return known;
    }

    /** Whether a callback that was never seen may have been watched for. */
    public boolean mightTell() {
        return !callbacksKnown;
    }

    /** Whether each callback that was seen was seen to return, too; not known before all are seen. */
    public boolean callbacksReturn() {
        return !learning && returning.containsAll(callbacks);
    }

    /** Whether it is known of this callback that its return is seen. */
    public boolean returns(final String callback) {
        return returning.contains(callback);
    }

    /** An importer with this table of ops attaches. */
    void attaches(final long iops) {
        if (iops != 0) {
            attached.add(iops);
        }
    }

    /** Each importer that has a table of ops was seen to be told: so is one whose attach was not seen. */
    public boolean tellsAll() {
        return !attached.isEmpty() && tables.keySet().containsAll(attached);
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

    /** Whether any event is about a dma-buf. */
    public boolean relevant() {
        return kinds.stream().anyMatch(Kind::isOfDmaBuf);
    }
}

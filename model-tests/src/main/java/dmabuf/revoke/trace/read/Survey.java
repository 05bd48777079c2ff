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
 * Which events were recorded. An event that occurs was recorded. For the others the header of record.sh, a list of probes or the
 * user may say so. Otherwise it is guessed: an event that never occurs counts as not recorded, and may have happened unseen. For
 * callbacks the question is asked for each table of importer ops separately, and always guessed, because no list says whose
 * callback a function is.
 */
public final class Survey {
    /** The exporter's name for the buffers of impl's own trace, and the name of their importers' callbacks. */
    public static final String IMPL = "impl";

    /** The table of ops of an importer of impl that has a callback. */
    public static final long TOLD = 1;

    /** The table of ops of an importer whose attach was not seen. */
    public static final long UNKNOWN = -1;

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Map<Long, String> tables = new HashMap<>();
    private final Set<Long> attached = new HashSet<>();
    private final Set<String> callbacks = new LinkedHashSet<>();
    /** Whether facts that are unknown before the trace is judged are learned during the judgement. */
    private boolean learning;

    /** The device of the last revoke or restore; 0 before the first. */
    private long device;
    private boolean severalDevices;

    /** Whether it is specified which events were recorded: events that are not among the kinds were not. */
    private boolean known;

    /** Whether it is also specified which callbacks were recorded. */
    private boolean callbacksKnown;

    /** The callbacks whose returns were recorded. */
    private final Set<String> returning = new HashSet<>();

    /** Functions without a fixed name: those that occur, and those that are specified. */
    private final Set<String> named = new HashSet<>();

    /** The format of the file if it is no ftrace text; null if none was recognized. */
    private Form form;

    /** The survey for a trace that is judged line by line, with nothing known before: there may be several devices. */
    public static Survey unseen() {
        final Survey s = new Survey();
        s.severalDevices = true;
        s.learning = true;
        return s;
    }

    /** @param found null if a line indicates no format */
    void form(final Form found) {
        form = form == null ? found : form;
    }

    /** The format of the file if it is no ftrace text; null if none was recognized. */
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

    /** Whether both the entry and the return of a function without a fixed name were recorded. */
    public boolean hasCall(final String function) {
        return hasNamed(function) && hasNamed(function + "_ret");
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

    /** A callback was seen to be called for an importer with this table of ops. */
    void told(final long iops, final String callback) {
        tables.put(iops, callback);
        callbacks.add(callback);
    }

    /**
     * The same while a trace is judged with nothing known before: importers that attach from now on are known to have this
     * callback, and the list of probes shows whether its return is recorded. For an importer whose attach was not seen, the table
     * of ops is unknown.
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

    /** These events were recorded, and no other of those that never occur. */
    public void recorded(final Set<String> names) {
        known = true;
        named.addAll(names);
        for (final Kind k : Kind.values()) {
            if (names.contains(k.event())) {
                kinds.add(k);
            }
        }
    }

    /** The survey of a trace of impl, which shows all of this. */
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

    /** Whether an event was recorded, or may have been. */
    public boolean might(final Kind k) {
        return !known || kinds.contains(k);
    }

    /** Whether it is specified which events were recorded. */
    public boolean isKnown() {
        return known;
    }

    /** Whether a callback that does not occur may have been recorded. */
    public boolean mightTell() {
        return !callbacksKnown;
    }

    /** Whether each callback that occurred was also seen to return; false while callbacks are still being learned. */
    public boolean callbacksReturn() {
        return !learning && returning.containsAll(callbacks);
    }

    /** Whether the returns of a callback are known to be recorded. */
    public boolean returns(final String callback) {
        return returning.contains(callback);
    }

    /** An importer with this table of ops attaches. */
    void attaches(final long iops) {
        if (iops != 0) {
            attached.add(iops);
        }
    }

    /** Whether a callback was seen for each table of ops: then it is assumed for an importer whose attach was not seen. */
    public boolean tellsAll() {
        return !attached.isEmpty() && tables.keySet().containsAll(attached);
    }

    public boolean callbackOf(final long iops) {
        return tables.containsKey(iops);
    }

    /**
     * The kind of Kinds.tla of the importers in these traces, by the name of their callback. TLC needs it from the beginning; the
     * oracle finds it out.
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

    /** Whether any event concerns a dma-buf. */
    public boolean relevant() {
        return kinds.stream().anyMatch(Kind::isOfDmaBuf);
    }
}

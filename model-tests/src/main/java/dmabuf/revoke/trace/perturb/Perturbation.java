// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.perturb;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/** A change of a VFIO trace at a random place. TLC decides whether the result leaves the spec. */
public enum Perturbation {
    MAP_SUCCEEDS("a map that was refused succeeds", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "vfio_pci_dma_buf_map_ret") && e.line(n)
                .contains("ret=0xffffffffffffffed"));
        return at < 0 ? null : e.changed(List.of(at, e.next(at, "map_ret")), "0xffffffffffffffed",
                "0xff11000007066620");
    }),
    MAP_FAILS("a map that succeeded is refused", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "vfio_pci_dma_buf_map_ret") && e.line(n).contains("ret=0xff11"));
        return at < 0 ? null : e.changed(List.of(at, e.next(at, "map_ret")), "(ret|sgt)=0xff11\\w+",
                "$1=0xffffffffffffffed");
    }),
    UNMAP_LATE("an unmap comes after the end of the revoke that waits for it", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "unmap_in") && inRevoke(e, n) > n);
        return at < 0 ? null : e.moved(e.block(at, e.next(at, "unmap_ret")), inRevoke(e, at));
    }),
    UNMAP_DROPPED("an unmap is not there", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "unmap_in"));
        return at < 0 ? null : e.without(e.block(at, e.next(at, "unmap_ret")));
    }),
    WAIT_REMOVED("the exporter does not wait for fences", (e, r) -> {
        final int at = exportersWait(e, r);
        return at < 0 ? null : e.without(List.of(e.before(at, "wait_in"), at));
    }),
    WAIT_WEAKER("the exporter waits for fences of class KERNEL", (e, r) -> {
        final int at = exportersWait(e, r);
        return at < 0 ? null : e.changed(List.of(e.before(at, "wait_in")), "usage=3", "usage=0");
    }),
    SIGNAL_LATE("a fence signals after the wait that waited for it", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "fence_signal") && waitOver(e, n) > n);
        return at < 0 ? null : e.moved(List.of(at), waitOver(e, at));
    }),
    RETURN_EARLY("a revoke returns before what it does last", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "vfio_pci_dma_buf_move_ret") && e.before(n, "wait_ret") > e.before(n,
                "vfio_pci_dma_buf_move"));
        return at < 0 ? null : e.moved(List.of(at), e.before(at, "wait_ret"));
    }),
    SECTIONS_SWAPPED("two sections of a lock change places", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "ww_mutex_unlock") && nextSection(e, n) > 0);
        if (at < 0) {
            return null;
        }
        final int start = lockOf(e, at);
        return e.moved(e.block(start, at), e.next(nextSection(e, at), "ww_mutex_unlock"));
    }),
    CALLBACK_REMOVED("an importer is not told", (e, r) -> {
        final int at = callback(e, r);
        return at < 0 ? null : e.without(e.block(at, e.next(at, event(e, at) + "_ret")));
    }),
    CALLBACK_TWICE("an importer is told twice in one broadcast", (e, r) -> {
        final int at = callback(e, r);
        return at < 0 ? null : e.doubled(e.block(at, e.next(at, event(e, at) + "_ret")));
    }),
    BROADCAST_REMOVED("nobody is told", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "invalidate_in"));
        return at < 0 ? null : e.without(e.block(at, e.next(at, "invalidate_ret")));
    }),
    DETACH_DROPPED("a detach is not there", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "detach_in"));
        return at < 0 ? null : e.without(e.block(at, e.next(at, "detach_ret")));
    }),
    DETACH_EARLY("a detach comes before the unmap", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "detach_in") && unmapOf(e, n) >= 0);
        return at < 0 ? null : e.moved(e.block(at, e.next(at, "detach_ret")), unmapOf(e, at) - 1);
    }),
    MOVE_DROPPED("a revoke or a restore is not there", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "vfio_pci_dma_buf_move") && e.next(n, "vfio_pci_dma_buf_move_ret") > n);
        return at < 0 ? null : e.without(e.block(at, e.next(at, "vfio_pci_dma_buf_move_ret")));
    }),
    ATTACH_SUCCEEDS("an attach that was refused succeeds", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "dynattach_ret") && e.line(n).contains("attach=0xffffffffffffff"));
        return at < 0 ? null : e.changed(List.of(at), "attach=0xf\\w+", "attach=0xff1100000deadb00");
    }),
    ATTACH_FAILS("an attach that succeeded is refused as revoked", (e, r) -> {
        final int at = e.pick(r, n -> e.is(n, "dynattach_ret") && e.line(n).contains("attach=0xff11"));
        return at < 0 ? null : e.changed(List.of(at), "attach=0xf\\w+", "attach=0xffffffffffffffed");
    }),
    LINES_SWAPPED("two lines of different threads change places", (e, r) -> {
        final int at = e.pick(r, n -> n + 1 < e.size() && event(e, n + 1) != null && !e.same(n, n + 1));
        return at < 0 ? null : e.moved(List.of(at), at + 1);
    }),
    EVENT_ABSENT("an event never occurs, and was recorded", (e, r) -> {
        final int at = e.pick(r, n -> mayBeAbsent(event(e, n)));
        return at < 0 ? null : e.withoutEvent(event(e, at).replaceFirst("_in$", ""));
    });

    private final String sentence;
    private final BiFunction<Edits, SplittableRandom, List<String>> edit;

    Perturbation(final String sentence, final BiFunction<Edits, SplittableRandom, List<String>> edit) {
        this.sentence = sentence;
        this.edit = edit;
    }

    /** Whether all of a trace is changed, and not one place. */
    boolean isEverywhere() {
        return this == EVENT_ABSENT;
    }

    /** The trace, changed at one place; null if it has no place for the change. */
    List<String> apply(final Edits trace, final SplittableRandom random) {
        return edit.apply(trace, random);
    }

    /**
     * Whether a line's event can be removed from the whole trace. A line is drawn, so that frequent events are removed more
     * often.
     */
    private static boolean mayBeAbsent(final String event) {
        return Set.of("invalidate_in", "wait_in", "unmap_in", "map_in", "detach_in", "dynattach_in").contains(event);
    }

    private static String event(final Edits e, final int n) {
        return e.event(n);
    }

    /** The line of the return, if a line is within a revoke of the exporter; else -1. */
    private static int inRevoke(final Edits e, final int line) {
        for (int n = line; n >= 0; n--) {
            if (e.is(n, "vfio_pci_dma_buf_move_ret")) {
                return -1;
            }
            if (e.is(n, "vfio_pci_dma_buf_move")) {
                return e.field(n, "a2").equals("0x1") ? e.next(n, "vfio_pci_dma_buf_move_ret") : -1;
            }
        }
        return -1;
    }

    private static int exportersWait(final Edits e, final SplittableRandom r) {
        return e.pick(r, n -> e.is(n, "wait_ret") && e.line(n).contains("vfio_pci_dma_buf_move"));
    }

    /** The line at which the wait ends, if the exporter waits while a fence signals; else -1. */
    private static int waitOver(final Edits e, final int line) {
        for (int n = line; n >= 0; n--) {
            if (e.is(n, "invalidate_ret")) {
                final int over = e.next(n, "wait_ret");
                return over > line ? over : -1;
            }
        }
        return -1;
    }

    /** The line that took the lock which another line drops. */
    private static int lockOf(final Edits e, final int unlock) {
        return Math.max(e.before(unlock, "ww_mutex_lock_ret"), e.before(unlock, "ww_mutex_lock_interruptible_ret"));
    }

    /** The line at which another thread takes the lock that a line drops, if it is the next to take it; else -1. */
    private static int nextSection(final Edits e, final int unlock) {
        final String lock = e.field(unlock, "lock");
        for (int n = unlock + 1; n < e.size(); n++) {
            final boolean takes = e.is(n, "ww_mutex_lock_ret") || e.is(n, "ww_mutex_lock_interruptible_ret");
            if (takes && e.field(n, "lock").equals(lock)) {
                return !e.same(n, unlock) && lockOf(e, unlock) >= 0 && e.next(n, "ww_mutex_unlock") > n ? n : -1;
            }
        }
        return -1;
    }

    private static int callback(final Edits e, final SplittableRandom r) {
        return e.pick(r, n -> (e.is(n, "dbimp_invalidate_deferred") || e.is(n, "dbimp_invalidate_sync")
                        || e.is(n, "virtgpu_dma_buf_move_notify") || e.is(n, "iopt_revoke_notify"))
                && e.next(n, event(e, n) + "_ret") > n);
    }

    /** The last unmap, before a line, of the attachment that the line detaches; -1 if there is none near. */
    private static int unmapOf(final Edits e, final int detach) {
        for (int n = detach; n > Math.max(1, detach - 60); n--) {
            if (e.is(n, "unmap_in") && e.field(n, "attach").equals(e.field(detach, "attach"))) {
                return n;
            }
        }
        return -1;
    }

    /** The effect on a trace. */
    public String sentence() {
        return sentence;
    }
}

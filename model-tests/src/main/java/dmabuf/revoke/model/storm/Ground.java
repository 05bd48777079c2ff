// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.memory.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The checks that use the buffer itself rather than the history of one participant: the memory, which is poisoned while all
 * access is forbidden; the order of a broadcast; that one callback runs at a time.
 *
 * <p><b>Locks.</b> The list is written by steps that are recorded under the reservation lock; the rest belongs to the exporter,
 * under its outer lock.
 */
final class Ground {
    private static final int WORDS = 256;

    /** The memory for writes of devices, and the memory for writes of programs through their kernel mappings. */
    final Memory memory = new Memory(WORDS);

    final Memory cpuMemory = new Memory(WORDS);

    private final Consumer<String> wrong;
    private final Deque<Attachment> attached = new ArrayDeque<>();
    private List<Attachment> toTell;
    private Attachment told;
    private boolean revoking;
    private boolean poisoned;
    private boolean cpuPoisoned;
    private volatile long poisonings;
    private volatile long broadcasts;

    /** @param wrong gets each fault */
    Ground(final Consumer<String> wrong) {
        this.wrong = wrong;
    }

    void wrong(final String what) {
        wrong.accept(what);
    }

    void attached(final Attachment a) {
        attached.addFirst(a);
    }

    void detached(final Attachment a) {
        attached.remove(a);
    }

    /** A revoke or a restore begins, and its broadcast has to call each importer's callback. */
    void flagChanges(final boolean revoked) {
        revoking = revoked;
        toTell = new ArrayList<>(attached);
        toTell.removeIf(a -> !a.importer().hasCallback());
    }

    void notified(final Attachment a) {
        if (told != null) {
            wrong.accept("a callback is called while another runs");
        }
        told = a;
        if (toTell == null || toTell.isEmpty() || toTell.get(0) != a) {
            wrong.accept("the broadcast tells an importer that is not the next: newest attachment first, each once");
        } else {
            toTell.remove(0);
        }
    }

    void callbackReturns(final Attachment a) {
        if (told != a) {
            wrong.accept("a callback returns that was not called last");
        }
        told = null;
    }

    void broadcastEnds() {
        broadcasts++;
        if (toTell == null || !toTell.isEmpty()) {
            wrong.accept("the broadcast ends, and not all importers were told");
        }
    }

    /** From now on no device may write. */
    void fencesDone() {
        if (revoking) {
            memory.poison();
            poisoned = true;
            poisonings++;
        }
    }

    /** From now on no program may write. */
    void unmapsDone() {
        cpuMemory.poison();
        cpuPoisoned = true;
    }

    /** Checks for forbidden writes, before the memory is given back and at the end of the storm. */
    void look() {
        if (poisoned && memory.touched() > 0) {
            wrong.accept("after revoke had waited for fences, a device wrote to " + memory.touched() + " words of the memory");
        }
        if (cpuPoisoned && cpuMemory.touched() > 0) {
            wrong.accept("after revoke had waited for unmaps, a program wrote by its kernel mapping");
        }
    }

    /** From now on devices and programs may write again. */
    void giveBack() {
        look();
        memory.clear();
        cpuMemory.clear();
        poisoned = false;
        cpuPoisoned = false;
    }

    void operationEnds() {
        revoking = false;
        toTell = null;
    }

    /** How many revokes poisoned the memory. */
    long poisonings() {
        return poisonings;
    }

    long broadcasts() {
        return broadcasts;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.Refusal;
import java.util.List;

/**
 * A history that is under way: that of a buffer, of a buffer with one of its attachments, or of a buffer with one
 * fence. It is held against the protocol until that refuses it, and against the contract all along.
 */
public final class Judged {
    private final Standard standard;
    private Oracle.Walk protocol;

    /** The same, if nothing has happened unseen that nobody knows to be unrecorded; null if that is no question. */
    private Oracle.Walk demanding;
    private Oracle.Walk contract;

    /** What the last event made doubtful; null if it did not. */
    private List<Absence> doubt;

    public Judged(final Standard standard) {
        this(standard, standard.protocol(), standard.demands() == null ? null : standard.demands().walk(),
                standard.contract());
    }

    private Judged(
            final Standard standard, final Oracle.Walk protocol, final Oracle.Walk demanding, final Oracle.Walk contract) {
        this.standard = standard;
        this.protocol = protocol;
        this.demanding = demanding;
        this.contract = contract;
    }

    public Standard standard() {
        return standard;
    }

    /** The same up to now. */
    public Judged fork() {
        return new Judged(standard, fork(protocol), fork(demanding), fork(contract));
    }

    private static Oracle.Walk fork(final Oracle.Walk walk) {
        return walk == null ? null : walk.fork();
    }

    /** Goes on by one event; what the protocol says against it, once, or null. */
    public Refusal accept(final Word w) {
        if (demanding != null && !standard.demands().accept(demanding, w)) {
            doubt = standard.demands().reasons(demanding.states(), w);
            demanding = null;
        }
        final int code = standard.code(w);
        if (protocol == null || code == Standard.UNSEEN) {
            return null;
        }
        standard.count(w);
        if (protocol.accept(code)) {
            return null;
        }
        final Refusal r = protocol.refusal(w.observation);
        protocol = null;
        demanding = null;
        doubt = null;
        return r;
    }

    /**
     * For want of which events the last one is a behaviour only if they happened unseen, though nobody knows whether they
     * were recorded. Said once; null if there is no such doubt.
     */
    public List<Absence> doubt() {
        final List<Absence> d = doubt;
        doubt = null;
        return d;
    }

    /** Goes on in the contract; false if that breaks a promise, and then the contract is not asked any more. */
    public boolean keeps(final Word w) {
        if (contract == null || standard.promise(w) == Standard.UNSEEN) {
            return true;
        }
        if (contract.accept(standard.promise(w))) {
            return true;
        }
        contract = null;
        return false;
    }

    /** The protocol allows an event now. */
    public boolean allows(final Word w) {
        return protocol != null && standard.code(w) != Standard.UNSEEN && protocol.fork().accept(standard.code(w));
    }

    /** In some state that is possible now the exporter's call waits for something that has not come, whoever sees it. */
    public boolean mayBeStuck() {
        return protocol == null || standard.mayBeStuck(protocol.states());
    }

    /** The protocol has refused it. */
    public boolean refused() {
        return protocol == null;
    }

    /** The contract is asked again, from where another history is. */
    public void askAgain(final Judged other) {
        contract = other.contract == null ? null : other.contract.fork();
    }

    public boolean asksContract() {
        return contract != null;
    }
}

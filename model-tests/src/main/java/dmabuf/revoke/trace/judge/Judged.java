// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.Refusal;
import java.util.List;

/**
 * A history in progress: that of a buffer, of a buffer with one of its attachments, or of a buffer with one fence. It is checked
 * against the protocol until that refuses it, and against the contract throughout.
 */
public final class Judged {
    private final Standard standard;
    private Oracle.Walk protocol;

    /** The walk that assumes that nothing happened unseen which may have been recorded; null if that question does not arise. */
    private Oracle.Walk demanding;
    private Oracle.Walk contract;

    /** The absences that the last event depends on; null if there are none. */
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

    /** A copy of the history so far. */
    public Judged fork() {
        return new Judged(standard, fork(protocol), fork(demanding), fork(contract));
    }

    private static Oracle.Walk fork(final Oracle.Walk walk) {
        return walk == null ? null : walk.fork();
    }

    /** Takes an event. {@return the protocol's refusal, once; else null} */
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
     * The absences that the last event depends on: it is a behaviour only if their events happened unseen, and they may have been
     * recorded. Returned once; null if there is no such doubt.
     */
    public List<Absence> doubt() {
        final List<Absence> d = doubt;
        doubt = null;
        return d;
    }

    /** Checks an event against the contract; false if it breaks a promise. After that the contract is not checked any more. */
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

    /** Whether the protocol allows an event now. */
    public boolean allows(final Word w) {
        return protocol != null && standard.code(w) != Standard.UNSEEN && protocol.fork().accept(standard.code(w));
    }

    /** Whether in some possible state the exporter's call waits for something that has not come, seen or not. */
    public boolean mayBeStuck() {
        return protocol == null || standard.mayBeStuck(protocol.states());
    }

    /** Whether the protocol has refused the history. */
    public boolean refused() {
        return protocol == null;
    }

    /** Checks the contract again, from the state of another history. */
    public void askAgain(final Judged other) {
        contract = other.contract == null ? null : other.contract.fork();
    }

    public boolean asksContract() {
        return contract != null;
    }
}

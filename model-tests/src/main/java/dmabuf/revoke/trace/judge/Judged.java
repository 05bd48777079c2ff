// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.Refusal;

/**
 * A history that is under way: that of a buffer, of a buffer with one of its attachments, or of a buffer with one
 * fence. It is held against the protocol until that refuses it, and against the contract all along.
 */
public final class Judged {
    private final Standard standard;
    private Oracle.Walk protocol;
    private Oracle.Walk contract;

    public Judged(final Standard standard) {
        this(standard, standard.protocol(), standard.contract());
    }

    private Judged(final Standard standard, final Oracle.Walk protocol, final Oracle.Walk contract) {
        this.standard = standard;
        this.protocol = protocol;
        this.contract = contract;
    }

    public Standard standard() {
        return standard;
    }

    /** The same up to now. */
    public Judged fork() {
        return new Judged(standard, protocol == null ? null : protocol.fork(), contract == null ? null
                : contract.fork());
    }

    /** Goes on by one event; what the protocol says against it, once, or null. */
    public Refusal accept(final Word w) {
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
        return r;
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

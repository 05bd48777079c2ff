// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

/** There is no graph because the spec violates its own type invariant. This is a decision, and a failure. */
public final class Violated extends Undecided {
    private static final long serialVersionUID = 1L;

    public Violated(final String message) {
        super(message);
    }
}

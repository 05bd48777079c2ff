// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

/** There is no graph because the spec violates its own type invariant: this is decided, and not as it should be. */
public final class Violated extends Undecided {
    private static final long serialVersionUID = 1L;

    public Violated(final String message) {
        super(message);
    }
}

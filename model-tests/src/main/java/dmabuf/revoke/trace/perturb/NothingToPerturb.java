// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.perturb;

import dmabuf.revoke.tlc.Undecided;

/** A trace has no place for a perturbation; the message says what is missing. */
public final class NothingToPerturb extends Undecided {
    private static final long serialVersionUID = 1;

    NothingToPerturb(final String message) {
        super(message);
    }
}

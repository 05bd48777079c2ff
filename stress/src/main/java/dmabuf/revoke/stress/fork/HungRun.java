// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.fork;

import dmabuf.revoke.tlc.Undecided;

/** A JVM that ran litmus tests came to no end. Where impl is what it ran, that speaks against impl. */
public final class HungRun extends Undecided {
    private static final long serialVersionUID = 1L;

    public HungRun(final String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.fork;

import dmabuf.revoke.tlc.Undecided;

/** A JVM that ran litmus tests did not terminate. If it ran impl, that is a failure of impl. */
public final class HungRun extends Undecided {
    private static final long serialVersionUID = 1L;

    public HungRun(final String message) {
        super(message);
    }
}

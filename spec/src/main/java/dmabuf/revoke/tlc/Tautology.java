// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

/** A temporal property says nothing in a scene, as one of importers where there are none: no verdict, and no fault. */
public final class Tautology extends Undecided {
    private static final long serialVersionUID = 1L;

    public Tautology(final String message) {
        super(message);
    }
}

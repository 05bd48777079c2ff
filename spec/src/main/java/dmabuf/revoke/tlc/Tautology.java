// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

/**
 * A temporal property is trivial in a scene, for example one about importers where there are none. This is no verdict, and
 * no failure.
 */
public final class Tautology extends Undecided {
    private static final long serialVersionUID = 1L;

    public Tautology(final String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

/** Impl did something that the spec does not allow. */
public final class Disagreement extends Exception {
    private static final long serialVersionUID = 1L;

    public Disagreement(final String message) {
        super(message);
    }
}

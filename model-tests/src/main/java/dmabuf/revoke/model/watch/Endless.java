// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

/** A thread takes more steps in one call of impl than the spec allows in any call: it would take steps for ever. */
public final class Endless extends AssertionError {
    private static final long serialVersionUID = 1L;

    Endless(final String message) {
        super("hung: " + message);
    }
}

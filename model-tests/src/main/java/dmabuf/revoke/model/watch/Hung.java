// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

/** Threads will never go on. The message says which thread waits for what. */
public final class Hung extends Exception {
    private static final long serialVersionUID = 1L;

    Hung(final String message) {
        super(message);
    }
}

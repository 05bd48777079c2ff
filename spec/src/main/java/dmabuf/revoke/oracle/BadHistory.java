// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

/** A text or a recording that is not a history; the message says what is wrong, and where. */
public final class BadHistory extends Exception {
    public BadHistory(final String message) {
        super(message);
    }
}

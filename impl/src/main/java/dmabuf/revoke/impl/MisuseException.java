// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * The caller broke a rule, and nothing has happened: a second map, an unmap under a running job, a call on an attachment of
 * another buffer, a call without the lock that it needs. It is thrown before the first effect of a call, or where all that
 * the call has done is undone.
 *
 * <p>A plain IllegalStateException means the opposite: a call was broken off half-way, by a fault of impl or of a callback,
 * and what it did before that stands.
 */
public final class MisuseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Misuse, and which.
     *
     * @param rule that was broken, or what is so and must not be: {@code mapped already}
     */
    public MisuseException(final String rule) {
        super(rule);
    }

    static void unless(final boolean condition, final String orElse) {
        if (!condition) {
            throw new MisuseException(orElse);
        }
    }

    /**
     * What a call throws that has had an effect when something it calls, a callback or another call of impl, is misused.
     */
    IllegalStateException halfWay() {
        return new IllegalStateException("broken off half-way: " + getMessage(), this);
    }
}

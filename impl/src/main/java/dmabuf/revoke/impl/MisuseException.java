// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * The caller broke a rule, and nothing has happened: a second map, an unmap while the job runs, a call on an attachment of
 * another buffer, a call without the lock that it needs. It is thrown before the first effect of a call, or after all its
 * effects were undone.
 *
 * <p>A plain IllegalStateException means the opposite: a call broke off half-way, because of a fault of impl or of a
 * callback, and its effects so far remain.
 */
public final class MisuseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates it for a rule.
     *
     * @param rule that was broken, or a condition that must not hold: {@code mapped already}
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
     * The exception of a call that has had an effect, when something that it calls (a callback, or another call of impl) is
     * misused.
     */
    IllegalStateException halfWay() {
        return new IllegalStateException("broken off half-way: " + getMessage(), this);
    }
}

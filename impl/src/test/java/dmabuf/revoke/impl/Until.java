// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.function.BooleanSupplier;

/** Waits for an action of another thread that no notification reports. The result does not depend on time. */
public final class Until {
    private Until() {}

    /** Waits as long as a condition holds. An interrupt ends the wait. */
    public static void over(final BooleanSupplier goesOn) {
        over(goesOn, () -> true, "");
    }

    /**
     * Waits as long as a condition holds.
     *
     * @param stillSo what must hold meanwhile
     * @param orElse what is wrong if it does not
     */
    public static void over(final BooleanSupplier goesOn, final BooleanSupplier stillSo, final String orElse) {
        while (goesOn.getAsBoolean()) {
            if (!stillSo.getAsBoolean() && goesOn.getAsBoolean()) {
                throw new AssertionError(orElse);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted");
            }
            Thread.onSpinWait();
        }
    }
}

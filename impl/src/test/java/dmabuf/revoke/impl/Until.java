// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.function.BooleanSupplier;

/** Waits for what another thread does, where nothing tells when it has. No time decides. */
public final class Until {
    private Until() {}

    /** As long as something goes on; who interrupts the thread ends it. */
    public static void over(final BooleanSupplier goesOn) {
        over(goesOn, () -> true, "");
    }

    /**
     * As long as something goes on.
     *
     * @param stillSo what must be so meanwhile
     * @param orElse what is wrong if it is not
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

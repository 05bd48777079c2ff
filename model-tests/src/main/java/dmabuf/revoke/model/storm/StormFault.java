// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

/** The exception that a probe or a hardware of a storm throws on purpose. */
final class StormFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether the call that it ends has taken effect anyway. */
    final boolean effect;

    StormFault(final String where, final boolean effect) {
        super("on purpose, at " + where, null, true, false);
        this.effect = effect;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * The usage classes of fences, strongest first: include/linux/dma-resv.h, reference section 6; {@code Usages} of
 * Kinds.tla.
 */
public enum Usage {
    /** Memory management: moves and clears. */
    KERNEL,
    /** Implicitly synchronised writers. */
    WRITE,
    /** Implicitly synchronised readers. */
    READ,
    /** Everything else: page-table updates, TLB flushes, explicitly synchronised jobs. */
    BOOKKEEP;

    /**
     * {@return whether a wait for this class covers a fence of that class: its own and all stronger classes are covered} Kinds.tla:
     * Covers.
     *
     * @param fence the class of a fence
     */
    public boolean covers(final Usage fence) {
        return fence.compareTo(this) <= 0;
    }
}

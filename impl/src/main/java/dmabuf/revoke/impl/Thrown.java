// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * What was thrown while something went on that must come to its end: the first, with the others suppressed. An Error that is
 * neither an assertion's nor the virtual machine's says that the thread has to end, and is not kept.
 */
public final class Thrown {
    private Throwable first;

    /** Nothing yet. */
    public Thrown() {}

    /**
     * Does something; what that throws is kept.
     *
     * @param what is to be done
     */
    public void guard(final Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | AssertionError | VirtualMachineError | LinkageError t) {
            keep(t instanceof MisuseException m ? m.halfWay() : t);
        }
    }

    private void keep(final Throwable t) {
        if (first == null) {
            first = t;
        } else if (first != t) {
            first.addSuppressed(t);
        }
    }

    /** {@return whether nothing was thrown so far} */
    public boolean isEmpty() {
        return first == null;
    }

    /** Throws it, if there is anything. */
    public void rethrow() {
        if (first instanceof Error e) {
            throw e;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }
}

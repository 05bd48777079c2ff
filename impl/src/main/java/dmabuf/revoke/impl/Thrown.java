// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/**
 * Collects exceptions during something that must be completed: the first exception, with the others suppressed. An Error
 * other than an AssertionError, a VirtualMachineError or a LinkageError means that the thread has to end, and is thrown at
 * once.
 */
public final class Thrown {
    private Throwable first;

    /** Creates it without any exception. */
    public Thrown() {}

    /**
     * Runs something, and keeps its exception.
     *
     * @param what to run
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

    /** Throws the collected exception, if there is one. */
    public void rethrow() {
        if (first instanceof Error e) {
            throw e;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }
}

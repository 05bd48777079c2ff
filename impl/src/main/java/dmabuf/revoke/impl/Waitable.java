// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** Something of the buffer that threads wait for. */
public interface Waitable {
    /**
     * {@return whether a thread is in the queue and still has to wait} It is read from the queue itself, and stays true
     * only as long as the threads that could end the wait stand still.
     *
     * @param t any thread
     */
    boolean blocks(Thread t);
}

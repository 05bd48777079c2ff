// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** Something of the buffer that threads wait for. */
public interface Waitable {
    /**
     * {@return whether a thread stands in the queue and what it waits for has not come} Read from the queue itself;
     * the answer lasts only as long as those who could bring it about stand still.
     *
     * @param t any thread
     */
    boolean blocks(Thread t);
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers;

/** How the parts of a round run at the same time: a thread each. */
public interface Together {
    /** What one thread does. */
    interface Part {
        /** Does it. */
        void run() throws Exception;
    }

    /** Runs all parts, waits for their ends, and throws the first thing that one has thrown. */
    void run(Part... parts) throws Exception;
}

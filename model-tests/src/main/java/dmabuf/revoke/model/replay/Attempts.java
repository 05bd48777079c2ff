// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.model.drive.Disagreement;

/** What is tried in a state beside its edges, and must change nothing. */
interface Attempts {
    /** Nothing is tried. */
    Attempts NONE = new Attempts() {
        @Override
        public boolean attempt(final int state) {
            return false;
        }

        @Override
        public long count() {
            return 0;
        }
    };

    /** {@return whether any was made} Makes all of a state, once. */
    boolean attempt(int state) throws Disagreement;

    /** How many were made. */
    long count();
}

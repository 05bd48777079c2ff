// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.model.drive.Disagreement;

/** The calls that are tried in a state beside its edges, and that must change nothing. */
interface Attempts {
    /** Tries nothing. */
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

    /** {@return whether any call was tried} Tries all calls of a state, once. */
    boolean attempt(int state) throws Disagreement;

    /** How many calls were tried. */
    long count();
}

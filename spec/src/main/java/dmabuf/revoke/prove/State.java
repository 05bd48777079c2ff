// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.tlc.Undecided;

/** What the variables are. */
interface State {
    /** The value of a variable; null if this says nothing of it. */
    Val get(String variable) throws Undecided;
}

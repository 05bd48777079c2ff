// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.tlc.Undecided;

/** The values of the variables in a state. */
interface State {
    /** The value of a variable; null if it is not known. */
    Val get(String variable) throws Undecided;
}

// SPDX-License-Identifier: Apache-2.0
/** A judged trace as text for a reader and as JSON for programs. */
package dmabuf.revoke.trace.show;

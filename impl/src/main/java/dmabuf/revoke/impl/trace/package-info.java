// SPDX-License-Identifier: Apache-2.0
/** A probe that writes a trace of what a buffer and its users do. */
package dmabuf.revoke.impl.trace;

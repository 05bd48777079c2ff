// SPDX-License-Identifier: Apache-2.0
/** The lines of a trace: where one ends, what fields it has, which event it is, and which events a trace has at all. */
package dmabuf.revoke.trace.read;

// SPDX-License-Identifier: Apache-2.0
/**
 * The design by which a buffer is judged, the words of its history, and the results. Independent of a trace's lines and of its
 * live buffers.
 */
package dmabuf.revoke.trace.judge;

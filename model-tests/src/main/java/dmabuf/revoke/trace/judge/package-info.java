// SPDX-License-Identifier: Apache-2.0
/**
 * By which design a buffer is judged, the words that its history is told in, and what was found. Nothing here knows a trace's lines
 * or the buffers that live in it.
 */
package dmabuf.revoke.trace.judge;

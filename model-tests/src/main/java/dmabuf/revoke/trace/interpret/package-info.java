// SPDX-License-Identifier: Apache-2.0
/**
 * The meaning of a line: the live buffers, attachments, fences and threads at one moment of a trace, and the histories that
 * follow from its lines.
 */
package dmabuf.revoke.trace.interpret;

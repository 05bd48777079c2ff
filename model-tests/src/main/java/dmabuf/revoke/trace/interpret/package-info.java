// SPDX-License-Identifier: Apache-2.0
/**
 * What a line means: the buffers, attachments, fences and threads that live at one moment of a trace, and the histories that
 * follow from its lines.
 */
package dmabuf.revoke.trace.interpret;

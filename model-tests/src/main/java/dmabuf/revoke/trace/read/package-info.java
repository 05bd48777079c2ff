// SPDX-License-Identifier: Apache-2.0
/** The lines of a trace: their ends, fields and events, and a survey of the events that a trace has. */
package dmabuf.revoke.trace.read;

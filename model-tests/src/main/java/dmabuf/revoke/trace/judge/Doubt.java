// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

/** The first line that is a step of the spec only if events happened that may have been recorded and do not occur. */
public record Doubt(String event, String buffer, long line) {}

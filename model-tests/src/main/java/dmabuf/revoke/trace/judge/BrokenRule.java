// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

/** A rule that somebody has broken, by its number in the reference: on which line, and who. */
public record BrokenRule(String number, int buffer, long line, String text, String sentence) {}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

/** A broken rule, by its number in the reference: the line, and what the thread did. */
public record BrokenRule(String number, int buffer, long line, String text, String sentence) {}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

/**
 * A broken promise of the contract: the event that breaks it, and the attachment whose access lasted too long or began too late.
 */
public record Breach(int buffer, String who, long line, String text, String claim, String sentence) {}

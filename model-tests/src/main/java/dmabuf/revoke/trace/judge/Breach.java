// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

/** A promise of the contract that was broken: by which event, and whose access outlived it or began too late. */
public record Breach(int buffer, String who, long line, String text, String claim, String sentence) {}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

/**
 * The common part of all occurrences of one failure: the first line of its text, without the details that differ from run to run.
 */
final class Signature {
    private static final int LONGEST = 160;

    private Signature() {}

    static String of(final String what) {
        final String line = what.strip().lines().findFirst().orElse("").strip()
                .replaceAll("0x[0-9a-f]+|@[0-9a-f]{4,}", "#")
                .replaceAll("(?<![\\w:])\\d[\\d,.]*", "#");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

/** Errors of the kernel, as encoded in results of functions. */
public final class Errors {
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int EOPNOTSUPP = 95;
    private static final int MAX = 4095;

    private Errors() {}

    /** The error in a result of 64 or 32 bits; 0 if it is none. */
    public static int of(final long result) {
        if (result < 0 && result >= -MAX) {
            return (int) -result;
        }
        final int low = (int) result;
        return result >>> 32 == 0 && low < 0 && low >= -MAX ? -low : 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** What an operation of the protocol returns: the kernel's error codes, reference section 10. A closed set. */
public enum Errno {
    /** It is done. */
    OK(0),
    /** The buffer is revoked. */
    ENODEV(19),
    /** Not an error code: the signal that a touch of a revoked page raises. */
    SIGBUS(7),
    /** An importer that is dead for good, or has no mapping to use. */
    EINVAL(22),
    /** An importer that the exporter cannot work with. */
    EOPNOTSUPP(95);

    private final int code;

    Errno(final int code) {
        this.code = code;
    }

    /** {@return the positive number, as in asm-generic/errno.h; of SIGBUS, as in asm-generic/signal.h} */
    public int code() {
        return code;
    }
}

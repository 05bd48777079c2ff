// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** The result of an operation of the protocol: the kernel's error codes, reference section 10. */
public enum Errno {
    /** The operation has succeeded. */
    OK(0),
    /** The buffer is revoked. */
    ENODEV(19),
    /** Not an error code, but the signal for an access to a revoked page. */
    SIGBUS(7),
    /** The importer is dead for good, or has no mapping to use. */
    EINVAL(22),
    /** The exporter cannot work with this importer. */
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

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.nio.charset.StandardCharsets;

/** The names of fields, as in a line. */
public final class Keys {
    public static final byte[] EXP = of("exp=");
    public static final byte[] EXP_NAME = of("exp_name=");
    public static final byte[] INO = of("ino=");
    public static final byte[] ATTACHMENT = of("attachment:");
    public static final byte[] DYNAMIC = of("is_dynamic=");
    public static final byte[] DMABUF = of("dmabuf=");
    public static final byte[] RESV = of("resv=");
    public static final byte[] ATTACH = of("attach=");
    public static final byte[] IOPS = of("iops=");
    public static final byte[] SGT = of("sgt=");
    public static final byte[] RET = of("ret=");
    public static final byte[] LOCK = of("lock=");
    public static final byte[] USAGE = of("usage=");
    public static final byte[] FENCE = of("fence=");
    public static final byte[] OP = of("op=");
    public static final byte[] REVOKED = of("revoked=");
    public static final byte[] A1 = of("a1=");
    public static final byte[] A2 = of("a2=");
    public static final byte[] IN_ATTACH = of("dma_buf_dynamic_attach");
    public static final byte[] IN_DETACH = of("dma_buf_detach");

    private Keys() {}

    private static byte[] of(final String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}

package dmabuf.revoke.trace;

import java.nio.charset.StandardCharsets;

/** The names of fields, as they stand in a line. */
final class Keys {
    static final byte[] EXP = of("exp=");
    static final byte[] EXP_NAME = of("exp_name=");
    static final byte[] INO = of("ino=");
    static final byte[] ATTACHMENT = of("attachment:");
    static final byte[] DYNAMIC = of("is_dynamic=");
    static final byte[] DMABUF = of("dmabuf=");
    static final byte[] RESV = of("resv=");
    static final byte[] ATTACH = of("attach=");
    static final byte[] IOPS = of("iops=");
    static final byte[] SGT = of("sgt=");
    static final byte[] RET = of("ret=");
    static final byte[] LOCK = of("lock=");
    static final byte[] USAGE = of("usage=");
    static final byte[] FENCE = of("fence=");
    static final byte[] OP = of("op=");
    static final byte[] REVOKED = of("revoked=");
    static final byte[] A1 = of("a1=");
    static final byte[] A2 = of("a2=");
    static final byte[] IN_ATTACH = of("dma_buf_dynamic_attach");
    static final byte[] IN_DETACH = of("dma_buf_detach");

    private Keys() {}

    private static byte[] of(final String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}

package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.tlc.Undecided;

/** jcstress came to no end. Where impl is what it ran, that speaks against impl. */
public final class HungRun extends Undecided {
    private static final long serialVersionUID = 1L;

    HungRun(final String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;

/**
 * A digest of what decides a run of TLC in addition to its text: the content of TLC's jar, the classes of this project that
 * take part (they contain the flags of TLC and of its JVM), and the version of Java. Thread-safe.
 */
final class TlcDigest {
    private final Tlc tlc;
    /** The folder or the jar of the classes. */
    private final Path classes;

    /** Null after {@link #forget}. */
    private volatile Ahead<String> known;

    TlcDigest(final Tlc tlc) {
        this(tlc, Digest.home(Tlc.class));
    }

    /** @param classes of this project */
    TlcDigest(final Tlc tlc, final Path classes) {
        this.tlc = tlc;
        this.classes = classes;
        this.known = Ahead.of("digest of TLC", this::digest);
    }

    /** The digest as it was first computed, or first computed since {@link #forget}. */
    String hex() throws Undecided {
        Ahead<String> now = known;
        if (now == null) {
            now = Ahead.of("digest of TLC", this::digest);
            known = now;
        }
        return now.get();
    }

    private String digest() throws Undecided {
        return new Digest()
                .file(tlc.jarFile())
                .classes(classes, "dmabuf.revoke.export", "dmabuf.revoke.graph", "dmabuf.revoke.tlc", "tlc2.overrides")
                .text("workers", Integer.toString(tlc.workers()))
                .jvm()
                .hex();
    }

    /** Causes the digest to be computed again at the next call, because the files may have changed. */
    void forget() {
        known = null;
    }

    /** Whether the digest is the same as before. */
    boolean isStill(final String before) throws Undecided {
        forget();
        return before.equals(hex());
    }
}

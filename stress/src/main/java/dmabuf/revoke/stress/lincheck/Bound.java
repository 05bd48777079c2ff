// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.lincheck;

import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.model.drive.Scene;
import java.util.SortedMap;

/** A buffer, and calls by their words. The scheduler ignores this class, because nothing races in it. */
final class Bound {
    private final Scene scene;

    Bound(final String design, final SortedMap<String, String> kinds) {
        scene = new Scene(design, kinds, Probe.NONE);
    }

    /** The call for some words; it is not made here. */
    Scene.Call call(final String words) {
        final String[] word = words.split(" ");
        return scene.bind(word[0], word[1], word[2]);
    }
}
